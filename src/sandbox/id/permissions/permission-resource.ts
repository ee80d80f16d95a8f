/** What a namespace protects, as a resource of the id service: a tree by ParentResourceKey. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import { find, need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { namespace, namespaceIdOf } from "./namespace.ts";

export const permissionResource: Resource = {
  kind: "id.permission-resource",
  noun: "resource",
  key: ["NamespaceName", "ResourceKey"],
  name: "ResourceKey",
  parent: { to: namespace, field: "NamespaceName", onDelete: "cascade" },
  indexed: ["ResourceType", "ParentResourceKey"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context) => ({
    ResourceId: uuidFor(context, "permission-resource"),
    Description: "",
    Enabled: true,
    ParentResourceKey: "",
  }),
  derived: {
    NamespaceId: namespaceIdOf,
    Path: async (record, context) =>
      [record, ...(await ancestorsOf(record, context))]
        .map(({ doc }) => `/${textOf(doc, "ResourceKey")}`)
        .toReversed()
        .join(""),
  },
  faults,
};

/** The resources that one lies in, the nearest first. */
export async function ancestorsOf(record: StoredRecord, context: Place): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let at = await parentOf(record, context); at !== undefined; at = await parentOf(at, context)) {
    found.push(at);
  }
  return found;
}

async function parentOf(
  { parent = "", doc }: StoredRecord,
  context: Place,
): Promise<StoredRecord | undefined> {
  const ResourceKey = textOf(doc, "ParentResourceKey");
  if (!ResourceKey) return undefined;
  return find(permissionResource, context, { NamespaceName: parent, ResourceKey });
}

/** @throws Fault NotFound where the wanted parent is not there, InvalidParameter where it lies in the resource itself */
export async function assertParent(
  context: Place,
  namespaceName: string,
  resourceKey: string,
  parentKey: string,
): Promise<void> {
  const by = { NamespaceName: namespaceName, ResourceKey: parentKey };
  const wanted = await need(permissionResource, context, by);
  const line = [wanted, ...(await ancestorsOf(wanted, context))];
  if (line.some(({ doc }) => doc.ResourceKey === resourceKey)) {
    throw faults.invalid("ParentResourceKey", "A resource cannot lie in itself.");
  }
}

/** @throws Fault InvalidRequest: what lies in a resource would lie nowhere */
export async function assertNoChildren(context: Place, { parent, doc }: StoredRecord): Promise<void> {
  const equals = { ParentResourceKey: textOf(doc, "ResourceKey") ?? "" };
  const { total } = await context.store.list(permissionResource.kind, { parent, equals, limit: 1 });
  if (total > 0) throw faults.refused(`The resource ${equals.ParentResourceKey} has ${total} below it.`);
}
