/** The request that the reference documents for arguments, written apart from the wire that it is held against. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import { type Action, isChange } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import type { Documented } from "../../src/sandbox/reference/index.ts";
import { filledIn } from "./arguments.ts";
import type { Arrived } from "./upstream.ts";

/** One request, in the form in which two of them are compared. */
export interface Comparable {
  readonly method: string;
  readonly path: string;
  /** Pairs as they are encoded, in no order that matters. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, unknown>>;
  /** JSON as it is meant; a form as its encoded pairs. */
  readonly body: unknown;
}

const JSON_TYPE = "application/json; charset=utf-8";
const FORM_TYPE = "application/x-www-form-urlencoded; charset=utf-8";

/** A request as it came. */
export function comparable({ method, target, headers, body }: Arrived): Comparable {
  const [path = "", ...query] = target.split("?");
  return {
    method,
    path,
    query: pairsIn(query.join("?")),
    headers,
    body: headers["content-type"] === JSON_TYPE ? compactJson(body) : pairsIn(body),
  };
}

const pairsIn = (encoded: string) => encoded.split("&").toSorted();

/** JSON without white space and without a name that occurs twice; anything else stays the text that it is. */
function compactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return JSON.stringify(value) === text ? value : text;
}

/**
 * The request that has to come. Of what did come only the bytes of the body are used, for their length and hash, and
 * the idempotency token that the gate made.
 */
export function documentedRequest(
  action: Action,
  { service, name, version, http, input }: Documented,
  args: JsonObject,
  arrived: Arrived,
): Comparable {
  const params = { ...filledIn(input, args), ...addedToken(action, args, arrived) };
  const routing: Pair[] = [
    ["Action", name],
    ["Version", version],
  ];
  const common = { path: "/", headers: commonHeaders(service, arrived) };
  if (http === "GET query") {
    const query = pairsIn(percentEncoded([...flattened(params), ...routing]));
    return { ...common, method: "GET", query, body: [""] };
  }
  const json = http === "POST json";
  return {
    ...common,
    method: "POST",
    query: pairsIn(percentEncoded(routing)),
    headers: {
      ...common.headers,
      "content-type": json ? JSON_TYPE : FORM_TYPE,
      "content-length": String(Buffer.byteLength(arrived.body)),
    },
    body: json ? params : pairsIn(percentEncoded(flattened(params))),
  };
}

function commonHeaders(service: string, { body, headers }: Arrived): Comparable["headers"] {
  const date = String(headers["x-date"]);
  const scope = `${date.slice(0, 8)}/cn-beijing/${service}/request`;
  return {
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    connection: "keep-alive",
    "user-agent": "idgate",
    "accept-encoding": "identity",
    "x-content-sha256": createHash("sha256").update(body).digest("hex"),
    "x-date": expect.stringMatching(/^\d{8}T\d{6}Z$/),
    authorization: expect.stringMatching(
      new RegExp(
        `^HMAC-SHA256 Credential=SANDBOX\\w*/${scope}, ` +
          "SignedHeaders=host;x-content-sha256;x-date, Signature=[0-9a-f]{64}$",
      ),
    ),
  };
}

/** The one thing that the gate adds: what makes a repeat safe, where the caller did not choose it. */
function addedToken(action: Action, args: JsonObject, { body }: Arrived): JsonObject {
  const field = action.idempotencyToken;
  if (field === undefined || !isChange(action.effect) || args[field] !== undefined) return {};
  const token = /^[0-9a-f]{32}(?=")/.exec(body.split(`"${field}":"`)[1] ?? "")?.[0];
  return { [field]: token ?? `no ${field} of 32 hexadecimal digits` };
}

type Pair = readonly [name: string, value: string];

/** `{Tags: [{Key: "env"}]}` → `Tags.1.Key`, `env`. */
function flattened(value: Json, name = ""): Pair[] {
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  const children: (readonly [string, Json])[] = isList(value)
    ? value.map((child, index) => [`${index + 1}`, child])
    : Object.entries(value);
  return children.flatMap(([step, child]) => flattened(child, name === "" ? step : `${name}.${step}`));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function percentEncoded(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
}

/** Every byte of UTF-8 as `%XX` but for what RFC 3986 section 2.3 calls unreserved. */
function encoded(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9._~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return bytes.join("");
}
