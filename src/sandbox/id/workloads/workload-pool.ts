/** Workload pools, as a resource of the id service. */
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import { find, need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";

/** What an absent pool name stands for. It exists always. */
export const DEFAULT_POOL = "default";

/** A pool's own issuer address; its tokens carry it as `iss`. It follows the sandbox's current address. */
export function issuerOf(baseUrl: string, pool: StoredRecord): string {
  return `${baseUrl}/workload-pools/${textOf(pool.doc, "WorkloadPoolId") ?? ""}`;
}

export const workloadPool: Resource = {
  kind: "id.workload-pool",
  noun: "workload pool",
  key: ["WorkloadPoolName"],
  unique: ["WorkloadPoolId"],
  indexed: ["CreatedAt", "UpdatedAt", "WorkloadPoolName"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  fresh(_given, context, label) {
    const id = uuidFor(context, `workload-pool${label}`);
    return {
      WorkloadPoolId: id,
      // The reference does not require a name; a pool has to have one, so the service makes it.
      WorkloadPoolName: `pool-${uuidFor(context, `name${label}`).slice(0, 8)}`,
      Trn: trn("id", context.region, context.account, `workloadpool/${id}`),
      Description: "",
      ProjectName: "default",
      Tags: [],
      TrustAnchors: [],
      AllowAutoCreateIdentity: false,
    };
  },
  derived: {
    DiscoveryUrl: async (pool, { baseUrl }) => `${issuerOf(baseUrl, pool)}/.well-known/openid-configuration`,
    Url: async (pool, { baseUrl }) => issuerOf(baseUrl, pool),
    TotalWorkloads: ({ key }, { store }) => store.count("id.workload-identity", key),
    TotalCredentials: ({ key }, { store }) => store.count("id.credential-provider", key),
  },
  namedBy: { WorkloadPoolName: "WorkloadPoolName", PoolName: "WorkloadPoolName" },
  unnamed: DEFAULT_POOL,
  trn: (doc, { region, account }) =>
    textOf(doc, "Trn") ?? trn("id", region, account, `workloadpool/${textOf(doc, "WorkloadPoolId") ?? "*"}`),
  async removing({ key }) {
    if (key === DEFAULT_POOL) throw faults.refused("The default workload pool cannot be deleted.");
  },
  faults,
};

/** The pool of a name, or `default` without one. @throws Fault NotFound */
export function poolNamed(context: Place, name: string | undefined): Promise<StoredRecord> {
  return need(workloadPool, context, { WorkloadPoolName: name || DEFAULT_POOL });
}

export function poolWithId(context: Place, id: string): Promise<StoredRecord | undefined> {
  return find(workloadPool, context, { WorkloadPoolId: id });
}
