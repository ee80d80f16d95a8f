/** What the actions on workload pools take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const workloadPools: Reference = {
  CreateWorkloadPool: {
    input: {
      Description: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
      WorkloadPoolName: "string",
    },
    output: {
      CreatedAt: "string",
      Description: "string",
      DiscoveryUrl: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
      Trn: "string",
      UpdatedAt: "string",
      WorkloadPoolId: "string",
      WorkloadPoolName: "string",
    },
  },
  GetWorkloadPool: {
    input: { WorkloadPoolId: "string", WorkloadPoolName: "string" },
    output: {
      AllowAutoCreateIdentity: "boolean",
      CreatedAt: "string",
      Description: "string",
      DiscoveryUrl: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
      TotalCredentials: "int64",
      TotalWorkloads: "int64",
      Trn: "string",
      TrustAnchors: ["string"],
      UpdatedAt: "string",
      Url: "string",
      WorkloadPoolId: "string",
      WorkloadPoolName: "string",
    },
  },
  ListWorkloadPools: {
    input: {
      "PageNumber!": "int 1..",
      "PageSize!": "int ..100",
      ProjectName: "string",
      SortBy: "string",
      SortOrder: "string",
      TagFilters: [{ Key: "string", Values: ["string"] }],
      WorkloadPoolId: "string",
      WorkloadPoolName: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
      WorkloadPools: [
        {
          CreatedAt: "string",
          Description: "string",
          DiscoveryUrl: "string",
          ProjectName: "string",
          Tags: [{ Key: "string", Value: "string" }],
          TotalCredentials: "int64",
          TotalWorkloads: "int64",
          Trn: "string",
          TrustAnchors: ["string"],
          UpdatedAt: "string",
          WorkloadPoolId: "string",
          WorkloadPoolName: "string",
        },
      ],
    },
  },
  UpdateWorkloadPool: { input: { Description: "string", WorkloadPoolName: "string" }, output: {} },
  DeleteWorkloadPool: { input: { WorkloadPoolName: "string" }, output: {} },
};
