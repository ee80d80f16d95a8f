/** The service's signing key, which lives in the store: it makes tokens and knows its own again. */
import type { JWK, JWTPayload } from "jose";
import { isJsonObject, type JsonObject } from "../../../action/json.ts";
import type { Place, Store } from "../../types.ts";
import { objectOf } from "../../values.ts";

const KEY = "id.signing-key";
const KEY_NAME = "current";
export const ALGORITHM = "ES256";

// Loaded at the first token: most sandboxes never issue one.
const jose = () => import("jose");

/** The public half of the signing key, or undefined before the first token. */
export async function publicKey(store: Store): Promise<JsonObject | undefined> {
  const record = await store.get(KEY, KEY_NAME);
  return record === undefined ? undefined : objectOf(record.doc, "Public");
}

async function signingKey(context: Pick<Place, "store">): Promise<JWK> {
  const record = await context.store.get(KEY, KEY_NAME);
  const kept = record === undefined ? undefined : objectOf(record.doc, "Private");
  if (kept !== undefined) return { ...kept };
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await jose();
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const open = await exportJWK(pair.publicKey);
  const facts = { kid: await calculateJwkThumbprint(open), alg: ALGORITHM, use: "sig" };
  const secret = { ...(await exportJWK(pair.privateKey)), ...facts };
  const doc = plain({ Public: { ...open, ...facts }, Private: secret });
  await context.store.insert({ kind: KEY, key: KEY_NAME, parent: undefined, doc });
  return secret;
}

/** What came from a library, as JSON. */
export function plain(value: unknown): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(json)) throw new Error("This did not become a JSON object.");
  return json;
}

/** A signed JWT of these claims. */
export async function signed(context: Pick<Place, "store">, claims: JsonObject): Promise<string> {
  const { importJWK, SignJWT } = await jose();
  const key = await signingKey(context);
  const payload: JWTPayload = { ...claims };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: key.kid ?? "" })
    .sign(await importJWK(key, ALGORITHM));
}

/** The claims of a token that this key signed and that is valid now; undefined for any other. */
export async function verified(
  context: Pick<Place, "store" | "now">,
  token: string,
): Promise<JsonObject | undefined> {
  const key = await publicKey(context.store);
  return key === undefined ? undefined : verifiedBy([key], token, context.now, [ALGORITHM]);
}

/** As `verified`, with the published keys of another issuer. */
export async function verifiedBy(
  keys: readonly JsonObject[],
  token: string,
  now: Date,
  algorithms?: readonly string[],
): Promise<JsonObject | undefined> {
  const { createLocalJWKSet, errors, jwtVerify } = await jose();
  try {
    const set = createLocalJWKSet({ keys: keys.map((key) => ({ kty: "", ...key })) });
    const options = algorithms === undefined ? {} : { algorithms: [...algorithms] };
    const { payload } = await jwtVerify(token, set, { currentDate: now, ...options });
    return plain(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

export interface Decoded {
  readonly algorithm: string;
  readonly claims: JsonObject;
}

/** What a JWT says of itself, not verified; undefined where it is none. */
export async function decoded(token: string): Promise<Decoded | undefined> {
  const { decodeJwt, decodeProtectedHeader } = await jose();
  try {
    return { algorithm: String(decodeProtectedHeader(token).alg ?? ""), claims: plain(decodeJwt(token)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}
