import { authorizationServerPages } from "../../oauth2/pages.ts";
import type { Part } from "../../types.ts";
import { apiKeyProviders } from "./api-key-providers.ts";
import { credentialProviderBindings } from "./bindings.ts";
import { oauth2Providers } from "./oauth2-providers.ts";
import { resourceCredentials } from "./resource-credentials.ts";
import { roleProviders } from "./role-providers.ts";
import { sharedOauth2Credentials } from "./shared-oauth2-credentials.ts";
import { userCredentials } from "./user-credentials.ts";

/** Stored credentials: providers, what they hand out, and what is stored for users. */
export const credentialParts: readonly Part[] = [
  apiKeyProviders,
  oauth2Providers,
  roleProviders,
  credentialProviderBindings,
  resourceCredentials,
  userCredentials,
  sharedOauth2Credentials,
  { actions: [], pages: authorizationServerPages },
];
