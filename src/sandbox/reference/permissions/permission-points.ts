/** What the actions on permission points take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const permissionPointAnswer = {
  AuthPointId: "string",
  AuthPointLink: "string",
  AuthPointName: "string",
  AuthPointType: "string",
  CreateTime: "string",
  DecisionMode: "string",
  Enabled: "boolean",
  NamespaceId: "string",
  PermissionPointId: "string",
  UpdateTime: "string",
} as const satisfies Facts;

export const permissionPoints: Reference = {
  CreatePermissionPoint: {
    input: {
      "AuthPointId!": "string",
      "AuthPointLink!": "string",
      "AuthPointName!": "string",
      "AuthPointType!": "string",
      "DecisionMode!": "string",
      "Enabled!": "boolean",
      "NamespaceId!": "string",
    },
    output: permissionPointAnswer,
  },
  GetPermissionPoint: {
    input: { AuthPointId: "string", NamespaceId: "string", PermissionPointId: "string" },
    output: permissionPointAnswer,
  },
  ListPermissionPoints: {
    input: { AuthPointId: "string", NamespaceId: "string", PageNumber: "int", PageSize: "int" },
    output: {
      PageNumber: "int",
      PageSize: "int",
      PermissionPoints: [permissionPointAnswer],
      TotalCount: "int",
    },
  },
  UpdatePermissionPoint: {
    input: {
      "AuthPointId!": "string",
      "AuthPointLink!": "string",
      "AuthPointName!": "string",
      "AuthPointType!": "string",
      "DecisionMode!": "string",
      "Enabled!": "boolean",
      "NamespaceId!": "string",
      PermissionPointId: "string",
    },
    output: { Message: "string", Success: "boolean" },
  },
  DeletePermissionPoint: {
    input: { PermissionPointId: "string" },
    output: { Message: "string", Success: "boolean" },
  },
};
