/**
 * Verifies the signature of a request as it was received (facts of the vendor's signing, version 4 style:
 * canonical request, string to sign, key chain). Written apart from the client's signer, so that a mistake
 * there cannot pass here.
 */
import { timingSafeEqual } from "node:crypto";
import { hmac, percentEncoded, scopedKey, sha256 } from "./hmac.ts";
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

/** What the Authorization header or the query claims; nothing in it is proven before `verifySignature` says so. */
export interface Claim {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export type Problem =
  | "missing"
  | "malformed"
  | "unknown-key"
  | "unknown-service"
  | "scope"
  | "expired"
  | "mismatch";
export type Verdict =
  /** The request is without what only signs it. */
  | { readonly ok: true; readonly claim: Claim; readonly request: ReceivedRequest }
  | {
      readonly ok: false;
      readonly problem: Problem;
      readonly why: string;
      readonly claim: Claim | undefined;
    };

/** Clocks may differ by this much, in milliseconds, either way. */
export const CLOCK_SKEW_MS = 15 * 60 * 1000;

const ALGORITHM = "HMAC-SHA256";
// The vendor's older Node SDK lists the signed query parameters as well. All of them are, whatever it lists.
const AUTHORIZATION =
  /^HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *(?:SignedQueries=[^,\s]*, *)?Signature=([0-9a-f]{64})$/;
const CREDENTIAL = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/request$/;
const SIGNATURE = /^[0-9a-f]{64}$/;
const X_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
/** Names in the query of a request that is signed there. */
const SIGNING_QUERIES: ReadonlySet<string> = new Set([
  "X-Algorithm",
  "X-Credential",
  "X-Date",
  "X-Expires",
  "X-NotSignBody",
  "X-Security-Token",
  "X-Signature",
  "X-SignedHeaders",
  "X-SignedQueries",
]);
/** Services of no region: the vendor's older SDKs sign for them with this one, whatever the account uses. */
const UNREGIONAL: ReadonlySet<string> = new Set(["iam", "sts"]);
const OLDER_REGION = "cn-north-1";
const LONGEST_EXPIRY_S = 7 * 24 * 3600;

function readCredential(
  credential: string,
): Pick<Claim, "accessKeyId" | "date" | "region" | "service"> | undefined {
  const parts = CREDENTIAL.exec(credential);
  if (parts === null) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = ""] = parts;
  return { accessKeyId, date, region, service };
}

function readAuthorization(authorization: string): Claim | undefined {
  const [, credential = "", headers = "", signature = ""] = AUTHORIZATION.exec(authorization) ?? [];
  const scope = readCredential(credential);
  return scope === undefined ? undefined : { ...scope, signedHeaders: headers.split(";"), signature };
}

function readQuery(query: ReadonlyMap<string, string>): Claim | undefined {
  const scope = readCredential(query.get("X-Credential") ?? "");
  const signature = query.get("X-Signature") ?? "";
  if (scope === undefined || query.get("X-Algorithm") !== ALGORITHM || !SIGNATURE.test(signature))
    return undefined;
  const headers = query.get("X-SignedHeaders") ?? "";
  return { ...scope, signedHeaders: headers === "" ? [] : headers.split(";"), signature };
}

const isPresigned = (request: ReceivedRequest): boolean =>
  !request.headers.some(([name]) => name.toLowerCase() === "authorization") &&
  request.query.some(([name]) => name === "X-Signature" || name === "X-Credential");

/** What a request claims, in its header or in its query. */
export function claimOf(request: ReceivedRequest): Claim | undefined {
  if (isPresigned(request)) return readQuery(new Map(request.query));
  return readAuthorization(headerTable(request).get("authorization") ?? "");
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

/** What is signed, apart from time and scope. */
interface Signed {
  readonly query: ReceivedRequest["query"];
  readonly headers: ReadonlyMap<string, string>;
  readonly bodyHash: string;
}

function canonicalRequest(
  request: ReceivedRequest,
  signedHeaders: readonly string[],
  signed: Signed,
): string {
  // By name alone, before encoding: `Tags.1` comes before `Tags.10`, although `=` comes after `0`.
  const query = signed.query
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`);
  const headers = signedHeaders.map((name) => {
    const value = signed.headers.get(name) ?? "";
    return `${name}:${name === "host" ? value.replace(/:(?:80|443)$/, "") : value}\n`;
  });
  return [
    request.method,
    request.path,
    query.join("&"),
    // Without any header the vendor's signers leave an empty line.
    headers.length === 0 ? "\n" : headers.join(""),
    signedHeaders.join(";"),
    signed.bodyHash,
  ].join("\n");
}

/**
 * Says whether a request was signed by a known key, just now, for this region and a service that is here, and
 * whether it is still the request that was signed. Pure but for the verifier's own look-ups.
 */
export function verifySignature(request: ReceivedRequest, verifier: Verifier): Verdict {
  return isPresigned(request) ? verifyQuery(request, verifier) : verifyHeader(request, verifier);
}

function verifyHeader(request: ReceivedRequest, verifier: Verifier): Verdict {
  const table = headerTable(request);
  if (!table.has("authorization")) {
    return { ok: false, problem: "missing", why: "There is no Authorization header.", claim: undefined };
  }
  const claim = readAuthorization(table.get("authorization") ?? "");
  const no = (problem: Problem, why: string): Verdict => ({ ok: false, problem, why, claim });
  if (claim === undefined) return no("malformed", "The Authorization header is not in the expected form.");

  // The vendor's SDKs sign more, but not all of them the host, or the hash of a body that is not there.
  const required = [
    "x-date",
    ...(table.has("x-content-sha256") || request.body.length > 0 ? ["x-content-sha256"] : []),
    ...(table.has("x-security-token") ? ["x-security-token"] : []),
  ];
  const unsigned = required.filter((name) => !claim.signedHeaders.includes(name));
  if (unsigned.length > 0) return no("mismatch", `Not signed: ${unsigned.join(", ")}.`);
  const headers = signedValues(table, claim);
  if (typeof headers === "string") return no(...headerProblem(headers));

  const xDate = headers.get("x-date") ?? "";
  const token = headers.get("x-security-token");
  const known = verifyClaim(claim, { xDate, token, lifetimeMs: CLOCK_SKEW_MS }, verifier);
  if (!known.ok) return no(known.problem, known.why);
  const bodyHash = headers.get("x-content-sha256") ?? sha256("");
  if (bodyHash !== sha256(request.body))
    return no("mismatch", "X-Content-Sha256 is not the hash of the body.");
  const signed = { query: request.query, headers, bodyHash };
  return isSignature(request, claim, xDate, signed, known.secret)
    ? { ok: true, claim, request }
    : no(...WRONG);
}

/** A request whose signature stands in its query. It covers the query and the headers that it names, never the body. */
function verifyQuery(request: ReceivedRequest, verifier: Verifier): Verdict {
  const query = new Map(request.query);
  const claim = readQuery(query);
  const no = (problem: Problem, why: string): Verdict => ({ ok: false, problem, why, claim });
  if (claim === undefined) return no("malformed", "The signature in the query is not in the expected form.");
  const headers = signedValues(headerTable(request), claim);
  if (typeof headers === "string") return no(...headerProblem(headers));

  const listed = new Set((query.get("X-SignedQueries") ?? "").split(";"));
  // INVARIANT: what the action is told is signed. Of the rest, the SDKs list what they like.
  const unsigned = [...query.keys()].filter((name) => !listed.has(name) && !NEVER_LISTED.has(name));
  if (unsigned.length > 0) return no("mismatch", "X-SignedQueries does not name every parameter.");
  const expires = query.get("X-Expires");
  if (expires !== undefined && !(/^\d{1,6}$/.test(expires) && Number(expires) <= LONGEST_EXPIRY_S)) {
    return no("malformed", `X-Expires is no number of seconds up to ${LONGEST_EXPIRY_S}.`);
  }
  const xDate = query.get("X-Date") ?? "";
  const token = query.get("X-Security-Token") || undefined;
  const lifetimeMs = expires === undefined ? CLOCK_SKEW_MS : Number(expires) * 1000;
  const known = verifyClaim(claim, { xDate, token, lifetimeMs }, verifier);
  if (!known.ok) return no(known.problem, known.why);

  // Some SDKs sign the token without listing it, some leave it out.
  const variants = [listed, new Set([...listed, "X-Security-Token"])].map((names) => ({
    query: request.query.filter(([name]) => names.has(name)),
    headers,
    bodyHash: sha256(""),
  }));
  if (!variants.some((signed) => isSignature(request, claim, xDate, signed, known.secret)))
    return no(...WRONG);
  const rest = request.query.filter(([name]) => !SIGNING_QUERIES.has(name));
  return { ok: true, claim, request: { ...request, query: rest } };
}

const NEVER_LISTED: ReadonlySet<string> = new Set(["X-Signature", "X-Security-Token", "X-SignedQueries"]);
const WRONG = ["mismatch", "Check the secret key and the signing method."] as const;

const headerProblem = (name: string): readonly [Problem, string] =>
  name === ""
    ? ["malformed", "SignedHeaders names a header twice."]
    : ["mismatch", `Signed but not sent, or sent twice: ${name}.`];

/** The values of the signed headers; the name of one that is not there once; nothing where one is named twice. */
function signedValues(
  table: ReadonlyMap<string, string | undefined>,
  { signedHeaders }: Claim,
): ReadonlyMap<string, string> | string {
  if (new Set(signedHeaders).size !== signedHeaders.length) return "";
  const values = new Map<string, string>();
  for (const name of signedHeaders) {
    const value = table.get(name);
    if (value === undefined) return name;
    values.set(name, value);
  }
  return values;
}

/** Key, token, scope and time. */
function verifyClaim(
  claim: Claim,
  given: { readonly xDate: string; readonly token: string | undefined; readonly lifetimeMs: number },
  verifier: Verifier,
):
  | { readonly ok: true; readonly secret: string }
  | { readonly ok: false; readonly problem: Problem; readonly why: string } {
  const no = (problem: Problem, why: string) => ({ ok: false, problem, why }) as const;
  const key = verifier.keyOf(claim.accessKeyId);
  if (key === undefined) return no("unknown-key", "The access key is not known here.");
  if (given.token !== key.sessionToken) {
    return no("mismatch", "The session token does not belong to the access key.");
  }
  if (!verifier.isService(claim.service)) return no("unknown-service", claim.service);
  const older = UNREGIONAL.has(claim.service) && claim.region === OLDER_REGION;
  if (claim.region !== verifier.region && !older) {
    return no("scope", `The scope names region ${claim.region}; this is ${verifier.region}.`);
  }
  const time = timeOf(given.xDate);
  if (time === undefined || !given.xDate.startsWith(claim.date)) {
    return no("malformed", "X-Date is not a time of the scope's day.");
  }
  const age = verifier.now.getTime() - time;
  if (age < -CLOCK_SKEW_MS) return no("expired", "X-Date is more than 15 minutes ahead of the time here.");
  if (age > given.lifetimeMs) {
    return no("expired", `X-Date is more than ${given.lifetimeMs / 60_000} minutes behind the time here.`);
  }
  return { ok: true, secret: key.secretAccessKey };
}

function isSignature(
  request: ReceivedRequest,
  { date, region, service, signedHeaders, signature }: Claim,
  xDate: string,
  signed: Signed,
  secret: string,
): boolean {
  const scope = `${date}/${region}/${service}/request`;
  const canonical = canonicalRequest(request, signedHeaders, signed);
  const signable = [ALGORITHM, xDate, scope, sha256(canonical)].join("\n");
  const signingKey = scopedKey(secret, [date, region, service, "request"]);
  // INVARIANT: compared in constant time; both sides are 32 bytes because the claim's form is checked.
  return timingSafeEqual(hmac(signingKey, signable), Buffer.from(signature, "hex"));
}
