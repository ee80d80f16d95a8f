/** Reads a request off the socket and its parameters out of query or body. */
import type { IncomingMessage } from "node:http";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import type { Dialect } from "./dialects.ts";
import type { ReceivedRequest } from "./types.ts";
import { Fault, type SandboxAction } from "./types.ts";

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 4 * 1024 * 1024;
const FORM = "application/x-www-form-urlencoded";
const MAX_DEPTH = 64;
const MAX_LIST_INDEX = 1000;
const COMMON_PARAMETERS: ReadonlySet<string> = new Set(["Action", "Version"]);

type Pairs = readonly (readonly [string, string])[];

/**
 * Reads the whole request. The query is decoded once, here: the same pairs are verified and used.
 * @throws Fault 400 for a query that cannot be decoded, 413 for a body over the limit
 */
export async function readRequest(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    headers.push([incoming.rawHeaders[i] ?? "", incoming.rawHeaders[i + 1] ?? ""]);
  }
  const body = await readBody(incoming);
  return { method: incoming.method ?? "GET", path, query: decodePairs(query), headers, body };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const tooLarge = () =>
    new Fault(413, "RequestEntityTooLarge", `The body is larger than ${BODY_LIMIT} bytes.`);
  if (Number(incoming.headers["content-length"] ?? 0) > BODY_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) throw tooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Splits and decodes `a=1&b=2`, where `+` is a space. A name that comes twice is refused. */
export function decodePairs(encoded: string): Pairs {
  const pairs = encoded
    .split("&")
    .filter((part) => part !== "")
    .map((part): readonly [string, string] => {
      const [key = "", value = ""] = part.split(/=(.*)/s);
      return [decode(key), decode(value)];
    });
  if (new Set(pairs.map(([key]) => key)).size !== pairs.length) {
    throw new Fault(400, "InvalidRequest", "The request gives a parameter twice.");
  }
  return pairs;
}

function decode(text: string): string {
  const decoded = percentDecoded(text.replaceAll("+", " "));
  if (decoded.includes("\0")) throw new Fault(400, "InvalidRequest", "A text has a NUL character.");
  return decoded;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw new Fault(400, "InvalidRequest", "The request has a percent encoding that cannot be decoded.");
  }
}

export function queryValue(request: ReceivedRequest, name: string): string {
  return request.query.find(([key]) => key === name)?.[1] ?? "";
}

/** A call's parameters as they came. */
export interface ReadParameters {
  readonly params: JsonObject;
  /** True where every value is a text, out of a query or a form. */
  readonly fromText: boolean;
}

/**
 * The parameters of a call. JSON actions take a JSON body and nothing else; query and form actions take
 * flattened parameters from the query and, in a POST, from a form body. The JSON actions of iam take both: the
 * vendor's newer SDKs send CreateLoginProfile as JSON, its older ones as a query.
 * @throws Fault in the dialect's words
 */
export function readParameters(
  request: ReceivedRequest,
  { service, http, misspelt }: Pick<SandboxAction, "service" | "http" | "misspelt">,
  dialect: Dialect,
): ReadParameters {
  const fromQuery = request.query.filter(([key]) => !COMMON_PARAMETERS.has(key));
  const type = request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const media = type.split(";")[0]?.trim().toLowerCase();
  if (http === "POST json" && !(service === "iam" && (request.method === "GET" || media === FORM))) {
    if (request.method !== "POST") throw dialect.malformed("This action is called with POST.");
    if (fromQuery.length > 0) throw dialect.malformed("Parameters of this action belong in the body.");
    if (request.body.length === 0) return { params: {}, fromText: false };
    if (media !== "application/json") throw dialect.malformed("The body's Content-Type is not JSON.");
    return { params: respelt(readJson(request.body, dialect), misspelt), fromText: false };
  }
  if (request.body.length === 0) return { params: unflatten(fromQuery, dialect), fromText: true };
  if (request.method !== "POST") throw dialect.malformed("A GET request has no body.");
  if (media !== FORM) throw dialect.malformed("The body's Content-Type is not that of a form.");
  const fromForm = decodePairs(readText(request.body, dialect));
  return { params: unflatten([...fromQuery, ...fromForm], dialect), fromText: true };
}

function respelt(params: JsonObject, misspelt: SandboxAction["misspelt"]): JsonObject {
  if (misspelt === undefined) return params;
  const respell = (name: string) => {
    const meant = misspelt.get(name) ?? name;
    return Object.hasOwn(params, meant) ? name : meant;
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [respell(name), value]));
}

function readText(body: Uint8Array, dialect: Dialect): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw dialect.malformed("The body is not UTF-8.");
  }
}

function readJson(body: Uint8Array, dialect: Dialect): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(readText(body, dialect));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw dialect.malformed("The body is not JSON.");
  }
  if (!isJsonObject(value)) throw dialect.malformed("The body is not a JSON object.");
  assertPlain(value, 0, dialect);
  return value;
}

/** INVARIANT: no text with a NUL, which the store would keep shortened, gets past this file. */
function assertPlain(value: Json, depth: number, dialect: Dialect): void {
  if (typeof value === "string") assertText(value, dialect);
  if (depth > MAX_DEPTH) throw dialect.malformed(`The body is nested more than ${MAX_DEPTH} deep.`);
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) throw dialect.malformed("The body has a forbidden key.");
  for (const [key, child] of Object.entries(value)) {
    assertText(key, dialect);
    assertPlain(child, depth + 1, dialect);
  }
}

function assertText(text: string, dialect: Dialect): void {
  if (text.includes("\0")) throw dialect.malformed("A text has a NUL character.");
}

interface Node {
  text: string | undefined;
  readonly children: Map<string, Node>;
}

const node = (): Node => ({ text: undefined, children: new Map() });

/**
 * Undoes flattening: `Tags.1.Key=env` becomes `{Tags: [{Key: "env"}]}`. Lists count from one, without gaps.
 * @throws Fault where two parameters contradict each other or a list has a gap
 */
export function unflatten(pairs: Pairs, dialect: Dialect): JsonObject {
  const root = node();
  for (const [key, value] of pairs) {
    const steps = key.split(".");
    if (steps.length > MAX_DEPTH || steps.some((step) => step === "" || step === "__proto__")) {
      throw dialect.malformed("A parameter's name cannot be read.");
    }
    assertText(key, dialect);
    assertText(value, dialect);
    let at = root;
    for (const step of steps) {
      const next = at.children.get(step) ?? node();
      at.children.set(step, next);
      at = next;
    }
    if (at.text !== undefined) throw dialect.malformed("The request gives a parameter twice.");
    at.text = value;
  }
  return objectOf(root, dialect);
}

function objectOf(from: Node, dialect: Dialect): JsonObject {
  return Object.fromEntries([...from.children].map(([key, child]) => [key, jsonOf(child, dialect)]));
}

function jsonOf(from: Node, dialect: Dialect): Json {
  if (from.text !== undefined) {
    if (from.children.size > 0) throw dialect.malformed("A parameter is both a value and an object.");
    return from.text;
  }
  const keys = [...from.children.keys()];
  if (!keys.every((key) => /^\d+$/.test(key))) return objectOf(from, dialect);
  if (keys.length > MAX_LIST_INDEX) throw dialect.malformed("A list is too long.");
  return keys.map((_, index) => {
    const child = from.children.get(String(index + 1));
    if (child === undefined) throw dialect.malformed("A list does not count from 1 without gaps.");
    return jsonOf(child, dialect);
  });
}
