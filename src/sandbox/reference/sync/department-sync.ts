/** What the actions on department sync take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const memberDiff = {
  Action: "string ..32",
  AfterIsPrimary: "boolean",
  AfterRole: "string ..64",
  BeforeIsPrimary: "boolean",
  BeforeRole: "string ..64",
  UserUid: "string ..128",
} as const satisfies Facts;
const department = {
  Action: "string ..32",
  Description: "string ..2048",
  ExternalID: "string 1..512",
  ExternalParentID: "string 1..512",
  Name: "string 1..255",
  Precedence: "int",
} as const satisfies Facts;
const mappingResult = {
  Added: "int",
  ExternalDepartmentID: "string ..512",
  MemberDiffs: [memberDiff],
  Message: "string ..2048",
  Removed: "int",
  Status: "string ..32",
  Unchanged: "int",
} as const satisfies Facts;
const member = {
  Added: "int",
  Errors: ["string"],
  MappingResults: [mappingResult],
  Removed: "int",
  Unchanged: "int",
} as const satisfies Facts;
const after = {
  CreateTime: "string 1..64",
  Description: "string ..2048",
  DirectChildrenCount: "int",
  DirectMemberCount: "int",
  ExternalID: "string ..512",
  IamRoleTrn: "string ..2048",
  MemberCount: "int",
  Name: "string 1..255",
  NamePath: "string ..8192",
  ParentDepartmentUid: "string 1..128",
  Path: "string ..4096",
  Precedence: "int",
  Source: "string ..64",
  Uid: "string 1..128",
  UpdateTime: "string 1..64",
  UserPoolUid: "string 1..128",
} as const satisfies Facts;
const item = {
  After: after,
  Before: after,
  DepartmentUid: "string ..128",
  ExternalID: "string ..512",
  Message: "string ..2048",
  Operation: "string ..32",
  Status: "string ..32",
} as const satisfies Facts;
const department2 = {
  Created: "int",
  Deleted: "int",
  Errors: ["string"],
  Items: [item],
  Skipped: "int",
  Updated: "int",
} as const satisfies Facts;

export const departmentSync: Reference = {
  CreateDepartmentSyncSession: {
    input: { "Source!": "string 1..64", "UserPoolUid!": "string 1..128" },
    output: { ExpiresAt: "string", SessionId: "string" },
  },
  UploadDepartmentSyncDepartments: {
    input: {
      Departments: [department],
      "SessionId!": "string 1..128",
      "Source!": "string 1..64",
      "UserPoolUid!": "string 1..128",
    },
    output: { Received: "int", Total: "int" },
  },
  UploadDepartmentSyncMembers: {
    input: {
      Members: [
        {
          DepartmentExternalID: "string 1..512",
          IsPrimary: "boolean",
          Role: "string ..64",
          UserUids: ["string"],
        },
      ],
      "SessionId!": "string 1..128",
      "Source!": "string 1..64",
      "UserPoolUid!": "string 1..128",
    },
    output: { Received: "int", Total: "int" },
  },
  ValidateDepartmentSyncSession: {
    input: { "SessionId!": "string 1..128", "Source!": "string 1..64", "UserPoolUid!": "string 1..128" },
    output: {
      Plan: {
        DeleteAbsentCount: "int",
        DeletePct: "number ..1",
        DepartmentErrors: ["string"],
        DeptCreated: "int",
        DeptDeleted: "int",
        DeptSkipped: "int",
        DeptUpdated: "int",
        MemberAdded: "int",
        MemberErrors: ["string"],
        MemberRemoved: "int",
        MemberUnchanged: "int",
        NeedsReview: "boolean",
        SourceDeptTotal: "int",
        Status: "string ..32",
        ThresholdPct: "int ..100",
      },
      Status: "string",
      ValidateJobId: "string",
    },
  },
  CommitDepartmentSyncSession: {
    input: {
      AllowExceedDeleteThreshold: "boolean",
      "SessionId!": "string 1..128",
      "Source!": "string 1..64",
      "UserPoolUid!": "string 1..128",
    },
    output: { Departments: department2, JobId: "string", Members: member },
  },
  CancelDepartmentSyncSession: {
    input: { "SessionId!": "string 1..128", "UserPoolUid!": "string 1..128" },
    output: { Status: "string" },
  },
  GetDepartmentSyncSession: {
    input: { "SessionId!": "string 1..128", "UserPoolUid!": "string 1..128" },
    output: {
      CommittedAt: "string",
      CreatedAt: "string",
      DeleteThresholdPctSnapshot: "int",
      ErrorMessage: "string",
      ExpiresAt: "string",
      ReceivedDepartments: "int",
      ReceivedMemberships: "int",
      SessionId: "string",
      Source: "string",
      StartedAt: "string",
      Status: "string",
      UpdatedAt: "string",
      UserPoolUid: "string",
    },
  },
  GetDepartmentSyncJob: {
    input: { "JobId!": "string 1..128", "UserPoolUid!": "string 1..128" },
    output: {
      CreatedAt: "string",
      ErrorMessage: "string",
      FinishedAt: "string",
      JobId: "string",
      SessionId: "string",
      Source: "string",
      StartedAt: "string",
      Status: "string",
      Type: "string",
      UpdatedAt: "string",
      UserPoolUid: "string",
    },
  },
  ListDepartmentSyncJobs: {
    input: { Limit: "int 1..200", Source: "string ..64", "UserPoolUid!": "string 1..128" },
    output: {
      Jobs: [
        {
          CreatedAt: "string 1..64",
          ErrorMessage: "string ..4096",
          FinishedAt: "string ..64",
          JobId: "string 1..128",
          SessionId: "string 1..128",
          Source: "string 1..64",
          StartedAt: "string ..64",
          Status: "string ..32",
          Type: "string ..32",
          UpdatedAt: "string 1..64",
          UserPoolUid: "string 1..128",
        },
      ],
    },
  },
  BatchUpsertDepartments: {
    input: {
      Departments: [department],
      DryRun: "boolean",
      "Source!": "string 1..64",
      "UserPoolUid!": "string 1..128",
    },
    output: department2,
  },
  BatchSyncDepartmentMembers: {
    input: {
      DryRun: "boolean",
      Mappings: [
        {
          ExternalDepartmentID: "string 1..512",
          Members: [{ IsPrimary: "boolean", Role: "string ..64", UserUid: "string 1..128" }],
          UserUids: ["string"],
        },
      ],
      "Source!": "string 1..64",
      "UserPoolUid!": "string 1..128",
    },
    output: member,
  },
};
