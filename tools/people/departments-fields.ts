/** What the actions on departments of a user pool and on their members have in common. */
import * as z from "zod";
import { countOutput, name, plainText, textOutput } from "../../src/action/fields.ts";

/** The longest Uid of a pool, a user or a department in these actions. */
export const UID_LIMIT = 128;

export const departmentUid = (describe = "Uid from ListDepartments or GetDepartmentTree", max = UID_LIMIT) =>
  name(describe, max);

/** As a change or one department alone is answered: without the number of direct members. */
export const department = () => ({
  Uid: textOutput(),
  UserPoolUid: textOutput(),
  Name: textOutput(),
  NamePath: textOutput(),
  Path: textOutput(),
  ParentDepartmentUid: textOutput(),
  Description: textOutput(),
  IamRoleTrn: textOutput(),
  Precedence: countOutput(),
  Source: textOutput(),
  ExternalID: textOutput(),
  MemberCount: countOutput(),
  DirectChildrenCount: countOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

export const departmentRow = () => ({ ...department(), DirectMemberCount: countOutput() });

export const departmentFilter = () =>
  z
    .strictObject({
      Name: plainText(255).optional(),
      NameMatchMode: z.int().describe("How Name matches; the service numbers the ways").optional(),
      Description: plainText(2048).optional(),
      DepartmentUid: plainText().optional(),
      ExternalID: plainText(512).optional(),
      Source: plainText(64).optional(),
    })
    .describe("Only departments that match all that is given")
    .optional();
