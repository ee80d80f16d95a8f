/** Permission policies: Cedar text, one policy each, in a namespace. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { CallContext, SandboxAction, StoredRecord } from "../../types.ts";
import { objectOf, pick, textOf } from "../../values.ts";
import { change, read } from "../define.ts";
import { duplicated, invalid, missing, notFound } from "../faults.ts";
import { matchesFilter, pageOf, sorted } from "../listing.ts";
import { flawOf } from "./cedar.ts";
import { textOfDefinition, textOfGrant } from "./definition.ts";
import { policyFacts } from "./facts.ts";
import { namespaceNamed, POLICY } from "./namespaces.ts";

export const ENABLED = "Enabled";
const DISABLED = "Disabled";

const SHOWN = [
  "CreateTime",
  "Description",
  "NamespaceId",
  "Policy",
  "PolicyId",
  "PolicyName",
  "Trn",
  "UpdateTime",
];
const LISTED = [...SHOWN, "Definition", "Status"];

const keyOf = (namespace: string, name: string): string => JSON.stringify([namespace, name]);

/** The reference names no values: here a policy is Enabled (also when nothing is said) or Disabled. */
function statusOf(params: JsonObject): string {
  const given = (textOf(params, "Status") || ENABLED).toLowerCase();
  const status = [ENABLED, DISABLED].find((known) => known.toLowerCase() === given);
  if (status === undefined) throw invalid("Status", `It must be ${ENABLED} or ${DISABLED}.`);
  return status;
}

async function policyNamed(context: CallContext, params: JsonObject): Promise<StoredRecord> {
  const namespace = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const name = textOf(params, "PolicyName") ?? "";
  const policy = await context.store.get(POLICY, keyOf(namespace.key, name));
  if (policy === undefined) throw notFound(`policy ${name} in namespace ${namespace.key}`);
  return policy;
}

async function store(context: CallContext, params: JsonObject, text: string): Promise<JsonObject> {
  const namespace = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const name = textOf(params, "PolicyName") ?? `policy-${uuidFor(context, "name").slice(0, 8)}`;
  const key = keyOf(namespace.key, name);
  if ((await context.store.get(POLICY, key)) !== undefined) {
    throw duplicated(`policy ${name} in namespace ${namespace.key}`);
  }
  const id = uuidFor(context, "policy");
  const at = utcSeconds(context.now);
  const doc = {
    PolicyId: id,
    PolicyName: name,
    ...pick(namespace.doc, ["NamespaceId"]),
    Trn: `${textOf(namespace.doc, "Trn")}/policy/${id}`,
    Policy: text,
    ...pick(params, ["Definition"]),
    Description: textOf(params, "Description") ?? "",
    Status: statusOf(params),
    CreateTime: at,
    UpdateTime: at,
  };
  await context.store.insert({ kind: POLICY, key, parent: namespace.key, doc });
  return pick(doc, SHOWN);
}

const create = change("CreatePolicy", policyFacts.create, (params, context) => {
  const text = textOf(params, "Policy");
  const definition = objectOf(params, "Definition");
  if (definition !== undefined) {
    if (text) throw invalid("Definition", "Policy and Definition say the same thing: give one.");
    return store(context, params, textOfDefinition(definition));
  }
  if (!text) throw missing("Policy");
  const flaw = flawOf(text, "Policy");
  if (flaw !== undefined) throw invalid("Policy", flaw);
  return store(context, params, text);
});

const PARTS = ["Principal", "Operation", "Resource", "OriginalCallers", "Effect"];

const grant = change("GrantPermission", policyFacts.grant, (params, context) => {
  const definition = objectOf(params, "Definition");
  if (definition === undefined) return store(context, params, textOfGrant(params));
  const also = PARTS.filter((part) => params[part] !== undefined);
  if (also.length > 0) throw invalid("Definition", `It cannot be given beside ${also.join(", ")}.`);
  return store(context, params, textOfDefinition(definition));
});

const get = read("GetPolicy", policyFacts.get, async (params, context) =>
  pick((await policyNamed(context, params)).doc, SHOWN),
);

const list = read("ListPolicies", policyFacts.list, async (params, context) => {
  // Without a namespace this lists all policies; with one, it must exist.
  const name = textOf(params, "NamespaceName");
  const parent = name ? { parent: (await namespaceNamed(context, name)).key } : {};
  const where = (doc: JsonObject) => matchesFilter(doc, params, "Policy");
  const { items } = await context.store.list(POLICY, { ...parent, where });
  const fields = ["PolicyName", "CreateTime", "UpdateTime"];
  const page = pageOf(sorted(items, params, { by: "SortField", order: "SortDirection", fields }), params);
  return { Data: page.items.map(({ doc }) => pick(doc, LISTED)), ...page.counts };
});

const update = change("UpdatePolicy", policyFacts.update, async (params, context) => {
  const policy = await policyNamed(context, params);
  const changes = {
    ...pick(params, ["Description"]),
    Status: statusOf(params),
    UpdateTime: utcSeconds(context.now),
  };
  await context.store.update({ ...policy, doc: { ...policy.doc, ...changes } });
  return { Success: true, Message: "" };
});

const remove = change("DeletePolicy", policyFacts.delete, async (params, context) => {
  const policy = await policyNamed(context, params);
  await context.store.remove(POLICY, policy.key);
  return { Success: true, Message: "" };
});

export const policyActions: readonly SandboxAction[] = [create, grant, get, list, update, remove];
