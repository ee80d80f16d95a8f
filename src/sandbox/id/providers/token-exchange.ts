/** Issuers whose tokens clients of a pool may exchange for the pool's own. */
import type { JsonObject } from "../../../action/json.ts";
import type { Prepared } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { need } from "../../resources/records.ts";
import type { Part } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import { invalid, missing } from "../faults.ts";
import { assertHttpUrl } from "../user-pools/urls.ts";
import { userPoolClient } from "../user-pools/user-pool-client.ts";
import { connectionActions } from "./connection-kind.ts";

const ISSUER = "ExternalIdentityProviderConfiguration";
/** What has to be known of an issuer of each type; the reference leaves it all optional. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ["OIDC", ["OIDCIssuerUrl"]],
  ["OAUTH", ["OAuthUserInfoUrl", "OAuthUserIdAttribute"]],
]);

async function checked(fields: JsonObject, { before, context }: Prepared): Promise<JsonObject> {
  const all = { ...before?.doc, ...fields };
  const needed = NEEDED.get((textOf(all, "ProviderType") ?? "").toUpperCase());
  if (needed === undefined) throw invalid("ProviderType", "It must be OAuth or OIDC.");
  const issuer = objectOf(all, ISSUER) ?? {};
  for (const field of needed) if (!textOf(issuer, field)) throw missing(`${ISSUER}.${field}`);
  for (const field of ["OIDCIssuerUrl", "OAuthUserInfoUrl"]) {
    assertHttpUrl(textOf(issuer, field), `${ISSUER}.${field}`);
  }
  const pool = textOf(all, "UserPoolUid");
  for (const Uid of textsOf(fields, "AllowedClients")) await need(userPoolClient, context, { Uid }, pool);
  return fields;
}

const tokenExchange = connectionActions({ type: "TokenExchange", prepare: checked });

export const tokenExchangeIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderTokenExchange: tokenExchange.create,
    GetIdentityProviderTokenExchange: tokenExchange.get,
    ListIdentityProvidersTokenExchange: tokenExchange.list,
    UpdateIdentityProviderTokenExchange: tokenExchange.update,
    DeleteIdentityProviderTokenExchange: tokenExchange.remove,
  }),
};
