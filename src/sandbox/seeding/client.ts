/** A signing client for the sandbox's own use: it speaks to loopback only. */
import { request as httpRequest } from "node:http";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { ConfigInvalid, NetworkError } from "../../errors.ts";
import { hmac, percentEncoded, scopedKey, sha256 } from "../hmac.ts";
import { SANDBOX_ACCESS_KEY_ID, SANDBOX_SECRET_ACCESS_KEY } from "../keys.ts";
import { isLoopback } from "../loopback.ts";

/** How an action travels. */
export interface Travel {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly http: "POST json" | "GET query" | "POST form";
}

export interface Target {
  /** e.g. `http://127.0.0.1:18080` */
  readonly url: string;
  readonly region: string;
  readonly clock: () => Date;
}

export type Answer =
  | { readonly ok: true; readonly result: JsonObject }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string };

/** The longest that one call may take. */
const PATIENCE_MS = 60_000;

/** @throws ConfigInvalid for an address that is not http on loopback */
export function loopbackUrl(text: string): string {
  if (!isLoopback(text)) {
    throw new ConfigInvalid("--url takes the address of a running sandbox, e.g. http://127.0.0.1:18080.");
  }
  return new URL(text).origin;
}

/**
 * Calls an action with the sandbox's root key.
 * @throws NetworkError where nothing, or no sandbox, answers
 */
export function call(target: Target, action: Travel, params: JsonObject): Promise<Answer> {
  const { method, path, headers, body } = signed(target, action, params);
  const { hostname, port } = new URL(target.url);
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown) =>
      reject(new NetworkError(`No sandbox answers at ${target.url}.`, { cause }));
    const request = httpRequest(
      { hostname, port, method, path, headers, agent: false, timeout: PATIENCE_MS },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", failed);
        response.on("end", () => {
          const answer = read(response.statusCode ?? 0, Buffer.concat(chunks).toString("utf8"));
          if (answer === undefined) failed(undefined);
          else resolve(answer);
        });
      },
    );
    request.on("error", failed);
    request.on("timeout", () => request.destroy(new Error("It takes too long.")));
    request.end(body);
  });
}

/** A caller of one sandbox. */
export const caller =
  (target: Target) =>
  (action: Travel, params: JsonObject): Promise<Answer> =>
    call(target, action, params);

function read(status: number, text: string): Answer | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(body) || !isJsonObject(body.ResponseMetadata)) return undefined;
  const { Error: error } = body.ResponseMetadata;
  if (!isJsonObject(error)) return { ok: true, result: isJsonObject(body.Result) ? body.Result : {} };
  return { ok: false, status, code: String(error.Code), message: String(error.Message) };
}

const joined = (fields: readonly (readonly [string, string])[]): string =>
  fields.map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`).join("&");

function signed({ url, region, clock }: Target, action: Travel, params: JsonObject) {
  const { service, name, version, http } = action;
  const method = http === "GET query" ? "GET" : "POST";
  const query = [
    ["Action", name] as const,
    ["Version", version] as const,
    ...(method === "GET" ? flattened(params) : []),
  ].toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const body =
    method === "GET" ? "" : http === "POST json" ? JSON.stringify(params) : joined(flattened(params));
  const type = http === "POST json" ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded";
  const date = clock()
    .toISOString()
    .replace(/[-:]|\.\d+/g, "");
  const [day = ""] = date.split("T");
  const { host } = new URL(url);
  const hash = sha256(body);
  const canonical = [
    method,
    "/",
    joined(query),
    `host:${host}`,
    `x-content-sha256:${hash}`,
    `x-date:${date}`,
    "",
    "host;x-content-sha256;x-date",
    hash,
  ].join("\n");
  const scope = [day, region, service, "request"];
  const key = scopedKey(SANDBOX_SECRET_ACCESS_KEY, scope);
  const signature = hmac(key, ["HMAC-SHA256", date, scope.join("/"), sha256(canonical)].join("\n"));
  const headers = {
    Host: host,
    "X-Date": date,
    "X-Content-Sha256": hash,
    ...(body === "" ? {} : { "Content-Type": type }),
    "Content-Length": String(Buffer.byteLength(body)),
    Authorization: `HMAC-SHA256 Credential=${SANDBOX_ACCESS_KEY_ID}/${scope.join("/")}, SignedHeaders=host;x-content-sha256;x-date, Signature=${signature.toString("hex")}`,
  };
  return { method, path: `/?${joined(query)}`, headers, body };
}

/** As query and form take it: lists one-based, `Tags.1.Key=env`. */
function flattened(value: Json, name = ""): readonly (readonly [string, string])[] {
  if (value === null) return [];
  const of = (key: string | number) => (name === "" ? String(key) : `${name}.${key}`);
  if (Array.isArray(value)) return value.flatMap((one: Json, index) => flattened(one, of(index + 1)));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, one]) => flattened(one ?? null, of(key)));
  return [[name, String(value)]];
}
