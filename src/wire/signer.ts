import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "./types.ts";

/** What the signature covers of a request. */
export interface SignableRequest {
  readonly method: string;
  /** Host and, where it is not the scheme's own, port. */
  readonly host: string;
  readonly path: string;
  /** Decoded names and values; a name occurs once. */
  readonly query: Readonly<Record<string, string>>;
  /** Empty for a request without a body. */
  readonly body: string;
}

export interface SigningScope {
  readonly region: string;
  /** The service code, e.g. `cloudidentity`. */
  readonly service: string;
  /** The time of this attempt. Servers refuse a clock that is off by more than 15 minutes. */
  readonly at: Date;
}

const ALGORITHM = "HMAC-SHA256";

/** Percent-encodes UTF-8 and leaves bare only what RFC 3986 section 2.3 calls unreserved. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encoded `name=value` pairs, sorted by name: the form that is signed, and the form that is sent. */
export function encodeQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join("&");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

/** `2025-11-24T12:28:05.123Z` → `20251124T122805Z`. */
function compactDate(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, "");
}

/**
 * Signs a request (the vendor's HMAC-SHA256 scheme, in the style of version 4) and returns the headers to add.
 * Pure: the same input gives the same headers. A retry must be signed afresh, with its own time.
 * @throws RangeError for an invalid date, URIError for a lone surrogate in the query.
 */
export function sign(
  request: SignableRequest,
  credentials: Credentials,
  scope: SigningScope,
): Readonly<Record<string, string>> {
  const date = compactDate(scope.at);
  const bodyHash = sha256(request.body);
  const headers: Record<string, string> = { "X-Content-Sha256": bodyHash, "X-Date": date };
  if (credentials.sessionToken !== undefined) headers["X-Security-Token"] = credentials.sessionToken;

  // The default ports of both schemes are never part of the signed host, whatever the scheme.
  const signed = Object.entries({ ...headers, Host: request.host.replace(/:(?:80|443)$/, "") })
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(";");
  const canonical = [
    request.method,
    request.path,
    encodeQuery(request.query),
    signed.map(([name, value]) => `${name}:${value}\n`).join(""),
    names,
    bodyHash,
  ].join("\n");

  const day = date.slice(0, 8);
  const path = `${day}/${scope.region}/${scope.service}/request`;
  const key = [day, scope.region, scope.service, "request"].reduce<string | Uint8Array>(
    hmac,
    credentials.secretAccessKey,
  );
  const signature = hmac(key, [ALGORITHM, date, path, sha256(canonical)].join("\n")).toString("hex");
  headers.Authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${path}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}
