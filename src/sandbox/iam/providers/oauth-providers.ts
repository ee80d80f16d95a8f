/** The actions on OAuth identity providers. GetOAuthProvider shows the client's secret, as the service does. */
import { creates, gets, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { checkedOauthProvider, checkedOauthSettings, oauthProvider } from "./oauth-provider.ts";

const BY_NAME = { OAuthProviderName: "OAuthProviderName" };

export const oauthProviders: Part = {
  resources: [oauthProvider],
  actions: family("iam", {
    CreateOAuthProvider: creates(oauthProvider, { prepare: checkedOauthProvider }),
    GetOAuthProvider: gets(oauthProvider, BY_NAME),
    UpdateOAuthProvider: updates(oauthProvider, BY_NAME, { prepare: checkedOauthSettings }),
    DeleteOAuthProvider: removes(oauthProvider, BY_NAME),
  }),
};
