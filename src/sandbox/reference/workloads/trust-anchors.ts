/** What the actions on trust anchors take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const trustAnchorAnswer = {
  AccountId: "string",
  CreatedAt: "string",
  Description: "string",
  IdentityNameTemplate: "string",
  Name: "string",
  Trn: "string",
  TrustAnchorCfg: [{ Key: "string", Value: "string" }],
  TrustAnchorType: "string",
  UpdatedAt: "string",
} as const satisfies Facts;

export const trustAnchors: Reference = {
  CreateTrustAnchor: {
    input: {
      Description: "string",
      IdentityNameTemplate: "string",
      "Name!": "string",
      TrustAnchorCfg: [{ Key: "string", Value: "string" }],
      "TrustAnchorType!": "string",
      WorkloadPoolName: ["string"],
    },
    output: trustAnchorAnswer,
  },
  GetTrustAnchor: { input: { "Name!": "string" }, output: trustAnchorAnswer },
  ListTrustAnchors: {
    input: { Name: "string", PageNumber: "int", PageSize: "int64", SortBy: "string", SortOrder: "string" },
    output: {
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
      TrustAnchors: [
        {
          AccountId: "string",
          CreatedAt: "string",
          Description: "string",
          Name: "string",
          Trn: "string",
          TrustAnchorCfg: [{ Key: "string", Value: "string" }],
          TrustAnchorType: "string",
          UpdatedAt: "string",
        },
      ],
    },
  },
  UpdateTrustAnchor: {
    input: { Description: "string", "Name!": "string", TrustAnchorCfg: "string" },
    output: {
      AccountId: "string",
      CreatedAt: "string",
      Name: "string",
      Trn: "string",
      TrustAnchorCfg: [{ Key: "string", Value: "string" }],
      TrustAnchorType: "string",
      UpdatedAt: "string",
    },
  },
  DeleteTrustAnchor: { input: { "Name!": "string" }, output: { Name: "string" } },
  BindWorkloadPoolTrustAnchor: {
    input: { TrustAnchorNames: ["string"], "WorkloadPoolName!": "string" },
    output: {
      AllowAutoCreateIdentity: "boolean",
      CreatedAt: "string",
      Description: "string",
      DiscoveryUrl: "string",
      Trn: "string",
      TrustAnchors: ["string"],
      UpdatedAt: "string",
      Url: "string",
      WorkloadPoolId: "string",
      WorkloadPoolName: "string",
    },
  },
  UnBindWorkloadPoolTrustAnchor: {
    input: { "WorkloadIdentity!": "string", "WorkloadPoolName!": "string" },
    output: {
      AllowAutoCreateIdentity: "boolean",
      BindingUID: "string",
      CreatedAt: "string",
      Description: "string",
      DiscoveryUrl: "string",
      MetaData: [{ Key: "string", Values: ["string"] }],
      Trn: "string",
      TrustAnchors: ["string"],
      UpdatedAt: "string",
      Url: "string",
      WorkloadIdentity: "string",
      WorkloadPoolId: "string",
      WorkloadPoolName: "string",
    },
  },
};
