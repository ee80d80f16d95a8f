/** OpenID Connect connections. */
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { connectionActions } from "./connection-kind.ts";

const oidc = connectionActions({ type: "OIDC", addresses: ["Issuer"] });

export const oidcIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderOIDC: oidc.create,
    GetIdentityProviderOIDC: oidc.get,
    ListIdentityProvidersOIDC: oidc.list,
    UpdateIdentityProviderOIDC: oidc.update,
    DeleteIdentityProviderOIDC: oidc.remove,
  }),
};
