/** Identity providers of user pools. */
import type { Part } from "../../types.ts";
import { anyIdentityProviders } from "./identity-providers.ts";
import { ldapadIdentityProviders } from "./ldapad.ts";
import { oauthIdentityProviders } from "./oauth.ts";
import { oidcIdentityProviders } from "./oidc.ts";
import { samlIdentityProviders } from "./saml.ts";
import { tokenExchangeIdentityProviders } from "./token-exchange.ts";
import { wecomIdentityProviders } from "./wecom.ts";

export const identityProviderParts: readonly Part[] = [
  anyIdentityProviders,
  oauthIdentityProviders,
  oidcIdentityProviders,
  samlIdentityProviders,
  wecomIdentityProviders,
  ldapadIdentityProviders,
  tokenExchangeIdentityProviders,
];
