/** Workload access tokens: JWTs signed with ES256 by a key that lives in the store. */
import type { JWK } from "jose";
import { isJsonObject, type JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { CallContext, SandboxAction, Store, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import { change } from "../define.ts";
import { tokenFacts } from "../facts.ts";
import { invalid, missing } from "../faults.ts";
import { identityNamed } from "./workload-identity.ts";
import { issuerOf } from "./workload-pool.ts";

const KEY = "id.signing-key";
const KEY_NAME = "current";
const ALGORITHM = "ES256";
/** Seconds that a token lives when the call names no duration; as with the cloud's temporary credentials. */
const DEFAULT_SECONDS = 3600;

// Loaded at the first token: most sandboxes never issue one.
const jose = () => import("jose");

/** The public half of the signing key, or undefined before the first token. */
export async function publicKey(store: Store): Promise<JsonObject | undefined> {
  const record = await store.get(KEY, KEY_NAME);
  return record === undefined ? undefined : objectOf(record.doc, "Public");
}

async function signingKey(context: CallContext): Promise<JWK> {
  const record = await context.store.get(KEY, KEY_NAME);
  const kept = record === undefined ? undefined : objectOf(record.doc, "Private");
  if (kept !== undefined) return { ...kept };
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await jose();
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const open = await exportJWK(pair.publicKey);
  const facts = { kid: await calculateJwkThumbprint(open), alg: ALGORITHM, use: "sig" };
  const secret = { ...(await exportJWK(pair.privateKey)), ...facts };
  const doc: unknown = JSON.parse(JSON.stringify({ Public: { ...open, ...facts }, Private: secret }));
  if (!isJsonObject(doc)) throw new Error("A key did not become JSON.");
  await context.store.insert({ kind: KEY, key: KEY_NAME, parent: undefined, doc });
  return secret;
}

/** For whom a workload acts. */
interface User {
  readonly id: string;
  /** How the service knows: `jwt` from a token of the user's, `user-id` on the workload's word alone. */
  readonly via: "jwt" | "user-id";
  readonly issuer?: string;
}

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
  const { importJWK, SignJWT } = await jose();
  const key = await signingKey(context);
  const issuer = issuerOf(context.baseUrl, pool);
  const audience = textsOf(params, "Audience");
  const issuedAt = Math.floor(context.now.getTime() / 1000);
  const expiresAt = issuedAt + (numberOf(params, "DurationSeconds") ?? DEFAULT_SECONDS);
  const claims = {
    ...claimsOf(textOf(identity.doc, "Trn") ?? "", user),
    iss: issuer,
    aud: audience.length === 0 ? [issuer] : [...audience],
    iat: issuedAt,
    exp: expiresAt,
    jti: uuidFor(context, "token"),
  };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: key.kid ?? "" })
    .sign(await importJWK(key, ALGORITHM));
  return { WorkloadAccessToken: token, ExpiresAt: utcSeconds(new Date(expiresAt * 1000)) };
}

/**
 * Reads the user out of a token of the user's. The sandbox knows no issuers, so it can not check the signature
 * of the token; form, algorithm, subject and times it does check.
 * @throws Fault InvalidParameter.UserToken
 */
async function userOf(token: string, now: Date): Promise<User> {
  const { decodeJwt, decodeProtectedHeader } = await jose();
  const parse = () => {
    try {
      return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw invalid("UserToken", "It is not a JWT.");
    }
  };
  const { header, claims } = parse();
  const signature = token.split(".")[2] ?? "";
  if (typeof header.alg !== "string" || header.alg.toLowerCase() === "none" || signature === "") {
    throw invalid("UserToken", "It is not signed.");
  }
  const seconds = now.getTime() / 1000;
  if (typeof claims.exp !== "number") throw invalid("UserToken", "It has no expiry.");
  if (claims.exp <= seconds) throw invalid("UserToken", "It has expired.");
  if (claims.nbf !== undefined && !(claims.nbf <= seconds))
    throw invalid("UserToken", "It is not valid yet.");
  if (typeof claims.sub !== "string" || claims.sub === "") throw invalid("UserToken", "It has no subject.");
  return {
    id: claims.sub,
    via: "jwt",
    ...(typeof claims.iss === "string" ? { issuer: claims.iss } : {}),
  };
}

const forWorkload = change("GetWorkloadAccessToken", tokenFacts.workload, (params, context) =>
  issue(params, context, undefined),
);

const forJwt = change("GetWorkloadAccessTokenForJWT", tokenFacts.forJwt, async (params, context) =>
  issue(params, context, await userOf(textOf(params, "UserToken") ?? "", context.now)),
);

const forUserId = change("GetWorkloadAccessTokenForUserId", tokenFacts.forUserId, (params, context) =>
  issue(params, context, { id: textOf(params, "UserId") ?? "", via: "user-id" }),
);

export const tokenActions: readonly SandboxAction[] = [forWorkload, forJwt, forUserId];

/** Discovery and key documents (OpenID Connect Discovery 1.0, RFC 7517) of one pool's issuer. */
export async function issuerDocument(
  kind: "openid-configuration" | "jwks",
  pool: StoredRecord,
  context: Omit<CallContext, "accessKeyId">,
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
