/** A described request held against the one that arrived: they may differ in the signature and in secrets alone. */
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import type { RequestDescription } from "../../src/wire/describe.ts";
import type { Arrived } from "./upstream.ts";

export interface Plain {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What signing and the connection add. */
const ADDED = [
  ...["authorization", "x-date", "x-content-sha256", "x-security-token"],
  ...["host", "connection", "content-length"],
];

/** A request as it came, less what signing and the connection added. */
export function arrivedPlain({ method, target, headers, body }: Arrived): Plain {
  const own = Object.entries(headers).filter(([name]) => !ADDED.includes(name));
  return { method, url: `http://${headers.host}${target}`, headers: Object.fromEntries(own), body };
}

/** A description with the values that arrived in place of its marks. */
export function withValuesOf(described: RequestDescription, arrived: Arrived): Plain {
  const headers = Object.entries(described.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const [base = "", query = ""] = described.url.split("?");
  return {
    method: described.method,
    url: `${base}?${filledPairs(query, arrived.target.split("?")[1] ?? "")}`,
    headers: Object.fromEntries(headers),
    body: described.body.startsWith("{")
      ? JSON.stringify(filled(JSON.parse(described.body), JSON.parse(arrived.body)))
      : filledPairs(described.body, arrived.body),
  };
}

const MARK = /^\{"\$(?:fingerprint":"[0-9a-f]{16}|secret":"secret_\w+)"\}$/;
const TOKEN_TO_COME = "(32 hexadecimal digits that follow from the operation)";

const standsIn = (text: string) => MARK.test(text) || text === TOKEN_TO_COME;

function filled(described: Json, arrived: Json): Json {
  if (standsIn(typeof described === "string" ? described : JSON.stringify(described))) return arrived;
  if (Array.isArray(described) && Array.isArray(arrived)) {
    return described.map((element: Json, index) => filled(element, arrived[index] ?? null));
  }
  if (!isJsonObject(described) || !isJsonObject(arrived)) return described;
  const there: JsonObject = arrived;
  return Object.fromEntries(
    Object.entries(described).map(([name, value]) => [name, filled(value, there[name] ?? null)]),
  );
}

function filledPairs(described: string, arrived: string): string {
  const values = new Map(arrived.split("&").map((pair) => [nameIn(pair), pair]));
  return described
    .split("&")
    .map((pair) => {
      const value = decodeURIComponent(pair.slice(pair.indexOf("=") + 1));
      return standsIn(value) ? (values.get(nameIn(pair)) ?? pair) : pair;
    })
    .join("&");
}

const nameIn = (pair: string) => pair.split("=")[0];
