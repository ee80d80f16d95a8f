/** What the actions on user sync take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const taskFilter = { SkipMerge: "boolean", State: "string", Type: "string" } as const satisfies Facts;
const mergeTaskResult = {
  AddedCount: "int",
  FailedCount: "int",
  MergedCount: "int",
  NoChangeCount: "int",
} as const satisfies Facts;
const taskMergeUserSyncRequest = {
  TaskFilter: taskFilter,
  TaskUid: "string",
  "UserPoolUid!": "string",
} as const satisfies Facts;
const customAttributeHeader = {
  CreateTime: "string",
  DataType: "string",
  Maximum: "int",
  Minimum: "int",
  Mutability: "string",
  Name: "string",
  Uid: "string",
  UpdateTime: "string",
} as const satisfies Facts;
const currentUser = {
  CustomAttributes: [{ Name: "string", Value: "string" }],
  Email: "string",
  EmailVerified: "boolean",
  Name: "string",
  PhoneNumber: "string",
  PhoneNumberVerified: "boolean",
  PreferredUsername: "string",
} as const satisfies Facts;
const taskInfo = {
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
} as const satisfies Facts;
const taskStateUserSyncAnswer = {
  MergeTaskResult: mergeTaskResult,
  MergeTaskUid: "string",
  RetrieveTaskUid: "string",
  SkipMerge: "boolean",
  State: "string",
  TaskInfo: taskInfo,
  TaskUid: "string",
} as const satisfies Facts;
const data = {
  ConflictFields: ["string"],
  ConnectionUid: "string",
  CreateTime: "string",
  CurrentUser: currentUser,
  ErrorMessage: "string",
  ExternalProviderUserIdentifier: "string",
  NewUser: currentUser,
  Status: "string",
  TaskUid: "string",
  Uid: "string",
  UpdateTime: "string",
  UserAction: "string",
  UserUid: "string",
} as const satisfies Facts;
const retrieveUserSyncUsersAnswer = {
  CustomAttributeHeaders: [customAttributeHeader],
  Data: [data],
  PageNumber: "int",
  PageSize: "int",
  TotalCount: "int",
} as const satisfies Facts;

export const userSync: Reference = {
  CreateTaskRetrieveUserSync: {
    input: {
      AlwaysOverwriteUser: "boolean",
      "ConnectionUid!": "string",
      SkipMergeTask: "boolean",
      "UserPoolUid!": "string",
    },
    output: { Message: "string", TaskUid: "string" },
  },
  CreateTaskRetrieveUserSyncAttachment: {
    input: {
      AlwaysOverwriteUser: "boolean",
      "AttachmentFileB64!": "string",
      ConnectionUid: "string",
      CustomAttributeMergeMode: "string",
      OperationMode: "string",
      SkipMergeTask: "boolean",
      "UniqueUserIdentifier!": "string",
      "UserPoolUid!": "string",
    },
    output: {
      ErrorsStructured: [
        {
          DuplicatedUserUid: "string",
          Error: "string",
          ErrorType: "string",
          ExternalProviderUserIdentifier: "string",
          Field: "string",
          Index: "int",
        },
      ],
      Message: "string",
      TaskUid: "string",
    },
  },
  CreateTaskMergeUserSync: {
    input: taskMergeUserSyncRequest,
    output: { Message: "string", SourceTaskUid: "string", State: "string", TaskUid: "string" },
  },
  GetTaskStateUserSync: { input: taskMergeUserSyncRequest, output: taskStateUserSyncAnswer },
  ListRetrieveUserSyncUsers: {
    input: {
      ErrorMessageLanguage: "string",
      Filter: {
        ConflictFields: ["string"],
        CurrentEmail: "string",
        CurrentName: "string",
        CurrentPhoneNumber: "string",
        CurrentPreferredUsername: "string",
        ExternalProviderUserIdentifier: "string",
        NewEmail: "string",
        NewName: "string",
        NewPhoneNumber: "string",
        NewPreferredUsername: "string",
        Status: "string",
        Statuses: ["string"],
        UserAction: "string",
        UserUid: "string",
      },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDirection: "string",
      SortField: "string",
      TaskFilter: taskFilter,
      TaskUid: "string",
      "UserPoolUid!": "string",
    },
    output: retrieveUserSyncUsersAnswer,
  },
  UpdateRetrieveUserSyncUser: {
    input: {
      SyncUser: {
        CustomAttributeOperations: [{ Name: "string", Operation: "string", Value: "string" }],
        NewCustomAttributes: [{ Name: "string", Value: "string" }],
        NewEmail: "string",
        NewName: "string",
        NewPhoneNumber: "string",
        NewPreferredUsername: "string",
        UserAction: "string",
      },
      TaskFilter: taskFilter,
      TaskUid: "string",
      "UserPoolUid!": "string",
      "UserSyncUid!": "string",
    },
    output: data,
  },
  ListMergeUserSyncResultUsers: {
    input: {
      ErrorMessageLanguage: "string",
      Filter: {
        ConflictFields: ["string"],
        CurrentEmail: "string",
        CurrentName: "string",
        CurrentPhoneNumber: "string",
        ExternalProviderUserIdentifier: "string",
        NewEmail: "string",
        NewName: "string",
        NewPhoneNumber: "string",
        Status: "string",
        Statuses: ["string"],
        UserUid: "string",
      },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDirection: "string",
      SortField: "string",
      TaskFilter: taskFilter,
      TaskUid: "string",
      "UserPoolUid!": "string",
    },
    output: retrieveUserSyncUsersAnswer,
  },
  CancelTaskUserSync: { input: taskMergeUserSyncRequest, output: taskStateUserSyncAnswer },
};
