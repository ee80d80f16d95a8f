/** Workload pools (reference page CreateWorkloadPool). */
import type { JsonObject } from "../../../action/json.ts";
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import type { CallContext, SandboxAction, StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { change, read } from "../define.ts";
import { poolFacts } from "../facts.ts";
import { duplicated, notFound, refused } from "../faults.ts";
import { matchesFields, matchesTags, pageOf, readTags, sorted } from "../listing.ts";

const POOL = "id.workload-pool";
export const IDENTITY = "id.workload-identity";
/** Credential providers live in pools too; they come with a family of their own. */
const CREDENTIAL = "id.credential-provider";

/** What an absent pool name stands for. It exists always. */
export const DEFAULT_POOL = "default";

type Place = Omit<CallContext, "accessKeyId">;

/** A pool's own issuer address; its tokens carry it as `iss`. It follows the sandbox's current address. */
export function issuerOf(baseUrl: string, pool: StoredRecord): string {
  return `${baseUrl}/workload-pools/${textOf(pool.doc, "WorkloadPoolId") ?? ""}`;
}

const SHOWN = [
  "WorkloadPoolId",
  "WorkloadPoolName",
  "Trn",
  "Description",
  "ProjectName",
  "Tags",
  "CreatedAt",
  "UpdatedAt",
];

function shown(context: Place, pool: StoredRecord): JsonObject {
  return {
    ...pick(pool.doc, SHOWN),
    DiscoveryUrl: `${issuerOf(context.baseUrl, pool)}/.well-known/openid-configuration`,
  };
}

async function detailed(context: Place, pool: StoredRecord): Promise<JsonObject> {
  return {
    ...shown(context, pool),
    TrustAnchors: [],
    TotalWorkloads: await context.store.count(IDENTITY, pool.key),
    TotalCredentials: await context.store.count(CREDENTIAL, pool.key),
  };
}

function newPool(context: Place, name: string, params: JsonObject): StoredRecord {
  const id = uuidFor(context, "workload-pool");
  const at = utcSeconds(context.now);
  const doc = {
    WorkloadPoolId: id,
    WorkloadPoolName: name,
    Trn: trn("id", context.region, context.account, `workloadpool/${id}`),
    Description: textOf(params, "Description") ?? "",
    ProjectName: textOf(params, "ProjectName") || "default",
    Tags: readTags(params),
    CreatedAt: at,
    UpdatedAt: at,
  };
  return { kind: POOL, key: name, parent: undefined, doc };
}

/** Makes sure that the pool `default` is there; called once, before the first request. */
export async function ensureDefaultPool(context: Place): Promise<void> {
  if ((await context.store.get(POOL, DEFAULT_POOL)) !== undefined) return;
  await context.store.insert(newPool(context, DEFAULT_POOL, { Description: "The default workload pool" }));
}

/** The pool of a name, or `default` without one. @throws Fault NotFound */
export async function poolNamed(context: Place, name: string | undefined): Promise<StoredRecord> {
  const wanted = name || DEFAULT_POOL;
  const pool = await context.store.get(POOL, wanted);
  if (pool === undefined) throw notFound(`workload pool ${wanted}`);
  return pool;
}

export async function poolWithId(context: Place, id: string): Promise<StoredRecord | undefined> {
  const { items } = await context.store.list(POOL, { where: (doc) => doc.WorkloadPoolId === id });
  return items[0];
}

const create = change("CreateWorkloadPool", poolFacts.create, async (params, context) => {
  // The reference does not require a name; a pool has to have one, so the service makes it.
  const name = textOf(params, "WorkloadPoolName") ?? `pool-${uuidFor(context, "name").slice(0, 8)}`;
  if ((await context.store.get(POOL, name)) !== undefined) throw duplicated(`workload pool ${name}`);
  const pool = newPool(context, name, params);
  await context.store.insert(pool);
  return shown(context, pool);
});

const get = read("GetWorkloadPool", poolFacts.get, async (params, context) => {
  const id = textOf(params, "WorkloadPoolId");
  const name = textOf(params, "WorkloadPoolName");
  const pool = id ? await poolWithId(context, id) : await poolNamed(context, name);
  if (pool === undefined || (name && pool.key !== name)) throw notFound(`workload pool ${id}`);
  return {
    ...(await detailed(context, pool)),
    AllowAutoCreateIdentity: false,
    Url: issuerOf(context.baseUrl, pool),
  };
});

const list = read("ListWorkloadPools", poolFacts.list, async (params, context) => {
  const { items } = await context.store.list(POOL, {
    where: (doc) =>
      matchesFields(doc, params, ["WorkloadPoolName", "WorkloadPoolId", "ProjectName"]) &&
      matchesTags(doc, params),
  });
  const fields = ["WorkloadPoolName", "CreatedAt", "UpdatedAt"];
  const page = pageOf(sorted(items, params, { by: "SortBy", order: "SortOrder", fields }), params);
  const pools: JsonObject[] = [];
  for (const pool of page.items) pools.push(await detailed(context, pool));
  return { WorkloadPools: pools, ...page.counts };
});

const update = change("UpdateWorkloadPool", poolFacts.update, async (params, context) => {
  const pool = await poolNamed(context, textOf(params, "WorkloadPoolName"));
  const changes = { ...pick(params, ["Description"]), UpdatedAt: utcSeconds(context.now) };
  await context.store.update({ ...pool, doc: { ...pool.doc, ...changes } });
  return {};
});

const remove = change("DeleteWorkloadPool", poolFacts.delete, async (params, context) => {
  const pool = await poolNamed(context, textOf(params, "WorkloadPoolName"));
  if (pool.key === DEFAULT_POOL) throw refused("The default workload pool cannot be deleted.");
  const held = await context.store.count(IDENTITY, pool.key);
  if (held > 0) throw refused(`Workload pool ${pool.key} still holds ${held} workload identities.`);
  const credentials = await context.store.count(CREDENTIAL, pool.key);
  if (credentials > 0)
    throw refused(`Workload pool ${pool.key} still holds ${credentials} credential providers.`);
  await context.store.remove(POOL, pool.key);
  return {};
});

export const poolActions: readonly SandboxAction[] = [create, get, list, update, remove];
