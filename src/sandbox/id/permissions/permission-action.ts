/** What can be done in a namespace, as a resource of the id service: the operations that policies speak of. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { namespace, namespaceIdOf } from "./namespace.ts";

export const permissionAction: Resource = {
  kind: "id.permission-action",
  noun: "action",
  key: ["ActionId"],
  name: "ActionKey",
  parent: { to: namespace, field: "NamespaceName", onDelete: "cascade" },
  // A type of resource has each action once.
  unique: ["Slot"],
  indexed: ["ResourceType"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (given, context) => ({
    ActionId: uuidFor(context, "permission-action"),
    Description: "",
    Enabled: true,
    Slot: `${textOf(given, "ResourceType")} ${textOf(given, "ActionKey")}`,
  }),
  derived: { NamespaceId: namespaceIdOf },
  faults,
};
