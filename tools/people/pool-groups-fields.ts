/** What the actions on groups of a user pool and on their members have in common. */
import * as z from "zod";
import { countOutput, listOf, name, plainText, textOutput } from "../../src/action/fields.ts";

export const groupUid = () => name("Uid from CreateGroup or ListGroups");

export const group = () => ({
  Uid: textOutput(),
  UserPoolUid: textOutput(),
  Name: textOutput(),
  Description: textOutput(),
  IamRoleTrn: textOutput(),
  Precedence: countOutput(),
  Source: textOutput(),
  GroupIdTokenName: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

export const groupRow = () => ({ ...group(), TotalCountOfGroupMember: countOutput() });

export const groupFilter = () =>
  z
    .strictObject({
      Name: plainText().optional(),
      NameMatchMode: z.int().describe("How Name matches; the service numbers the ways").optional(),
      Description: plainText().optional(),
      Source: plainText().optional(),
      GroupIdTokenName: plainText().describe("Name of the group in ID tokens").optional(),
      GroupUidsOr: listOf(plainText(), "Only these groups").optional(),
    })
    .describe("Only groups that match all that is given")
    .optional();

export const sorting = (field: string) => ({
  SortField: name(`Field to sort by, e.g. ${field}`).optional(),
  SortDirection: name("Sort direction, e.g. Desc").optional(),
});
