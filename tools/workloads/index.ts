/** Workload pools, workload identities, their tokens, whom they trust, and who may call them. */
import type { Family } from "../../src/action/family.ts";
import { inboundApiKeys } from "./inbound-api-keys.ts";
import { inboundAuth } from "./inbound-auth.ts";
import { tags } from "./tags.ts";
import { trustAnchors } from "./trust-anchors.ts";
import { workloadAccessTokens } from "./workload-access-tokens.ts";
import { workloadIdentities } from "./workload-identities.ts";
import { workloadPools } from "./workload-pools.ts";

/** In the order in which an administrator meets them. */
export const workloads: readonly Family[] = [
  workloadPools,
  workloadIdentities,
  workloadAccessTokens,
  trustAnchors,
  inboundAuth,
  inboundApiKeys,
  tags,
];
