/** What a workload gets for its access token: the actions on the credentials of the resources that it calls. */
import { answers, family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { resolveIdentityToken } from "../workloads/tokens.ts";
import { callbackPage, completeResourceTokenAuth, oauth2Callback } from "./callback.ts";
import { providerIn } from "./credential-provider.ts";
import { getResourceOauth2Token } from "./resource-oauth2.ts";
import { getRoleCredentials } from "./role-credentials.ts";

export const resourceCredentials: Part = {
  pages: [callbackPage],
  actions: family("id", {
    // The reference is silent: any identity of the account may ask a provider of any pool.
    GetResourceApiKey: answers(async (params, context) => {
      await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
      const { doc } = await providerIn(params, context, "api_key");
      return pick(doc, ["ApiKey", "ApiKeyMetadata"]);
    }),
    GetResourceOauth2Token: getResourceOauth2Token,
    CompleteResourceTokenAuth: completeResourceTokenAuth,
    Oauth2Callback: oauth2Callback,
    GetRoleCredentials: getRoleCredentials,
  }),
};
