/** What the actions on permission policies take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const policyAnswer = {
  CreateTime: "string",
  Description: "string",
  NamespaceId: "string",
  Policy: "string",
  PolicyId: "string",
  PolicyName: "string",
  Trn: "string",
  UpdateTime: "string",
} as const satisfies Facts;
const definition = {
  Condition: "string",
  ConditionInfo: "string",
  Effect: "string",
  Operation: "string",
  Principal: "string",
  PrincipalInfo: "string",
  Resource: "string",
  ResourceInfo: "string",
} as const satisfies Facts;

export const permissionPolicies: Reference = {
  CreatePolicy: {
    input: {
      Definition: definition,
      Description: "string",
      NamespaceName: "string",
      Policy: "string",
      PolicyName: "string",
      Status: "string",
    },
    output: policyAnswer,
  },
  GetPolicy: { input: { NamespaceName: "string", "PolicyName!": "string" }, output: policyAnswer },
  ListPolicies: {
    input: {
      Filter: { Description: "string", Id: "string", Name: "string", Trn: "string" },
      NamespaceName: "string",
      PageNumber: "int",
      PageSize: "int",
      SortDirection: "string",
      SortField: "string",
    },
    output: {
      Data: [
        {
          CreateTime: "string",
          Definition: definition,
          Description: "string",
          NamespaceId: "string",
          Policy: "string",
          PolicyId: "string",
          PolicyName: "string",
          Status: "string",
          Trn: "string",
          UpdateTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdatePolicy: {
    input: {
      "Description!": "string",
      NamespaceName: "string",
      "PolicyName!": "string",
      "Status!": "string",
    },
    output: { Message: "string", Success: "boolean" },
  },
  DeletePolicy: {
    input: { NamespaceName: "string", "PolicyName!": "string" },
    output: { Message: "string", Success: "boolean" },
  },
  GrantPermission: {
    input: {
      Definition: definition,
      Description: "string",
      Effect: "string",
      NamespaceName: "string",
      Operation: { Id: "string", Operator: "string", Type: "string" },
      OriginalCallers: [{ Id: "string", Operator: "string", Type: "string" }],
      PolicyName: "string",
      Principal: { Id: "string", Operator: "string", Type: "string" },
      Resource: { Id: "string", Operator: "string", Type: "string" },
    },
    output: policyAnswer,
  },
  CheckPermission: {
    input: {
      Extra: { runID: "string", sessionID: "string" },
      "NamespaceName!": "string",
      Operation: { Id: "string", Type: "string" },
      OriginalCallers: [{ Id: "string", Type: "string" }],
      PermissionPointId: "string",
      Principal: { Id: "string", Type: "string" },
      References: [{ Entity: { Id: "string", Type: "string" }, Parents: [{ Id: "string", Type: "string" }] }],
      Resource: { Id: "string", Type: "string" },
    },
    output: { Allowed: "boolean", Message: "string" },
  },
};
