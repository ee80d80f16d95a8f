/** Workload access tokens: JWTs that say which workload calls, and for whom. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { computes, family } from "../../resources/family.ts";
import { find } from "../../resources/records.ts";
import type { CallContext, Part, Place, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import { tokenFacts } from "../facts.ts";
import { invalid, missing } from "../faults.ts";
import { ALGORITHM, publicKey, signed, verified } from "./signing.ts";
import { keysForToken, type User, userOf } from "./user-tokens.ts";
import { identityNamed, workloadIdentity } from "./workload-identity.ts";
import { issuerOf, poolWithId } from "./workload-pool.ts";

/** Seconds that a token lives when the call names no duration; as with the cloud's temporary credentials. */
const DEFAULT_SECONDS = 3600;

/**
 * The claims. A workload on its own is the subject. A workload that acts for a user is the actor and the user
 * the subject (RFC 8693, section 4.1); `user` says how the user was made known.
 */
function claimsOf(workload: string, user: User | undefined): JsonObject {
  return user === undefined ? { sub: workload } : { sub: user.id, act: { sub: workload }, user: { ...user } };
}

async function issue(params: JsonObject, context: CallContext, user: User | undefined): Promise<JsonObject> {
  // No identity stands for an absent name, so that none is guessed.
  const name = textOf(params, "Name");
  if (!name) throw missing("Name");
  const { pool, identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), name);
  const issuer = issuerOf(context.baseUrl, pool);
  const audience = textsOf(params, "Audience");
  const issuedAt = Math.floor(context.now.getTime() / 1000);
  const expiresAt = issuedAt + (numberOf(params, "DurationSeconds") ?? DEFAULT_SECONDS);
  const token = await signed(context, {
    ...claimsOf(textOf(identity.doc, "Trn") ?? "", user),
    iss: issuer,
    aud: audience.length === 0 ? [issuer] : [...audience],
    iat: issuedAt,
    exp: expiresAt,
    jti: uuidFor(context, "token"),
  });
  return { WorkloadAccessToken: token, ExpiresAt: utcSeconds(new Date(expiresAt * 1000)) };
}

export const workloadAccessTokens: Part = {
  actions: family("id", {
    GetWorkloadAccessToken: {
      ...computes((params, context) => issue(params, context, undefined)),
      input: tokenFacts.workload,
    },
    GetWorkloadAccessTokenForJWT: {
      ...computes(async (params, context) =>
        issue(params, context, await userOf(textOf(params, "UserToken") ?? "", context, context.brought)),
      ),
      bring: (params, outside) => keysForToken(textOf(params, "UserToken") ?? "", outside),
      input: tokenFacts.forJwt,
    },
    GetWorkloadAccessTokenForUserId: {
      ...computes((params, context) =>
        issue(params, context, { id: textOf(params, "UserId") ?? "", via: "user-id" }),
      ),
      input: tokenFacts.forUserId,
    },
  }),
};

/** Whom a workload access token stands for. */
export interface Bearer {
  readonly pool: StoredRecord;
  readonly identity: StoredRecord;
  /** Undefined where the workload acts for itself. */
  readonly user: string | undefined;
  /** What the token claims, for rules that go by claims. */
  readonly claims: JsonObject;
  /** The two together: what was stored for them nobody else gets. */
  readonly owner: string;
}

const ISSUER = /^http:\/\/[^/]+\/workload-pools\/([0-9a-f-]{36})$/;

/**
 * Who shows a workload access token. Its issuer may name an address of before a restart: that this sandbox made it
 * shows in the signature.
 * @throws Fault InvalidParameter for one that the service did not make, that has expired, or whose workload is gone
 */
export async function resolveIdentityToken(
  context: Place,
  token: string,
  parameter = "IdentityToken",
): Promise<Bearer> {
  const claims = await verified(context, token);
  const [, poolId] = ISSUER.exec(textOf(claims ?? {}, "iss") ?? "") ?? [];
  if (claims === undefined || poolId === undefined) {
    throw invalid(parameter, "It is no workload access token of this service, or it has expired.");
  }
  const pool = await poolWithId(context, poolId);
  const actor = objectOf(claims, "act");
  const Trn = textOf(actor ?? claims, "sub") ?? "";
  const identity = pool === undefined ? undefined : await find(workloadIdentity, context, { Trn }, pool.key);
  // A workload that was deleted and made anew under its name is another one.
  const issuedAt = (numberOf(claims, "iat") ?? 0) * 1000;
  const isFormer = Date.parse(textOf(identity?.doc ?? {}, "CreatedAt") ?? "") > issuedAt;
  if (pool === undefined || identity === undefined || isFormer)
    throw invalid(parameter, "Its workload is gone.");
  const user = actor === undefined ? undefined : textOf(claims, "sub");
  return { pool, identity, user, claims, owner: JSON.stringify([Trn, user ?? ""]) };
}

/** Discovery and key documents (OpenID Connect Discovery 1.0, RFC 7517) of one pool's issuer. */
export async function issuerDocument(
  kind: "openid-configuration" | "jwks",
  pool: StoredRecord,
  context: Place,
): Promise<JsonObject> {
  const issuer = issuerOf(context.baseUrl, pool);
  if (kind === "openid-configuration") {
    return {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      response_types_supported: ["token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: [ALGORITHM],
    };
  }
  const key = await publicKey(context.store);
  return { keys: key === undefined ? [] : [key] };
}
