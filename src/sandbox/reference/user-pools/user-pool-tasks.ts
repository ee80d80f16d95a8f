/** What the actions on user pool tasks take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const userPoolTasks: Reference = {
  GetTask: {
    input: { "TaskUid!": "string", "UserPoolUid!": "string" },
    output: {
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
  },
  ListTasks: {
    input: {
      Filter: { Status: "string", TaskUid: "string", Type: "string" },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDirection: "string",
      SortField: "string",
      "UserPoolUid!": "string",
    },
    output: {
      Data: [
        {
          CancelRequested: "boolean",
          CreateTime: "string",
          ErrorCode: "string",
          ErrorMessage: "string",
          FinishTime: "string",
          Progress: "int",
          StartTime: "string",
          Status: "string",
          TaskUid: "string",
          Type: "string",
          UpdateTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  CancelTask: { input: { "TaskUid!": "string", "UserPoolUid!": "string" }, output: { Message: "string" } },
};
