/** What the actions on permission actions take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const actionAnswer = {
  ActionId: "string",
  ActionKey: "string",
  ActionName: "string",
  CreateTime: "string",
  Description: "string",
  Enabled: "boolean",
  NamespaceId: "string",
  ResourceType: "string",
  UpdateTime: "string",
} as const satisfies Facts;

export const permissionActions: Reference = {
  CreateAction: {
    input: {
      "ActionKey!": "string",
      "ActionName!": "string",
      Description: "string",
      NamespaceName: "string",
      "ResourceType!": "string",
    },
    output: actionAnswer,
  },
  GetAction: { input: { ActionId: "string" }, output: actionAnswer },
  ListActions: {
    input: { NamespaceName: "string", PageNumber: "int", PageSize: "int", ResourceType: "string" },
    output: { PageNumber: "int", PageSize: "int", TotalCount: "int" },
  },
  UpdateAction: { input: { "ActionId!": "string", Description: "string" }, output: actionAnswer },
  DeleteAction: { input: { "ActionId!": "string" }, output: { Message: "string", Success: "boolean" } },
};
