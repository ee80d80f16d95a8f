import { afterEach } from "vitest";
import type { Action, Effect, Encoding } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createPermitOffice, type Permit, type Target } from "../../src/wire/permit.ts";
import type { Answer, SendOptions } from "../../src/wire/types.ts";
import { createWire, type WireOptions } from "../../src/wire/wire.ts";
import { type Reply, type Service, startService } from "./service.ts";

export interface CallShape {
  readonly effect?: Effect;
  readonly encoding?: Encoding;
  readonly params?: JsonObject;
  /** Declares ClientToken as the action's idempotency token. */
  readonly token?: boolean;
  readonly target?: Partial<Target>;
  readonly signal?: AbortSignal;
  readonly deadlineMs?: number;
  /** The key that the permit is bound to. */
  readonly accessKeyId?: string;
  readonly confirmAccount?: (accessKeyId: string) => Promise<void>;
}

export function testAction({ effect = "read", encoding = "POST json", token = false }: CallShape): Action {
  return defineAction({
    service: "id",
    name: "TestAction",
    family: "test",
    effect,
    encoding,
    zh: "测试",
    title: "Test",
    summary: "Test.",
    input: () => ({}),
    output: () => ({}),
    ...(token ? { idempotencyToken: "ClientToken" } : {}),
    ...(effect === "create" ? { lookup: { action: "id:GetTest", by: ["Name"] } } : {}),
  });
}

export interface Bench {
  readonly service: Service;
  readonly slept: readonly number[];
  readonly logged: readonly { readonly level: string; readonly fields: object; readonly message: string }[];
  permit(shape: CallShape): Permit;
  send(permit: Permit, options?: SendOptions): Promise<Answer>;
  call(shape: CallShape): Promise<Answer>;
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A wire in sandbox mode before a scripted service. Pauses are recorded, not slept. */
export async function bench(script: readonly Reply[], options: Partial<WireOptions> = {}): Promise<Bench> {
  const service = await startService(...script);
  const office = createPermitOffice();
  const slept: number[] = [];
  const logged: { level: string; fields: object; message: string }[] = [];
  const log = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message });
  };
  let ticks = 0;
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => sandboxCredentials(),
    openSecrets: (facts) => facts.params,
    clock: () => new Date(Date.UTC(2026, 0, 1) + 1000 * ticks++),
    random: () => 0.5,
    sleep: async (ms) => {
      slept.push(ms);
    },
    logger: { debug: log("debug"), warn: log("warn") },
    ...options,
  });
  closers.push(
    () => service.close(),
    () => wire.close(),
  );
  const permit = (shape: CallShape) =>
    office.issue({
      action: testAction(shape),
      params: shape.params ?? {},
      effect: shape.effect ?? "read",
      target: {
        mode: "sandbox",
        account: "2100000000",
        region: "cn-beijing",
        profile: undefined,
        endpoint: service.url,
        ...shape.target,
      },
      operation: "op_example",
      digest: "digest-example",
      accessKeyId: shape.accessKeyId,
      confirmAccount: shape.confirmAccount,
    });
  const send: Bench["send"] = (one, given) => wire.send(one, given);
  const call: Bench["call"] = ({ signal, deadlineMs, ...shape }) =>
    send(permit(shape), { signal, deadlineMs });
  return { service, slept, logged, permit, send, call };
}

/** Waits for a promise to reject, and gives the reason. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("it was expected to fail");
    },
    (error: unknown) => error,
  );
}
