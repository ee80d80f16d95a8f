/** The whole sandbox over real signed HTTP and SQLite, with a clock that the test moves. */
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import * as access from "../../src/sandbox/iam/access.ts";
import { requestIdSource } from "../../src/sandbox/ids.ts";
import { SANDBOX_ACCESS_KEY_ID, SANDBOX_SECRET_ACCESS_KEY } from "../../src/sandbox/keys.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import { createRegistry } from "../../src/sandbox/registry.ts";
import { prepare } from "../../src/sandbox/sandbox.ts";
import { startServer } from "../../src/sandbox/server.ts";
import {
  sandboxActions,
  sandboxPages,
  sandboxResources,
  sandboxRunners,
} from "../../src/sandbox/services.ts";
import { openStore } from "../../src/sandbox/store.ts";
import type { StoredRecord } from "../../src/sandbox/types.ts";
import { ACCOUNT, call, flattened, NOW, type Reply, type Signing } from "./client.ts";

const REGION = "cn-beijing";
/** How each action travels, and in which version. */
const TRAVEL = new Map(documented.map((one) => [`${one.service}:${one.name}`, one]));

export interface Service {
  /** Address and root key, for raw requests. */
  readonly to: Signing;
  now(): Date;
  /** Lets time pass. */
  wait(ms: number): void;
  /** `SERVICE:ACTION`, the way that its reference says. `as` signs with another key. */
  reply(action: string, params?: JsonObject, as?: Key): Promise<Reply>;
  /** `Result`; fails where the answer is an error. */
  ok(action: string, params?: JsonObject, as?: Key): Promise<JsonObject>;
  /** `409 GroupAlreadyExists`, or `200`. */
  outcome(action: string, params?: JsonObject, as?: Key): Promise<string>;
  /** The text of everything that is stored under a kind. */
  stored(kind: string): Promise<string>;
  /** Everything that is stored under a kind. */
  records(kind: string): Promise<readonly StoredRecord[]>;
  /** What went wrong inside; must stay empty. */
  readonly internalErrors: readonly unknown[];
  close(): Promise<void>;
}

/** Another key than the root's. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** @param file where the state is kept, for a test that looks into it */
export async function startService(file = ":memory:"): Promise<Service> {
  let now = NOW;
  const internalErrors: unknown[] = [];
  const store = await openStore(file);
  const newRequestId = requestIdSource("test");
  await prepare(store, { account: ACCOUNT, region: REGION, now, requestId: newRequestId(now) });
  const server = await startServer({
    registry: createRegistry(sandboxActions),
    store,
    account: ACCOUNT,
    region: REGION,
    port: 0,
    clock: () => now,
    newRequestId,
    access,
    resources: sandboxResources,
    runners: sandboxRunners,
    pages: sandboxPages,
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
  const reply = (qualified: string, params: JsonObject = {}, as: Key = to): Promise<Reply> => {
    const one = TRAVEL.get(qualified);
    if (one === undefined) throw new Error(`There is no ${qualified}.`);
    const { service, name, version, http } = one;
    const from = { ...as, url: server.url };
    const common = { service, version, at: now };
    if (http === "POST json") return call(from, name, params, common);
    const flat = flattened(params);
    if (http === "GET query") return call(from, name, {}, { ...common, method: "GET", query: flat });
    const raw = { body: new URLSearchParams(flat).toString(), type: "application/x-www-form-urlencoded" };
    return call(from, name, {}, { ...common, raw });
  };
  const recordsOf = async (kind: string) => (await store.read((reader) => reader.list(kind))).items;
  return {
    to,
    now: () => now,
    wait(ms) {
      now = new Date(now.getTime() + ms);
    },
    reply,
    async ok(action, params, as) {
      const { status, code, message, result } = await reply(action, params, as);
      if (status !== 200) throw new Error(`${action}: ${status} ${code} ${message}`);
      return result;
    },
    async outcome(action, params, as) {
      const { status, code } = await reply(action, params, as);
      return code === undefined ? String(status) : `${status} ${code}`;
    },
    async stored(kind) {
      return JSON.stringify(await recordsOf(kind));
    },
    records: recordsOf,
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
