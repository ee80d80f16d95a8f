/** A signing client of the tests' own: raw HTTP, so that every part of a request can be bent. */
import { createHash, createHmac } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/sandbox/sandbox.ts";

export const ACCOUNT = "2100000000";
export const NOW = new Date("2026-03-01T12:00:00Z");

export interface Signing {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary keys. */
  readonly sessionToken?: string;
}

export interface CallOptions {
  readonly service?: string;
  readonly version?: string;
  readonly region?: string;
  readonly method?: "GET" | "POST";
  /** Extra query parameters, not encoded yet. */
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as it is; instead of JSON params. */
  readonly raw?: { readonly body: string; readonly type: string };
  readonly at?: Date;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly signedHeaders?: readonly string[];
  /** Last touch before sending, after signing. */
  readonly bend?: (request: Outgoing) => void;
}

export interface Outgoing {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
  /** `Result`, or `{}`. */
  readonly result: JsonObject;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

const VERSIONS: Readonly<Record<string, string>> = {
  id: "2025-10-30",
  sts: "2018-01-01",
  cloudidentity: "2023-01-01",
  cloudcontrol: "2025-06-01",
  iam: "2018-01-01",
};

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const encode = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

export function sign(to: Signing, action: string, params: JsonObject, options: CallOptions = {}): Outgoing {
  const { service = "id", region = "cn-beijing", method = "POST", at = NOW } = options;
  const query: Record<string, string> = {
    Action: action,
    Version: options.version ?? VERSIONS[service] ?? "",
    ...options.query,
  };
  const search = Object.keys(query)
    .sort()
    .map((key) => `${encode(key)}=${encode(query[key] ?? "")}`)
    .join("&");
  const body = options.raw?.body ?? (method === "GET" ? "" : JSON.stringify(params));
  const date = at.toISOString().replace(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = {
    host: new URL(to.url).host,
    "x-date": date,
    "x-content-sha256": hash(body),
    ...(body === "" ? {} : { "content-type": options.raw?.type ?? "application/json; charset=utf-8" }),
  };
  if (to.sessionToken !== undefined) headers["x-security-token"] = to.sessionToken;
  const usual = ["host", "x-content-sha256", "x-date", ...(to.sessionToken ? ["x-security-token"] : [])];
  const signed = options.signedHeaders ?? usual;
  const canonical = [
    method,
    "/",
    search,
    ...signed.map((name) => `${name}:${headers[name] ?? ""}`),
    "",
    signed.join(";"),
    hash(body),
  ].join("\n");
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/${service}/request`;
  const secret = options.secretAccessKey ?? to.secretAccessKey;
  const key = mac(mac(mac(mac(secret, day), region), service), "request");
  const signature = mac(key, `HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`).toString("hex");
  const credential = `${options.accessKeyId ?? to.accessKeyId}/${scope}`;
  headers.authorization = `HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed.join(";")}, Signature=${signature}`;
  const outgoing = { method, path: `/?${search}`, headers, body };
  options.bend?.(outgoing);
  return outgoing;
}

export function send(url: string, outgoing: Outgoing): Promise<Reply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const { method, path, headers, body } = outgoing;
    const length = { "content-length": String(Buffer.byteLength(body)) };
    const request = httpRequest(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () => resolve(replyOf(response.statusCode ?? 0, response.headers, text)));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function replyOf(status: number, headers: IncomingHttpHeaders, text: string): Reply {
  const body: unknown = JSON.parse(text);
  if (!isJsonObject(body)) throw new Error(`Not an object: ${text}`);
  const meta = isJsonObject(body.ResponseMetadata) ? body.ResponseMetadata : {};
  const error = isJsonObject(meta.Error) ? meta.Error : {};
  return {
    status,
    headers,
    body,
    result: isJsonObject(body.Result) ? body.Result : {},
    code: typeof error.Code === "string" ? error.Code : undefined,
    message: typeof error.Message === "string" ? error.Message : undefined,
  };
}

export function call(
  to: Signing,
  action: string,
  params: JsonObject = {},
  options: CallOptions = {},
): Promise<Reply> {
  return send(to.url, sign(to, action, params, options));
}

/** The call's `Result`; fails where the answer is an error. */
export async function ok(
  to: Signing,
  action: string,
  params: JsonObject = {},
  options: CallOptions = {},
): Promise<JsonObject> {
  const reply = await call(to, action, params, options);
  if (reply.status !== 200) throw new Error(`${action}: ${reply.status} ${reply.code} ${reply.message}`);
  return reply.result;
}

/** Parameters as query and form take them: lists one-based, `Tags.1.Key=env`. */
export function flattened(params: JsonObject, prefix = ""): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [field, value] of Object.entries(params)) {
    const name = prefix === "" ? field : `${prefix}.${field}`;
    if (Array.isArray(value)) {
      const items = Object.fromEntries(value.map((item: Json, index) => [String(index + 1), item]));
      Object.assign(flat, flattened(items, name));
    } else if (isJsonObject(value)) Object.assign(flat, flattened(value, name));
    else if (value !== null) flat[name] = String(value);
  }
  return flat;
}

/** `status Code`, for comparisons in one line; `200` where the call succeeded. */
export async function outcome(
  to: Signing,
  action: string,
  params: JsonObject = {},
  options: CallOptions = {},
): Promise<string> {
  const reply = await call(to, action, params, options);
  return reply.code === undefined ? String(reply.status) : `${reply.status} ${reply.code}`;
}

/** A sandbox in memory whose clock stands still at NOW, and which tells of failures of its own by throwing later. */
export async function sandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ file: ":memory:", account: ACCOUNT, clock: () => NOW, ...options });
}

/** The objects of a list field. */
export function items(from: JsonObject, field: string): readonly JsonObject[] {
  const value = from[field];
  if (!Array.isArray(value)) throw new Error(`${field} is not a list`);
  return value.filter(isJsonObject);
}
