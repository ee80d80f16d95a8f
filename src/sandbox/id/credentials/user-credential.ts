/** What a workload keeps for itself or for the user that it acts for, as a resource of the id service. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { workloadIdentity } from "../workloads/workload-identity.ts";
import { workloadPool } from "../workloads/workload-pool.ts";

export const userCredential: Resource = {
  kind: "id.user-credential",
  noun: "user credential",
  // The owner is part of the key: nobody else's can be asked for.
  key: ["PoolName", "Owner", "CredentialId"],
  name: "CredentialId",
  parent: { to: workloadPool, field: "PoolName", onDelete: "cascade" },
  references: [{ field: "WorkloadIdentity", to: workloadIdentity, onDelete: "cascade" }],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  fresh: (_given, context) => ({ CredentialId: uuidFor(context, "user-credential") }),
  faults,
};
