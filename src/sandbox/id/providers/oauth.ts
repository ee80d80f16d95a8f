/** OAuth connections: Feishu, DingTalk and others that have no OIDC. */
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { connectionActions } from "./connection-kind.ts";

const oauth = connectionActions({
  type: "OAuth",
  addresses: ["AuthorizationEndpoint", "TokenEndpoint", "UserEndpoint"],
});

export const oauthIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderOAuth: oauth.create,
    GetIdentityProviderOAuth: oauth.get,
    ListIdentityProvidersOAuth: oauth.list,
    UpdateIdentityProviderOAuth: oauth.update,
    DeleteIdentityProviderOAuth: oauth.remove,
  }),
};
