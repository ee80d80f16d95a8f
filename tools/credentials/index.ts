/** Stored credentials: providers, what they hand out, and what is stored for users. */
import type { Family } from "../../src/action/family.ts";
import { apiKeyCredentialProviders } from "./api-key-credential-providers.ts";
import { credentialProviderBindings } from "./credential-provider-bindings.ts";
import { oauth2CredentialProviders } from "./oauth2-credential-providers.ts";
import { resourceCredentials } from "./resource-credentials.ts";
import { roleCredentialProviders } from "./role-credential-providers.ts";
import { sharedOauth2Credentials } from "./shared-oauth2-credentials.ts";
import { userCredentials } from "./user-credentials.ts";

/** In the order in which an administrator meets them. */
export const credentials: readonly Family[] = [
  apiKeyCredentialProviders,
  oauth2CredentialProviders,
  roleCredentialProviders,
  credentialProviderBindings,
  resourceCredentials,
  userCredentials,
  sharedOauth2Credentials,
];
