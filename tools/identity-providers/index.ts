/** Sign-in connections of user pools: what they have in common, then one family per protocol or vendor. */
import type { Family } from "../../src/action/family.ts";
import { identityProviders } from "./identity-providers.ts";
import { ldapadIdentityProviders } from "./ldapad-identity-providers.ts";
import { oauthIdentityProviders } from "./oauth-identity-providers.ts";
import { oidcIdentityProviders } from "./oidc-identity-providers.ts";
import { samlIdentityProviders } from "./saml-identity-providers.ts";
import { tokenExchangeIdentityProviders } from "./token-exchange-identity-providers.ts";
import { wecomIdentityProviders } from "./wecom-identity-providers.ts";

/** In the order in which an administrator meets them. */
export const identityProviderKinds: readonly Family[] = [
  identityProviders,
  oauthIdentityProviders,
  oidcIdentityProviders,
  samlIdentityProviders,
  tokenExchangeIdentityProviders,
  wecomIdentityProviders,
  ldapadIdentityProviders,
];
