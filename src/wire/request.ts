import { type Action, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { InternalError, InvalidArguments } from "../errors.ts";
import { encodeQuery, type SignableRequest } from "./signer.ts";

/** One request, complete but for the signature. */
export interface WireRequest extends SignableRequest {
  readonly method: "GET" | "POST";
  /** Headers that do not change from attempt to attempt and are not signed. */
  readonly headers: Readonly<Record<string, string>>;
}

/** On every request, beside its own. */
export const CLIENT_HEADERS = { "User-Agent": "idgate" } as const;
/** Added by the transport, which decodes nothing. */
export const TRANSPORT_HEADERS = { "Accept-Encoding": "identity" } as const;

const JSON_TYPE = "application/json; charset=utf-8";
const FORM_TYPE = "application/x-www-form-urlencoded; charset=utf-8";

/**
 * Builds the request of an action from its parameters, secrets already opened in them. Pure.
 * `POST json` sends them as they are; `GET query` and `POST form` flatten them (facts of the wire).
 * @throws InvalidArguments for what a flattened encoding cannot carry: null, an empty list or object, a dot in
 *   a key, a lone surrogate.
 */
export function buildRequest(
  action: Pick<Action, "service" | "name" | "version" | "encoding">,
  params: JsonObject,
  endpoint: URL,
): WireRequest {
  const routing = { Action: action.name, Version: action.version };
  const base = { host: endpoint.host, path: "/" };
  switch (action.encoding) {
    case "POST json":
      return {
        ...base,
        method: "POST",
        query: routing,
        body: JSON.stringify(params),
        headers: { "Content-Type": JSON_TYPE },
      };
    case "POST form":
      return {
        ...base,
        method: "POST",
        query: routing,
        body: encodeQuery(flatten(params)),
        headers: { "Content-Type": FORM_TYPE },
      };
    case "GET query": {
      // INVARIANT: a parameter never decides which action runs.
      for (const name of Object.keys(routing)) {
        if (Object.hasOwn(params, name)) {
          throw new InternalError(`${qualifiedName(action)} has a parameter named ${name}.`);
        }
      }
      return {
        ...base,
        method: "GET",
        query: { ...flatten(params), ...routing },
        body: "",
        headers: {},
      };
    }
  }
}

/** Path and query, encoded as they are sent and signed. */
export function pathOf({ path, query }: WireRequest): string {
  return `${path}?${encodeQuery(query)}`;
}

/**
 * Flattens parameters to dotted names: lists count from one (`Tags.1.Key`), objects step by key.
 * INVARIANT: different parameters never give the same names and values. What would vanish or collide is
 * refused, since the policy has judged it as if it were sent.
 */
export function flatten(params: JsonObject): Readonly<Record<string, string>> {
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries(params)) collect(step(key, ""), value, pairs);
  return Object.fromEntries(pairs);
}

function step(key: string, parent: string): string {
  const path = parent === "" ? key : `${parent}.${key}`;
  if (key === "" || key.includes(".")) {
    throw new InvalidArguments(`${parent || "The arguments"} has a key that is empty or contains a dot.`);
  }
  return wellFormed(path, path);
}

function wellFormed(text: string, path: string): string {
  if (text.isWellFormed()) return text;
  throw new InvalidArguments(`${path.toWellFormed()} has a lone surrogate, which cannot be sent.`);
}

function collect(path: string, value: Json, pairs: [string, string][]): void {
  if (typeof value === "string") {
    pairs.push([path, wellFormed(value, path)]);
  } else if (typeof value === "number" || typeof value === "boolean") {
    pairs.push([path, String(value)]);
  } else {
    const children = childrenOf(value);
    if (children.length === 0) {
      throw new InvalidArguments(`${path} is null or empty, which this action cannot carry.`, {
        hint: `Leave ${path} out, or give it a value.`,
      });
    }
    for (const [key, child] of children) collect(step(key, path), child, pairs);
  }
}

function childrenOf(value: null | readonly Json[] | JsonObject): readonly (readonly [string, Json])[] {
  if (value === null) return [];
  if (isJsonObject(value)) return Object.entries(value);
  return value.map((element, index) => [String(index + 1), element] as const);
}
