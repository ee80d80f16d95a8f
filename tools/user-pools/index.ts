/** User pools, their applications and domains, and what their users may do in the cloud. */
import type { Family } from "../../src/action/family.ts";
import { externalProviders } from "./external-providers.ts";
import { iamFederation } from "./iam-federation.ts";
import { messageServices } from "./message-services.ts";
import { scimTokens } from "./scim-tokens.ts";
import { userPoolAttributes } from "./user-pool-attributes.ts";
import { userPoolClients } from "./user-pool-clients.ts";
import { userPoolDomains } from "./user-pool-domains.ts";
import { userPoolTasks } from "./user-pool-tasks.ts";
import { userPools } from "./user-pools.ts";

/** In the order in which an administrator meets them. */
export const userPoolSettings: readonly Family[] = [
  userPools,
  userPoolAttributes,
  userPoolDomains,
  userPoolClients,
  messageServices,
  externalProviders,
  scimTokens,
  iamFederation,
  userPoolTasks,
];
