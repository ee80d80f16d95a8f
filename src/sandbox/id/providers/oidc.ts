/** OpenID Connect connections. */
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { connectionActions } from "./connection-kind.ts";
import { shareClient } from "./shared-client.ts";

const oidc = connectionActions({
  type: "OIDC",
  addresses: ["Issuer"],
  created: (record, call) =>
    shareClient(record, call, {
      DiscoveryUrl: `${textOf(record.doc, "Issuer")?.replace(/\/$/, "")}/.well-known/openid-configuration`,
    }),
});

export const oidcIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderOIDC: oidc.create,
    GetIdentityProviderOIDC: oidc.get,
    ListIdentityProvidersOIDC: oidc.list,
    UpdateIdentityProviderOIDC: oidc.update,
    DeleteIdentityProviderOIDC: oidc.remove,
  }),
};
