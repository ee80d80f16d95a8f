import type { Part } from "../types.ts";
import { credentialParts } from "./credentials/index.ts";
import { permissionParts } from "./permissions/index.ts";
import { workloadIdentities } from "./workloads/identities.ts";
import { workloadAccessTokens } from "./workloads/tokens.ts";
import { workloadPools } from "./workloads/workload-pools.ts";

/** Workloads, their credentials, and permissions. */
export const workloadParts: readonly Part[] = [
  workloadPools,
  workloadIdentities,
  workloadAccessTokens,
  ...credentialParts,
  ...permissionParts,
];
