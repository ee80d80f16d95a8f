/** OAuth connections: Feishu, DingTalk and others that have no OIDC. */
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { pick } from "../../values.ts";
import { connectionActions } from "./connection-kind.ts";
import { shareClient } from "./shared-client.ts";

const oauth = connectionActions({
  type: "OAuth",
  addresses: ["AuthorizationEndpoint", "TokenEndpoint", "UserEndpoint"],
  created: (record, call) =>
    shareClient(record, call, {
      AuthorizationServerMetadata: pick(record.doc, ["AuthorizationEndpoint", "TokenEndpoint"]),
    }),
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
