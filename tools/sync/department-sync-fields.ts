/** What the actions that synchronise departments and their members take and answer (id). */
import * as z from "zod";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

/** A bound of our own for lists that hold a whole organisation; what all arguments may have together is less. */
const BULK_LIMIT = 10_000;

export const bulkOf = <T extends z.ZodType>(element: T, describe: string) =>
  listOf(element, describe, BULK_LIMIT);

export const poolUid = () => name("Uid from CreateUserPool or ListUserPools", 128);
export const source = () => name("Name of the system the departments come from, e.g. hr", 64);
export const sessionId = () => name("SessionId from CreateDepartmentSyncSession", 128);
/** One open session of one pool and source. */
export const session = () => ({ UserPoolUid: poolUid(), SessionId: sessionId(), Source: source() });

export const departments = () =>
  bulkOf(
    z.strictObject({
      ExternalID: name("Id in the source", 512).optional(),
      Name: plainName(255).optional(),
      ExternalParentID: name("Id of the parent in the source; top level when absent", 512).optional(),
      Action: text("What to do with it, as the service names it", 32).optional(),
      Description: plainText(2048).optional(),
      Precedence: z.int().describe("Place among its siblings").optional(),
    }),
    "Departments, parents too",
  );

/** As with UpdateDepartment: a move puts every member below what the parent carries, precedence chooses among roles. */
export const MOVES = ["ExternalParentID", "Precedence"] as const;

export const userUids = () => bulkOf(plainName(), "Uids from ListUsers");
export const isPrimary = () => z.boolean().describe("Whether it is their main department");
export const role = () => text("Role in the department, as the service names it", 64);

const department = () =>
  z
    .looseObject({
      Uid: textOutput(),
      UserPoolUid: textOutput(),
      Name: textOutput(),
      Description: textOutput(),
      ExternalID: textOutput(),
      Source: textOutput(),
      ParentDepartmentUid: textOutput(),
      Path: textOutput(),
      NamePath: textOutput(),
      IamRoleTrn: textOutput(),
      Precedence: countOutput(),
      MemberCount: countOutput(),
      DirectMemberCount: countOutput(),
      DirectChildrenCount: countOutput(),
      CreateTime: textOutput(),
      UpdateTime: textOutput(),
    })
    .nullish();

/** What became of departments, in all and one by one. */
export const departmentsOutput = () => ({
  Created: countOutput(),
  Updated: countOutput(),
  Deleted: countOutput(),
  Skipped: countOutput(),
  Errors: textsOutput(),
  Items: rowsOutput({
    DepartmentUid: textOutput(),
    ExternalID: textOutput(),
    Operation: textOutput(),
    Status: textOutput(),
    Message: textOutput(),
    Before: department(),
    After: department(),
  }),
});

/** What became of memberships, in all and department by department. */
export const membersOutput = () => ({
  Added: countOutput(),
  Removed: countOutput(),
  Unchanged: countOutput(),
  Errors: textsOutput(),
  MappingResults: rowsOutput({
    ExternalDepartmentID: textOutput(),
    Added: countOutput(),
    Removed: countOutput(),
    Unchanged: countOutput(),
    Status: textOutput(),
    Message: textOutput(),
    MemberDiffs: rowsOutput({
      UserUid: textOutput(),
      Action: textOutput(),
      BeforeIsPrimary: flagOutput(),
      AfterIsPrimary: flagOutput(),
      BeforeRole: textOutput(),
      AfterRole: textOutput(),
    }),
  }),
});

/** What a commit would do. */
export const planOutput = () =>
  z
    .looseObject({
      Status: textOutput(),
      NeedsReview: flagOutput(),
      SourceDeptTotal: countOutput(),
      DeptCreated: countOutput(),
      DeptUpdated: countOutput(),
      DeptDeleted: countOutput(),
      DeptSkipped: countOutput(),
      DeleteAbsentCount: countOutput(),
      DeletePct: countOutput(),
      ThresholdPct: countOutput(),
      MemberAdded: countOutput(),
      MemberRemoved: countOutput(),
      MemberUnchanged: countOutput(),
      DepartmentErrors: textsOutput(),
      MemberErrors: textsOutput(),
    })
    .nullish();

export const jobOutput = () => ({
  JobId: textOutput(),
  SessionId: textOutput(),
  UserPoolUid: textOutput(),
  Source: textOutput(),
  Type: textOutput(),
  Status: textOutput(),
  ErrorMessage: textOutput(),
  CreatedAt: textOutput(),
  StartedAt: textOutput(),
  UpdatedAt: textOutput(),
  FinishedAt: textOutput(),
});
