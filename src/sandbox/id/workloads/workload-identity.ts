/** Workload identities, as a resource of the id service: what an agent or a tool is known by, inside a pool. */
import { utcSeconds } from "../../ids.ts";
import { need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { poolNamed, workloadPool } from "./workload-pool.ts";

export const workloadIdentity: Resource = {
  kind: "id.workload-identity",
  noun: "workload identity",
  key: ["WorkloadPoolName", "Name"],
  name: "Name",
  parent: { to: workloadPool, field: "WorkloadPoolName", onDelete: "refuse" },
  indexed: ["Name", "Trn", "CreatedAt", "UpdatedAt"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  async fresh(given, context) {
    const pool = await poolNamed(context, textOf(given, "WorkloadPoolName"));
    return {
      Trn: `${textOf(pool.doc, "Trn")}/workloadidentity/${textOf(given, "Name")}`,
      Description: "",
      // How it came to be: made by a call. The reference names no values.
      Source: "Manual",
      AllowedResourceOauth2ReturnUrls: [],
      MetaData: [],
    };
  },
  trn: (doc) => textOf(doc, "Trn"),
  faults,
};

/** @throws Fault NotFound for the pool or the identity */
export async function identityNamed(
  context: Place,
  poolName: string | undefined,
  name: string,
): Promise<{ readonly pool: StoredRecord; readonly identity: StoredRecord }> {
  const pool = await poolNamed(context, poolName);
  const identity = await need(workloadIdentity, context, { WorkloadPoolName: pool.key, Name: name });
  return { pool, identity };
}
