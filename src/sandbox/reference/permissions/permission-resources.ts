/** What the actions on permission resources take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const resourceAnswer = {
  CreateTime: "string",
  Description: "string",
  Enabled: "boolean",
  NamespaceId: "string",
  ParentResourceKey: "string",
  Path: "string",
  Properties: "string",
  ResourceId: "string",
  ResourceKey: "string",
  ResourceName: "string",
  ResourceType: "string",
  UpdateTime: "string",
} as const satisfies Facts;

export const permissionResources: Reference = {
  CreateResource: {
    input: {
      Description: "string",
      NamespaceName: "string",
      ParentResourceKey: "string",
      Properties: "string",
      "ResourceKey!": "string",
      "ResourceName!": "string",
      "ResourceType!": "string",
    },
    output: resourceAnswer,
  },
  GetResource: { input: { NamespaceName: "string", "ResourceKey!": "string" }, output: resourceAnswer },
  ListResources: {
    input: {
      NamespaceName: "string",
      PageNumber: "int",
      PageSize: "int",
      ParentResourceKey: "string",
      ResourceType: "string",
    },
    output: { PageNumber: "int", PageSize: "int", TotalCount: "int" },
  },
  UpdateResource: {
    input: {
      Description: "string",
      NamespaceName: "string",
      ParentResourceKey: "string",
      Properties: "string",
      "ResourceKey!": "string",
      ResourceName: "string",
    },
    output: resourceAnswer,
  },
  DeleteResource: {
    input: { NamespaceName: "string", "ResourceKey!": "string" },
    output: { Message: "string", Success: "boolean" },
  },
};
