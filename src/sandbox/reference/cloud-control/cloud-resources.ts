/** What the actions on cloud resources take and answer (reference of cloudcontrol, version 2025-06-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const resourceAnswer = {
  ErrorCode: "string",
  EventTime: "string",
  Identifier: "string",
  Operation: "string",
  OperationStatus: "string",
  ResourceModel: "string",
  StatusMessage: "string",
  TaskID: "string",
  TypeName: "string",
} as const satisfies Facts;

export const cloudResources: Reference = {
  ListResourceTypes: {
    http: "GET query",
    input: { MaxResults: "int", NextToken: "string" },
    output: {
      NextToken: "string",
      TypeList: [
        {
          Description: "string",
          PublisherName: "string",
          Trn: "string",
          TypeName: "string",
          Visibility: "string",
        },
      ],
    },
  },
  DescribeResourceType: {
    http: "GET query",
    input: { "TypeName!": "string" },
    output: {
      CreateTime: "string",
      Description: "string",
      PublisherName: "string",
      Schema: "any",
      Trn: "string",
      TypeName: "string",
      UpdateTime: "string",
      Visibility: "string",
    },
  },
  CreateResource: {
    input: { ClientToken: "string 1..128", "TargetState!": "any", "TypeName!": "string" },
    output: resourceAnswer,
  },
  GetResource: {
    input: { "Identifier!": "string", "TypeName!": "string" },
    output: { ResourceDescription: { Identifier: "string", Properties: "string" }, TypeName: "string" },
  },
  ListResources: {
    input: { Filter: "any", MaxResults: "int", NextToken: "string", "TypeName!": "string" },
    output: {
      NextToken: "string",
      ResourceDescriptions: [{ Identifier: "string", Properties: "string" }],
      TypeName: "string",
    },
  },
  UpdateResource: {
    input: { ClientToken: "string", "Identifier!": "string", PatchDocument: ["any"], "TypeName!": "string" },
    output: resourceAnswer,
  },
  DeleteResource: {
    input: { ClientToken: "string", "Identifier!": "string", "TypeName!": "string" },
    output: resourceAnswer,
  },
  GetTask: { input: { "TaskId!": "string" }, output: resourceAnswer },
  ListTasks: {
    input: {
      MaxResults: "int",
      NextToken: "string",
      ResourceTaskStatusFilter: { TaskStatus: ["string"], TaskType: ["string"] },
    },
    output: { NextToken: "string", ResourceTaskStatusSummaries: [resourceAnswer] },
  },
};
