/**
 * The places at which calls are held against the policies of a namespace, as a resource of the id service. The reference
 * shows no values of DecisionMode: here one that begins with observe, monitor, audit or log lets everything through
 * and says what the policies would have decided; every other one enforces.
 */
import { utcSeconds, uuidFor } from "../../ids.ts";
import { need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { namespace } from "./namespace.ts";

export const permissionPoint: Resource = {
  kind: "id.permission-point",
  noun: "permission point",
  key: ["PermissionPointId"],
  parent: { to: namespace, field: "NamespaceName", onDelete: "cascade" },
  unique: ["AuthPointId"],
  indexed: ["NamespaceId"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context) => ({ PermissionPointId: uuidFor(context, "permission-point") }),
  faults,
};

export const observes = ({ doc }: StoredRecord): boolean =>
  /^(?:observe|monitor|audit|log)/i.test(textOf(doc, "DecisionMode") ?? "");

/** These actions name a namespace by its id. @throws Fault NotFound */
export async function namespaceWithId(context: Place, id: string): Promise<StoredRecord> {
  return need(namespace, context, { NamespaceId: id });
}
