/** What the actions on directory tasks take and answer (reference of cloudidentity, version 2023-01-01). */
import type { Reference } from "../types.ts";

export const directoryTasks: Reference = {
  GetTaskStatus: {
    input: { "TaskId!": "string" },
    output: {
      CreatedTime: "string",
      Status: "string",
      TaskId: "string",
      TaskType: "string",
      UpdatedTime: "string",
    },
  },
  ListTasks: {
    input: {
      Filter: "string",
      PageNumber: "int 1..",
      PageSize: "int",
      PrincipalType: "string User|Group",
      TaskStatus: "string Init|Running|Success|Failed",
      TaskType: "int",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      Tasks: [
        {
          CreatedTime: "string",
          PermissionSetId: "string",
          PermissionSetName: "string",
          PrincipalId: "string",
          PrincipalName: "string",
          PrincipalType: "string",
          Status: "string",
          TargetId: "string",
          TargetName: "string",
          TaskId: "string",
          TaskType: "string",
          UpdatedTime: "string",
        },
      ],
      Total: "int64",
    },
  },
};
