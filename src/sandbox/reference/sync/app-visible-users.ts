/** What the actions on app visible users take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const appVisibleUsers: Reference = {
  CreateTaskRetrieveAppVisibleUsers: {
    input: {
      "ConnectionUid!": "string",
      ProviderParams: { DingTalkAgentId: "string" },
      Strategy: "string",
      SyncDepartments: "boolean",
      "UserPoolUid!": "string",
    },
    output: { Message: "string", TaskUid: "string" },
  },
  GetTaskStateRetrieveAppVisibleUsers: {
    input: { "TaskUid!": "string", "UserPoolUid!": "string" },
    output: {
      RetrieveAppVisibleUsersTaskResult: {
        DeduplicatedUserCount: "int",
        DepartmentDeletePreviewCount: "int",
        DepartmentMemberRemovePreviewCount: "int",
        DepartmentSource: "string",
        DepartmentSyncSessionID: "string",
        FailedDepartmentChildrenRequestCount: "int",
        FailedDepartmentMemberRequestCount: "int",
        FetchedUserFailureCount: "int",
        FetchedUserSuccessCount: "int",
        StagedDepartmentCount: "int",
        StagedDepartmentMemberCount: "int",
        StagingSummary: "string",
        SyncDepartments: "boolean",
        VisibleDepartmentCount: "int",
        VisibleUserCount: "int",
      },
      State: "string",
      TaskInfo: {
        CancelRequested: "boolean",
        CreateTime: "string",
        Denominator: "int",
        ErrorCode: "string",
        ErrorMessage: "string",
        FinishTime: "string",
        Numerator: "int",
        Progress: "int",
        Result: "string",
        StartTime: "string",
        Status: "string",
        TaskUid: "string",
        Type: "string",
        UpdateTime: "string",
      },
      TaskUid: "string",
    },
  },
  CreateTaskCommitAppVisibleUsers: {
    input: { "StagingTaskUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string", StagingTaskUid: "string", TaskUid: "string" },
  },
  ListCommitAppVisibleUsers: {
    input: {
      "PageNumber!": "int",
      "PageSize!": "int",
      Statuses: ["string"],
      "TaskUid!": "string",
      "UserPoolUid!": "string",
    },
    output: {
      Data: [
        {
          ErrorMessage: "string",
          FederatedIdentityUid: "string",
          IdpUserId: "string",
          Status: "string",
          UserUid: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
};
