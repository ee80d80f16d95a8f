/** What a workload gets for its access token: the actions on the credentials of the resources that it calls. */
import { answers, family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { resolveIdentityToken } from "../workloads/tokens.ts";
import { providerIn } from "./credential-provider.ts";
import { getRoleCredentials } from "./role-credentials.ts";

export const resourceCredentials: Part = {
  actions: family("id", {
    // The reference is silent: any identity of the account may ask a provider of any pool.
    GetResourceApiKey: answers(async (params, context) => {
      await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
      const { doc } = await providerIn(params, context, "api_key");
      return pick(doc, ["ApiKey", "ApiKeyMetadata"]);
    }),
    GetRoleCredentials: getRoleCredentials,
  }),
};
