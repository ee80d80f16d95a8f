/** A connection's client at its provider, given to the agents of a workload pool as well. */
import type { JsonObject } from "../../../action/json.ts";
import type { Prepared } from "../../resources/actions.ts";
import { create } from "../../resources/records.ts";
import type { StoredRecord } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import { credentialProvider } from "../credentials/credential-provider.ts";
import { poolNamed } from "../workloads/workload-pool.ts";

const OPTIONS = "PassvaultOauth2CredentialProviderOptions";
/** The number of a vendor that is none of those with one. */
const CUSTOM = 0;

/**
 * Makes an OAuth2 credential provider of the client where the request asks for one, under the connection's name: the
 * reference names none.
 * @throws Fault NotFound for the workload pool, Duplicated where the name is taken in it; nothing is created then
 */
export async function shareClient(
  { doc }: StoredRecord,
  { params, context }: Prepared,
  Oauth2Discovery: JsonObject,
): Promise<undefined> {
  const options = objectOf(params, OPTIONS) ?? {};
  if (options.CreatePassvaultOauth2CredentialProvider !== true) return;
  const pool = await poolNamed(context, textOf(options, "WorkloadPoolName"));
  await create(credentialProvider, context, {
    Type: "oauth2",
    PoolName: pool.key,
    Name: textOf(doc, "Name") ?? "",
    Vendor: CUSTOM,
    Config: {
      ClientId: textOf(doc, "ClientId") ?? "",
      ClientSecret: textOf(doc, "ClientSecret") ?? "",
      Flow: "USER_FEDERATION",
      Scopes: [...textsOf(doc, "ScopesList")],
      Oauth2Discovery,
    },
  });
}
