/** Workload identities: what an agent or a tool is known by, inside a pool. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds } from "../../ids.ts";
import type { CallContext, SandboxAction, StoredRecord } from "../../types.ts";
import { pick, textOf, textsOf } from "../../values.ts";
import { change, read } from "../define.ts";
import { identityFacts } from "../facts.ts";
import { duplicated, invalid, notFound } from "../faults.ts";
import { matchesFields, pageOf, sorted } from "../listing.ts";
import { mergeMetaData, removeMetaData } from "./metadata.ts";
import { IDENTITY, poolNamed } from "./workload-pools.ts";

/** How an identity came to be: made by a call. The reference names no values. */
const SOURCE = "Manual";

const LISTED = [
  "AllowedResourceOauth2ReturnUrls",
  "Category",
  "CreatedAt",
  "Description",
  "Name",
  "Source",
  "Trn",
  "UpdatedAt",
  "WorkloadPoolName",
];
const SHOWN = [...LISTED, "MetaData"];

const keyOf = (pool: string, name: string): string => JSON.stringify([pool, name]);

/** @throws Fault NotFound for the pool or the identity */
export async function identityNamed(
  context: CallContext,
  poolName: string | undefined,
  name: string,
): Promise<{ readonly pool: StoredRecord; readonly identity: StoredRecord }> {
  const pool = await poolNamed(context, poolName);
  const identity = await context.store.get(IDENTITY, keyOf(pool.key, name));
  if (identity === undefined) throw notFound(`workload identity ${name} in workload pool ${pool.key}`);
  return { pool, identity };
}

async function save(context: CallContext, identity: StoredRecord, changes: JsonObject): Promise<JsonObject> {
  const doc = { ...identity.doc, ...changes, UpdatedAt: utcSeconds(context.now) };
  await context.store.update({ ...identity, doc });
  return doc;
}

const create = change("CreateWorkloadIdentity", identityFacts.create, async (params, context) => {
  const pool = await poolNamed(context, textOf(params, "WorkloadPoolName"));
  const name = textOf(params, "Name") ?? "";
  const key = keyOf(pool.key, name);
  if ((await context.store.get(IDENTITY, key)) !== undefined) {
    throw duplicated(`workload identity ${name} in workload pool ${pool.key}`);
  }
  const at = utcSeconds(context.now);
  const doc = {
    Name: name,
    WorkloadPoolName: pool.key,
    Trn: `${textOf(pool.doc, "Trn")}/workloadidentity/${name}`,
    Description: textOf(params, "Description") ?? "",
    Source: SOURCE,
    ...pick(params, ["Category"]),
    AllowedResourceOauth2ReturnUrls: textsOf(params, "AllowedResourceOauth2ReturnUrls"),
    MetaData: mergeMetaData({}, params),
    CreatedAt: at,
    UpdatedAt: at,
  };
  await context.store.insert({ kind: IDENTITY, key, parent: pool.key, doc });
  return pick(doc, SHOWN);
});

const get = read("GetWorkloadIdentity", identityFacts.get, async (params, context) => {
  const name = textOf(params, "Name") ?? "";
  const { identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), name);
  return pick(identity.doc, SHOWN);
});

const list = read("ListWorkloadIdentities", identityFacts.list, async (params, context) => {
  const pool = await poolNamed(context, textOf(params, "WorkloadPoolName"));
  const { items } = await context.store.list(IDENTITY, {
    parent: pool.key,
    where: (doc) => matchesFields(doc, params, ["Name", "Category", "Source", "Trn"]),
  });
  const fields = ["Name", "CreatedAt", "UpdatedAt"];
  const page = pageOf(sorted(items, params, { by: "SortBy", order: "SortOrder", fields }), params);
  return { WorkloadIdentities: page.items.map(({ doc }) => pick(doc, LISTED)), ...page.counts };
});

/**
 * Metadata that an update brings. The reference names no modes: here `Replace` (also when absent) puts the
 * given entries in the place of all, `Merge` adds them to what is there.
 */
function updatedMetaData(doc: JsonObject, params: JsonObject): JsonObject {
  const mode = (textOf(params, "MetaDataUpdateMode") || "Replace").toLowerCase();
  if (mode !== "replace" && mode !== "merge") {
    throw invalid("MetaDataUpdateMode", "It must be Replace or Merge.");
  }
  if (params.MetaData === undefined) return {};
  return { MetaData: mergeMetaData(mode === "merge" ? doc : {}, params) };
}

const update = change("UpdateWorkloadIdentity", identityFacts.update, async (params, context) => {
  const name = textOf(params, "Name") ?? "";
  const { identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), name);
  await save(context, identity, {
    ...pick(params, ["Description", "AllowedResourceOauth2ReturnUrls"]),
    ...updatedMetaData(identity.doc, params),
  });
  return {};
});

const remove = change("DeleteWorkloadIdentity", identityFacts.delete, async (params, context) => {
  const name = textOf(params, "Name") ?? "";
  const { identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), name);
  await context.store.remove(IDENTITY, identity.key);
  return {};
});

function metaDataAction(
  name: string,
  compute: (doc: JsonObject, params: JsonObject) => readonly JsonObject[],
) {
  return change(name, identityFacts.metaData, async (params, context) => {
    const wanted = textOf(params, "WorkloadIdentity") ?? "";
    const { identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), wanted);
    const doc = await save(context, identity, { MetaData: compute(identity.doc, params) });
    return { WorkloadIdentity: wanted, ...pick(doc, ["WorkloadPoolName", "MetaData"]) };
  });
}

export const identityActions: readonly SandboxAction[] = [
  create,
  get,
  list,
  update,
  remove,
  metaDataAction("AddWorkloadMetaData", mergeMetaData),
  metaDataAction("RemoveWorkloadMetaData", removeMetaData),
];
