/** User pools with everything that belongs to one but its people and its identity providers. */
import type { Part } from "../../types.ts";
import { externalProviders } from "./external-providers.ts";
import { iamFederation } from "./iam-federation.ts";
import { messageServices } from "./message-services.ts";
import { userPoolPages } from "./pages.ts";
import { scimTokens } from "./scim-tokens.ts";
import { userPoolAttributes } from "./user-pool-attributes.ts";
import { userPoolClients } from "./user-pool-clients.ts";
import { userPoolDomains } from "./user-pool-domains.ts";
import { userPoolTasks } from "./user-pool-tasks.ts";
import { userPools } from "./user-pools.ts";

export const userPoolParts: readonly Part[] = [
  userPools,
  userPoolAttributes,
  userPoolClients,
  userPoolDomains,
  messageServices,
  externalProviders,
  scimTokens,
  iamFederation,
  userPoolTasks,
  { actions: [], pages: [userPoolPages] },
];
