/** A connection of each kind, as its create takes it. */
import type { JsonObject } from "../../../../src/action/json.ts";

const ENDPOINTS = {
  AuthorizationEndpoint: "https://idp.example.com/authorize",
  TokenEndpoint: "https://idp.example.com/token",
  UserEndpoint: "https://idp.example.com/user",
};

export const METADATA = [
  '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com">',
  "<ds:X509Certificate>\n  MIIC\n  AbCd\n</ds:X509Certificate>",
  "</md:EntityDescriptor>",
].join("");

export interface Kind {
  readonly type: string;
  /** Of the create, get, update and delete actions. */
  readonly suffix: string;
  readonly list: string;
  readonly params: JsonObject;
  readonly secret?: string;
}

export const KINDS: readonly Kind[] = [
  {
    type: "OAuth",
    suffix: "OAuth",
    list: "ListIdentityProvidersOAuth",
    params: {
      ...ENDPOINTS,
      ClientId: "app",
      ClientSecret: "oauth-secret",
      IdAttribute: "sub",
      UsePkce: true,
      Enabled: true,
    },
    secret: "oauth-secret",
  },
  {
    type: "OIDC",
    suffix: "OIDC",
    list: "ListIdentityProvidersOIDC",
    params: {
      ClientId: "app",
      ClientSecret: "oidc-secret",
      Issuer: "https://idp.example.com",
      IsIdTokenMapping: true,
      UsePkce: true,
      Enabled: true,
    },
    secret: "oidc-secret",
  },
  {
    type: "SAML",
    suffix: "SAML",
    list: "ListIdentityProvidersSAML",
    params: {
      AttributeMapping: "{}",
      IdAttribute: "NameID",
      IdpMetadata: METADATA,
      EnabledEncryption: false,
      EnabledSign: true,
      Enabled: true,
    },
  },
  {
    type: "WeCom",
    suffix: "WeCom",
    list: "ListIdentityProvidersWeCom",
    params: {
      ...ENDPOINTS,
      DetailedUserInfoEndpoint: "https://idp.example.com/details",
      AgentId: "1",
      CorpId: "corp",
      Secret: "wecom-secret",
      Enabled: true,
    },
    secret: "wecom-secret",
  },
  {
    type: "LDAPAD",
    suffix: "LDAPADAgent",
    list: "ListIdentityProviderLDAPADAgent",
    params: { Enabled: true, EnabledSyncUserAttributesOnLogin: false },
  },
  {
    type: "TokenExchange",
    suffix: "TokenExchange",
    list: "ListIdentityProvidersTokenExchange",
    params: {
      ProviderType: "OIDC",
      ExternalIdentityProviderConfiguration: { OIDCIssuerUrl: "https://partner.example.com" },
      Enabled: true,
    },
  },
];

/** @throws Error for a kind that is none */
export function kindOf(type: string): Kind {
  const kind = KINDS.find((one) => one.type === type);
  if (kind === undefined) throw new Error(`There is no kind ${type}.`);
  return kind;
}
