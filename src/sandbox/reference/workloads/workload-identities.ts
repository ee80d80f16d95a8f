/** What the actions on workload identities take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const addWorkloadMetaDataAnswer = {
  MetaData: [{ Key: "string", Values: ["string"] }],
  WorkloadIdentity: "string",
  WorkloadPoolName: "string",
} as const satisfies Facts;
const addWorkloadMetaDataRequest = {
  MetaData: [{ Key: "string", Values: ["string"] }],
  "WorkloadIdentity!": "string",
  "WorkloadPoolName!": "string",
} as const satisfies Facts;
const workloadIdentityAnswer = {
  AllowedResourceOauth2ReturnUrls: ["string"],
  Category: "string",
  CreatedAt: "string",
  Description: "string",
  MetaData: [{ Key: "string", Values: ["string"] }],
  Name: "string",
  Source: "string",
  Trn: "string",
  UpdatedAt: "string",
  WorkloadPoolName: "string",
} as const satisfies Facts;

export const workloadIdentities: Reference = {
  CreateWorkloadIdentity: {
    input: {
      AllowedResourceOauth2ReturnUrls: ["string"],
      Category: "string",
      Description: "string",
      MetaData: [{ Key: "string", Values: ["string"] }],
      "Name!": "string",
      WorkloadPoolName: "string",
    },
    output: workloadIdentityAnswer,
  },
  GetWorkloadIdentity: {
    input: { "Name!": "string", WorkloadPoolName: "string" },
    output: workloadIdentityAnswer,
  },
  ListWorkloadIdentities: {
    input: {
      Category: "string",
      Name: "string",
      "PageNumber!": "int 1..",
      "PageSize!": "int ..100",
      SortBy: "string",
      SortOrder: "string",
      Source: "string",
      Trn: "string",
      WorkloadPoolName: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
      WorkloadIdentities: [
        {
          AllowedResourceOauth2ReturnUrls: ["string"],
          Category: "string",
          CreatedAt: "string",
          Description: "string",
          Name: "string",
          Source: "string",
          Trn: "string",
          UpdatedAt: "string",
          WorkloadPoolName: "string",
        },
      ],
    },
  },
  UpdateWorkloadIdentity: {
    input: {
      AllowedResourceOauth2ReturnUrls: ["string"],
      Description: "string",
      MetaData: [{ Key: "string", Values: ["string"] }],
      MetaDataUpdateMode: "string",
      "Name!": "string",
      WorkloadPoolName: "string",
    },
    output: {},
  },
  DeleteWorkloadIdentity: { input: { "Name!": "string", WorkloadPoolName: "string" }, output: {} },
  AddWorkloadMetaData: { input: addWorkloadMetaDataRequest, output: addWorkloadMetaDataAnswer },
  RemoveWorkloadMetaData: { input: addWorkloadMetaDataRequest, output: addWorkloadMetaDataAnswer },
};
