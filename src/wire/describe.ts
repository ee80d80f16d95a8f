import type { Action } from "../action/action.ts";
import { FINGERPRINT_KEY, HANDLE_KEY } from "../action/handle.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { endpointOf } from "./endpoints.ts";
import type { Target } from "./permit.ts";
import { buildRequest, CLIENT_HEADERS, pathOf, TRANSPORT_HEADERS } from "./request.ts";

/** A request as it would be sent, less what signing adds: no date, no hash, no token, no signature. */
export interface RequestDescription {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a request without a body. */
  readonly body: string;
}

/** Where the built-in sandbox is: it takes a free port when it starts, and describing starts nothing. */
const BUILT_IN = "http://127.0.0.1:0";

/**
 * Describes the request of an action. Pure: it asks for no permit, opens no handle, reads no key and dials nothing.
 * INVARIANT: built by the function that builds what is sent, so that the two cannot differ.
 * @param params with marks in place of secrets (`{"$secret": …}`, `{"$fingerprint": …}`); where parameters are
 *   flattened, a mark is written as its JSON, in the place of the value
 * @throws InvalidArguments for what the encoding cannot carry, ConfigInvalid for a region that is no plain name
 */
export function describeRequest(
  action: Pick<Action, "service" | "name" | "version" | "encoding">,
  params: JsonObject,
  target: Target,
): RequestDescription {
  const endpoint = addressOf(action, target);
  const request = buildRequest(
    action,
    action.encoding === "POST json" ? params : withMarksAsText(params),
    endpoint,
  );
  return {
    method: request.method,
    url: `${endpoint.origin}${pathOf(request)}`,
    headers: { ...request.headers, ...CLIENT_HEADERS, ...TRANSPORT_HEADERS },
    body: request.body,
  };
}

// An endpoint of the operator's was checked at the start; whether it may be used, the wire asks again before it sends.
function addressOf({ service }: Pick<Action, "service">, target: Target): URL {
  if (target.endpoint !== undefined) return new URL(target.endpoint);
  return target.mode === "sandbox" ? new URL(BUILT_IN) : endpointOf(service, target);
}

function withMarksAsText(params: JsonObject): JsonObject {
  const members = Object.entries(params).map(([key, value]) => [key, marksAsText(value)]);
  return Object.fromEntries(members);
}

function marksAsText(value: Json): Json {
  if (Array.isArray(value)) return value.map(marksAsText);
  if (!isJsonObject(value)) return value;
  return isMark(value) ? JSON.stringify(value) : withMarksAsText(value);
}

function isMark(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === HANDLE_KEY || keys[0] === FINGERPRINT_KEY);
}
