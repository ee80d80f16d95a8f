/** The two services over real signed HTTP and SQLite, with a clock that the test moves. */
import { isJsonObject, type Json, type JsonObject } from "../../../src/action/json.ts";
import { cloudControlActions } from "../../../src/sandbox/cloudcontrol/index.ts";
import { cloudIdentityActions } from "../../../src/sandbox/cloudidentity/index.ts";
import { requestIdSource } from "../../../src/sandbox/ids.ts";
import { SANDBOX_ACCESS_KEY_ID, SANDBOX_SECRET_ACCESS_KEY, sandboxKey } from "../../../src/sandbox/keys.ts";
import { createRegistry } from "../../../src/sandbox/registry.ts";
import { startServer } from "../../../src/sandbox/server.ts";
import { openStore } from "../../../src/sandbox/store.ts";
import { ACCOUNT, call, NOW, type Reply } from "../client.ts";

/** The actions that travel as a query string. */
const QUERIES: ReadonlySet<string> = new Set(["ListResourceTypes", "DescribeResourceType"]);

export interface Service {
  /** Lets time pass. */
  wait(ms: number): void;
  /** `SERVICE:ACTION` */
  reply(action: string, params?: JsonObject): Promise<Reply>;
  /** `Result`; fails where the answer is an error. */
  ok(action: string, params?: JsonObject): Promise<JsonObject>;
  /** `409 GroupAlreadyExists`, or `200`. */
  outcome(action: string, params?: JsonObject): Promise<string>;
  /** The text of everything that is stored under a kind. */
  stored(kind: string): Promise<string>;
  /** What went wrong inside; must stay empty. */
  readonly internalErrors: readonly unknown[];
  close(): Promise<void>;
}

export async function startService(): Promise<Service> {
  let now = NOW;
  const internalErrors: unknown[] = [];
  const store = await openStore(":memory:");
  const server = await startServer({
    registry: createRegistry([...cloudIdentityActions, ...cloudControlActions]),
    store,
    account: ACCOUNT,
    region: "cn-beijing",
    port: 0,
    clock: () => now,
    newRequestId: requestIdSource("test"),
    keyOf: sandboxKey,
    document: () => Promise.resolve(undefined),
    onRequest: () => {},
    onInternalError: (error: unknown) => {
      internalErrors.push(error);
    },
  });
  const to = {
    url: server.url,
    accessKeyId: SANDBOX_ACCESS_KEY_ID,
    secretAccessKey: SANDBOX_SECRET_ACCESS_KEY,
  };
  const reply = (qualified: string, params: JsonObject = {}): Promise<Reply> => {
    const [service = "", action = ""] = qualified.split(":");
    if (!QUERIES.has(action)) return call(to, action, params, { service, at: now });
    const query = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
    return call(to, action, {}, { service, at: now, method: "GET", query });
  };
  return {
    wait(ms) {
      now = new Date(now.getTime() + ms);
    },
    reply,
    async ok(action, params) {
      const { status, code, message, result } = await reply(action, params);
      if (status !== 200) throw new Error(`${action}: ${status} ${code} ${message}`);
      return result;
    },
    async outcome(action, params) {
      const { status, code } = await reply(action, params);
      return code === undefined ? String(status) : `${status} ${code}`;
    },
    async stored(kind) {
      const { items } = await store.read((reader) => reader.list(kind));
      return JSON.stringify(items);
    },
    internalErrors,
    async close() {
      await server.close();
      await store.close();
    },
  };
}

/** JSON in a string, as `ResourceModel` and `Properties` come. */
export function parsed(text: Json | undefined): JsonObject {
  const value: unknown = JSON.parse(typeof text === "string" ? text : "null");
  if (!isJsonObject(value)) throw new Error("This is not an object in a string.");
  return value;
}

export function objectIn(from: JsonObject, field: string): JsonObject {
  const value = from[field];
  if (!isJsonObject(value)) throw new Error(`${field} is not an object.`);
  return value;
}

export function textIn(from: JsonObject, field: string): string {
  const value = from[field];
  if (typeof value !== "string") throw new Error(`${field} is not a text.`);
  return value;
}
