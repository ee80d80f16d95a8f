/** Volcengine::IAM::OidcProvider. */
import { checkedOidcProvider, checkedOidcSettings, oidcProvider } from "../../iam/providers/oidc-provider.ts";
import { declaredType } from "./declared.ts";

export const iamOidcProvider = declaredType({
  typeName: "Volcengine::IAM::OidcProvider",
  description: "An OpenID Connect issuer whose tokens may be turned into sessions of roles.",
  resource: oidcProvider,
  identifier: "OIDCProviderName",
  fields: { ClientIds: "ClientIDs" },
  listed: true,
  properties: {
    OIDCProviderName: { type: "string", description: "Name of the provider.", access: "createOnly" },
    IssuerURL: { type: "string", description: "Address of the issuer.", access: "createOnly" },
    ClientIds: {
      type: "array",
      description: "Clients whose tokens are taken.",
      items: { type: "string", description: "Id of a client." },
    },
    Thumbprints: {
      type: "array",
      description: "Certificates that the issuer may show.",
      items: { type: "string", description: "SHA-256 thumbprint of a certificate." },
    },
    IssuanceLimitTime: { type: "integer", description: "How old a token may be at most, in hours." },
    Description: { type: "string", description: "Note on the provider." },
    Trn: { type: "string", description: "TRN of the provider.", access: "readOnly" },
    CreateDate: { type: "string", description: "When it was created.", access: "readOnly" },
    UpdateDate: { type: "string", description: "When it was last changed.", access: "readOnly" },
  },
  required: ["OIDCProviderName", "IssuerURL", "ClientIds", "Thumbprints"],
  filterable: [],
  duration: { create: 800, update: 500, delete: 300 },
  checkNew: checkedOidcProvider,
  checkChange: checkedOidcSettings,
});
