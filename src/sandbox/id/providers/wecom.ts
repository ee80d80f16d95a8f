/** WeCom connections. */
import type { JsonObject } from "../../../action/json.ts";
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { invalid } from "../faults.ts";
import { connectionActions } from "./connection-kind.ts";

/** A text in the one request that has it, and a truth value in every answer. */
function soleIn(fields: JsonObject): JsonObject {
  const { SoleProviderConnection: sole, ...rest } = fields;
  if (sole === undefined || sole === "") return rest;
  if (sole !== "true" && sole !== "false") {
    throw invalid("SoleProviderConnection", "It must be true or false.");
  }
  return { ...rest, SoleProviderConnection: sole === "true" };
}

const wecom = connectionActions({
  type: "WeCom",
  addresses: ["AuthorizationEndpoint", "TokenEndpoint", "UserEndpoint", "DetailedUserInfoEndpoint"],
  prepare: (fields, { before }) => (before === undefined ? { ...soleIn(fields), Provider: "WeCom" } : fields),
});

export const wecomIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderWeCom: wecom.create,
    GetIdentityProviderWeCom: wecom.get,
    ListIdentityProvidersWeCom: wecom.list,
    UpdateIdentityProviderWeCom: wecom.update,
    DeleteIdentityProviderWeCom: wecom.remove,
  }),
};
