/**
 * What user pools publish beside the API: the discovery and key documents, and a page where a sign-in would begin.
 * Tokens of pools would be signed by the key of the workload tokens; the sandbox signs nobody in and issues none.
 */
import type { JsonObject } from "../../../action/json.ts";
import { find, recordAt } from "../../resources/records.ts";
import type { Place, ReceivedRequest, WebAnswer, WebPage } from "../../types.ts";
import { textOf } from "../../values.ts";
import { publicKey } from "../workloads/signing.ts";
import { endpointsOf } from "./endpoints.ts";
import { userPool } from "./user-pool.ts";
import { userPoolClient } from "./user-pool-client.ts";

const PATH = /^\/user-pools\/([0-9a-f-]{36})\/(.+)$/;
const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

function discovery(baseUrl: string, poolUid: string): JsonObject {
  const to = endpointsOf(baseUrl, poolUid);
  return {
    issuer: to.issuer,
    authorization_endpoint: to.authorization,
    token_endpoint: to.token,
    userinfo_endpoint: to.userInfo,
    introspection_endpoint: to.introspection,
    revocation_endpoint: to.revocation,
    end_session_endpoint: to.endSession,
    jwks_uri: to.keys,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["ES256"],
    scopes_supported: ["openid", "profile", "email", "phone"],
    code_challenge_methods_supported: ["S256"],
  };
}

/** Says who would sign in where. Nothing of the request is repeated but the names of what is stored. */
async function signIn({ query }: ReceivedRequest, context: Place, poolUid: string): Promise<WebAnswer> {
  const given = new Map(query);
  const Uid = given.get("client_id") ?? "";
  const client = Uid === "" ? undefined : await find(userPoolClient, context, { Uid }, poolUid);
  if (client === undefined) {
    return { status: 400, headers: TEXT, body: "There is no such client in this user pool.\n" };
  }
  const name = textOf(client.doc, "Name") ?? "";
  return {
    status: 200,
    headers: TEXT,
    body: `Here a person would sign in to ${name}. The sandbox signs nobody in: no page follows.\n`,
  };
}

export const userPoolPages: WebPage = {
  knows: (path) => PATH.test(path),
  reads: true,
  async answer(request, context) {
    const [, poolUid = "", rest] = PATH.exec(request.path) ?? [];
    if ((await recordAt(userPool, context, poolUid)) === undefined) return undefined;
    if (rest === "oauth/token") {
      // RFC 6749, section 5.2.
      const body = { error: "unsupported_grant_type", error_description: "The sandbox signs nobody in." };
      return { status: 400, body };
    }
    if (request.method !== "GET") return undefined;
    switch (rest) {
      case ".well-known/openid-configuration":
        return { status: 200, body: discovery(context.baseUrl, poolUid) };
      case ".well-known/jwks": {
        const key = await publicKey(context.store);
        return { status: 200, body: { keys: key === undefined ? [] : [key] } };
      }
      case "authorize":
        return signIn(request, context, poolUid);
      default:
        return undefined;
    }
  },
};
