/** Permission namespaces (reference page CreateNamespace). */
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import type { CallContext, SandboxAction, StoredRecord } from "../../types.ts";
import { pick, textOf, textsOf } from "../../values.ts";
import { change, read } from "../define.ts";
import { duplicated, missing, notFound, refused } from "../faults.ts";
import { matchesFields, matchesFilter, matchesTags, pageOf, readTags, sorted } from "../listing.ts";
import { namespaceFacts } from "./facts.ts";

const NAMESPACE = "id.namespace";
export const POLICY = "id.policy";

const LISTED = [
  "CreateTime",
  "Description",
  "NamespaceId",
  "NamespaceName",
  "ProjectName",
  "Tags",
  "Trn",
  "UpdateTime",
];

/**
 * @throws Fault MissingParameter without a name: the reference gives an absent namespace no meaning
 * @throws Fault NotFound
 */
export async function namespaceNamed(context: CallContext, name: string | undefined): Promise<StoredRecord> {
  if (!name) throw missing("NamespaceName");
  const namespace = await context.store.get(NAMESPACE, name);
  if (namespace === undefined) throw notFound(`namespace ${name}`);
  return namespace;
}

const create = change("CreateNamespace", namespaceFacts.create, async (params, context) => {
  // As with pools, the reference does not require a name.
  const name = textOf(params, "NamespaceName") ?? `namespace-${uuidFor(context, "name").slice(0, 8)}`;
  if ((await context.store.get(NAMESPACE, name)) !== undefined) throw duplicated(`namespace ${name}`);
  const id = uuidFor(context, "namespace");
  const at = utcSeconds(context.now);
  const associates = textsOf(params, "Associates");
  const doc = {
    NamespaceId: id,
    NamespaceName: name,
    Trn: trn("id", context.region, context.account, `permissionnamespace/${id}`),
    Description: textOf(params, "Description") ?? "",
    ProjectName: textOf(params, "ProjectName") || "default",
    Tags: readTags(params),
    Associates: associates,
    CreateTime: at,
    UpdateTime: at,
  };
  await context.store.insert({ kind: NAMESPACE, key: name, parent: undefined, doc });
  // This answer alone has the associates as one text.
  return { ...pick(doc, LISTED), Associates: associates.join(",") };
});

const get = read("GetNamespace", namespaceFacts.get, async (params, context) => {
  const name = textOf(params, "NamespaceName");
  const id = textOf(params, "NamespaceId");
  if (!id) return pick((await namespaceNamed(context, name)).doc, [...LISTED, "Associates"]);
  const { items } = await context.store.list(NAMESPACE, { where: (doc) => doc.NamespaceId === id });
  const [found] = items;
  if (found === undefined || (name && found.key !== name)) throw notFound(`namespace ${id}`);
  return pick(found.doc, [...LISTED, "Associates"]);
});

const list = read("ListNamespaces", namespaceFacts.list, async (params, context) => {
  const { items } = await context.store.list(NAMESPACE, {
    where: (doc) =>
      matchesFields(doc, params, ["ProjectName"]) &&
      matchesFilter(doc, params, "Namespace") &&
      matchesTags(doc, params),
  });
  const fields = ["NamespaceName", "CreateTime", "UpdateTime"];
  const page = pageOf(sorted(items, params, { by: "SortField", order: "SortDirection", fields }), params);
  return { Namespaces: page.items.map(({ doc }) => pick(doc, LISTED)), ...page.counts };
});

const update = change("UpdateNamespace", namespaceFacts.update, async (params, context) => {
  const namespace = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const changes = { ...pick(params, ["Description", "Associates"]), UpdateTime: utcSeconds(context.now) };
  await context.store.update({ ...namespace, doc: { ...namespace.doc, ...changes } });
  return { Success: true, Message: "" };
});

const remove = change("DeleteNamespace", namespaceFacts.delete, async (params, context) => {
  const namespace = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const held = await context.store.count(POLICY, namespace.key);
  if (held > 0) throw refused(`Namespace ${namespace.key} still holds ${held} policies.`);
  await context.store.remove(NAMESPACE, namespace.key);
  return { Success: true, Message: "" };
});

export const namespaceActions: readonly SandboxAction[] = [create, get, list, update, remove];
