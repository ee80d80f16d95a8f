/**
 * Verifies the signature of a request as it was received (facts of the vendor's signing, version 4 style:
 * canonical request, string to sign, key chain). Written apart from the client's signer, so that a mistake
 * there cannot pass here.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ReceivedRequest } from "./types.ts";

export interface SigningKey {
  readonly secretAccessKey: string;
  /** The token that must come along with temporary keys; undefined for permanent ones. */
  readonly sessionToken: string | undefined;
}

export interface Verifier {
  keyOf(accessKeyId: string): SigningKey | undefined;
  readonly region: string;
  isService(service: string): boolean;
  readonly now: Date;
}

/** What the Authorization header claims; nothing in it is proven before `verifySignature` says so. */
export interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export type Problem = "missing" | "malformed" | "unknown-key" | "scope" | "expired" | "mismatch";
export type Verdict =
  | { readonly ok: true; readonly claim: Claim }
  | {
      readonly ok: false;
      readonly problem: Problem;
      readonly why: string;
      readonly claim: Claim | undefined;
    };

/** Clocks may differ by this much, in milliseconds, either way. */
export const CLOCK_SKEW_MS = 15 * 60 * 1000;

const ALGORITHM = "HMAC-SHA256";
const MUST_BE_SIGNED = ["host", "x-date", "x-content-sha256"] as const;
const AUTHORIZATION =
  /^HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/request, *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/;
const X_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: Uint8Array | string, data: string): Buffer =>
  createHmac("sha256", key).update(data, "utf8").digest();

/** RFC 3986: only letters, digits and `-_.~` stay bare. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function readClaim(authorization: string): Claim | undefined {
  const parts = AUTHORIZATION.exec(authorization);
  if (parts === null) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = "", headers = "", signature = ""] = parts;
  return { accessKeyId, date, region, service, signedHeaders: headers.split(";"), signature };
}

function timeOf(xDate: string): number | undefined {
  const parts = X_DATE.exec(xDate);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Header values by lower-case name; undefined where a name comes twice, since it is then not clear which counts. */
function headerTable(request: ReceivedRequest): ReadonlyMap<string, string | undefined> {
  const table = new Map<string, string | undefined>();
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    table.set(key, table.has(key) ? undefined : value.trim());
  }
  return table;
}

function canonicalRequest(
  request: ReceivedRequest,
  claim: Claim,
  values: ReadonlyMap<string, string>,
): string {
  // By name alone, before encoding: `Tags.1` comes before `Tags.10`, although `=` comes after `0`.
  const query = request.query
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const headers = claim.signedHeaders.map((name) => {
    const value = values.get(name) ?? "";
    return `${name}:${name === "host" ? value.replace(/:(?:80|443)$/, "") : value}\n`;
  });
  return [
    request.method,
    request.path,
    query.join("&"),
    headers.join(""),
    claim.signedHeaders.join(";"),
    values.get("x-content-sha256") ?? "",
  ].join("\n");
}

/**
 * Says whether a request was signed by a known key, just now, for this region and a service that is here, and
 * whether it is still the request that was signed. Pure but for the verifier's own look-ups.
 */
export function verifySignature(request: ReceivedRequest, verifier: Verifier): Verdict {
  const headers = headerTable(request);
  if (!headers.has("authorization")) {
    return { ok: false, problem: "missing", why: "There is no Authorization header.", claim: undefined };
  }
  const claim = readClaim(headers.get("authorization") ?? "");
  const no = (problem: Problem, why: string): Verdict => ({ ok: false, problem, why, claim });
  if (claim === undefined) return no("malformed", "The Authorization header is not in the expected form.");

  if (new Set(claim.signedHeaders).size !== claim.signedHeaders.length) {
    return no("malformed", "SignedHeaders names a header twice.");
  }
  const required = [...MUST_BE_SIGNED, ...(headers.has("x-security-token") ? ["x-security-token"] : [])];
  const unsigned = required.filter((name) => !claim.signedHeaders.includes(name));
  if (unsigned.length > 0) return no("mismatch", `Not signed: ${unsigned.join(", ")}.`);
  const values = new Map<string, string>();
  for (const name of claim.signedHeaders) {
    const value = headers.get(name);
    if (value === undefined) return no("mismatch", `Signed but not sent, or sent twice: ${name}.`);
    values.set(name, value);
  }

  const key = verifier.keyOf(claim.accessKeyId);
  if (key === undefined) return no("unknown-key", "The access key is not known here.");
  if (values.get("x-security-token") !== key.sessionToken) {
    return no("mismatch", "The session token does not belong to the access key.");
  }
  if (!verifier.isService(claim.service)) return no("scope", `There is no service ${claim.service} here.`);
  if (claim.region !== verifier.region) {
    return no("scope", `The scope names region ${claim.region}; this is ${verifier.region}.`);
  }

  const xDate = values.get("x-date") ?? "";
  const time = timeOf(xDate);
  if (time === undefined || !xDate.startsWith(claim.date)) {
    return no("malformed", "X-Date is not a time of the scope's day.");
  }
  if (Math.abs(verifier.now.getTime() - time) > CLOCK_SKEW_MS) {
    return no("expired", "X-Date is more than 15 minutes from the time here.");
  }
  if (values.get("x-content-sha256") !== sha256(request.body)) {
    return no("mismatch", "X-Content-Sha256 is not the hash of the body.");
  }

  const scope = `${claim.date}/${claim.region}/${claim.service}/request`;
  const signable = [ALGORITHM, xDate, scope, sha256(canonicalRequest(request, claim, values))].join("\n");
  const chain = [claim.date, claim.region, claim.service, "request"];
  const signingKey = chain.reduce<Uint8Array | string>((k, part) => hmac(k, part), key.secretAccessKey);
  // INVARIANT: compared in constant time; both sides are 32 bytes because the claim's form is checked.
  if (!timingSafeEqual(hmac(signingKey, signable), Buffer.from(claim.signature, "hex"))) {
    return no("mismatch", "Check the secret key and the signing method.");
  }
  return { ok: true, claim };
}
