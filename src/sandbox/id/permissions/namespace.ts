/** Permission namespaces, as a resource of the id service (reference page CreateNamespace). */
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import { need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";

export const namespace: Resource = {
  kind: "id.namespace",
  noun: "namespace",
  key: ["NamespaceName"],
  indexed: ["NamespaceId", "NamespaceName", "CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh(_given, context) {
    const id = uuidFor(context, "namespace");
    return {
      NamespaceId: id,
      // As with pools, the reference does not require a name.
      NamespaceName: `namespace-${uuidFor(context, "name").slice(0, 8)}`,
      Trn: trn("id", context.region, context.account, `permissionnamespace/${id}`),
      Description: "",
      ProjectName: "default",
      Associates: [],
    };
  },
  namedBy: { NamespaceName: "NamespaceName", NamespaceId: "NamespaceId" },
  trn: (doc, { region, account }) =>
    textOf(doc, "Trn") ??
    trn("id", region, account, `permissionnamespace/${textOf(doc, "NamespaceId") ?? "*"}`),
  faults,
};

/**
 * @throws Fault MissingParameter without a name: the reference gives an absent namespace no meaning
 * @throws Fault NotFound
 */
export async function namespaceNamed(context: Place, name: string | undefined): Promise<StoredRecord> {
  if (!name) throw faults.missing("NamespaceName");
  return need(namespace, context, { NamespaceName: name });
}

/** Adds the NamespaceId, which the things in a namespace show beside its name. */
export const namespaceIdOf = async (
  { parent }: StoredRecord,
  context: Place,
): Promise<string | undefined> => {
  const found = await context.store.get(namespace.kind, parent ?? "");
  return found === undefined ? undefined : textOf(found.doc, "NamespaceId");
};
