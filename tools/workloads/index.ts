/** Workload pools, workload identities and their tokens. */
import type { Family } from "../../src/action/family.ts";
import { workloadAccessTokens } from "./workload-access-tokens.ts";
import { workloadIdentities } from "./workload-identities.ts";
import { workloadPools } from "./workload-pools.ts";

/** In the order in which an administrator meets them. */
export const workloads: readonly Family[] = [workloadPools, workloadIdentities, workloadAccessTokens];
