import type { Part } from "../types.ts";
import { credentialParts } from "./credentials/index.ts";
import { checkActions } from "./permissions/check.ts";
import { namespaceActions } from "./permissions/namespaces.ts";
import { policyActions } from "./permissions/policies.ts";
import { workloadIdentities } from "./workloads/identities.ts";
import { workloadAccessTokens } from "./workloads/tokens.ts";
import { workloadPools } from "./workloads/workload-pools.ts";

/** Workloads, their credentials, and permissions. */
export const workloadParts: readonly Part[] = [
  workloadPools,
  workloadIdentities,
  workloadAccessTokens,
  ...credentialParts,
  { actions: [...namespaceActions, ...policyActions, ...checkActions] },
];
