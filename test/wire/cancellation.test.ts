import { describe, expect, it } from "vitest";
import { Cancelled, OutcomeUnknown, ServiceError } from "../../src/errors.ts";
import { bench } from "./harness.ts";
import { fault, result } from "./service.ts";

const READS = ["read", "reveal"] as const;
const CHANGES = ["create", "update", "delete", "issue"] as const;

describe("cancellation", () => {
  it("before anything was sent leaves nothing done", async () => {
    const { service, call } = await bench([result({})]);
    await expect(call({ effect: "create", signal: AbortSignal.abort() })).rejects.toThrow(Cancelled);
    expect(service.seen).toHaveLength(0);
  });

  it("while keys are fetched leaves nothing done", async () => {
    const controller = new AbortController();
    const { service, call } = await bench([result({})], {
      credentials: async () => {
        controller.abort();
        return { accessKeyId: "SANDBOX1", secretAccessKey: "example" };
      },
    });
    await expect(call({ effect: "create", signal: controller.signal })).rejects.toThrow(Cancelled);
    expect(service.seen).toHaveLength(0);
  });

  it.each(CHANGES)(
    "of a %s that has left changes nothing: its answer is heard and returned",
    async (effect) => {
      const controller = new AbortController();
      const { service, call } = await bench([
        (response, seen, socket) => {
          controller.abort();
          setTimeout(() => result({ ok: true })(response, seen, socket), 30);
        },
      ]);
      expect(await call({ effect, signal: controller.signal })).toMatchObject({ result: { ok: true } });
      expect(service.seen).toHaveLength(1);
    },
  );

  it.each(CHANGES)("of a %s that has left and is refused gives the refusal", async (effect) => {
    const controller = new AbortController();
    const { call } = await bench([
      (response, seen, socket) => {
        controller.abort();
        fault(409, "Duplicated")(response, seen, socket);
      },
    ]);
    await expect(call({ effect, signal: controller.signal })).rejects.toThrow(ServiceError);
  });

  it("of a change that has left does not keep it beyond the time of an attempt", async () => {
    const controller = new AbortController();
    const { call } = await bench([() => controller.abort()], { limits: { attemptMs: 50 } });
    await expect(call({ effect: "create", signal: controller.signal })).rejects.toThrow(OutcomeUnknown);
  });

  it("of a change that has left and is throttled ends it there: nothing was done", async () => {
    const controller = new AbortController();
    const { service, call } = await bench([
      (response, seen, socket) => {
        controller.abort();
        fault(429, "Throttling")(response, seen, socket);
      },
      result({}),
    ]);
    await expect(call({ effect: "create", signal: controller.signal })).rejects.toThrow(Cancelled);
    expect(service.seen).toHaveLength(1);
  });

  it("of a change with a token that has left and whose answer is lost leaves its outcome unknown, unrepeated", async () => {
    const controller = new AbortController();
    const { service, call } = await bench([
      (_response, _seen, socket) => {
        controller.abort();
        socket.resetAndDestroy();
      },
      result({}),
    ]);
    const shape = { effect: "create", token: true, params: { ClientToken: "token-1" } } as const;
    await expect(call({ ...shape, signal: controller.signal })).rejects.toThrow(OutcomeUnknown);
    expect(service.seen).toHaveLength(1);
  });

  it("while a call waits for its turn leaves nothing done, and gives its place away", async () => {
    const controller = new AbortController();
    let release = (): void => {};
    const { service, call } = await bench(
      [
        (response, seen, socket) => {
          release = () => result({ first: true })(response, seen, socket);
        },
        result({}),
      ],
      { traffic: { inFlight: 1, waiting: 1 } },
    );
    const first = call({ effect: "create" });
    await expect.poll(() => service.seen.length).toBe(1);
    const second = call({ effect: "create", signal: controller.signal });
    controller.abort();
    await expect(second).rejects.toThrow(Cancelled);
    const third = call({ effect: "create" });
    release();
    await expect(first).resolves.toMatchObject({ result: { first: true } });
    await third;
    expect(service.seen).toHaveLength(2);
  });

  it("does not wait for keys that do not come", async () => {
    const controller = new AbortController();
    const { service, call } = await bench([result({})], { credentials: () => new Promise(() => {}) });
    const pending = call({ effect: "create", signal: controller.signal });
    controller.abort();
    await expect(pending).rejects.toThrow(Cancelled);
    expect(service.seen).toHaveLength(0);
  });

  it.each(READS)("of a %s under way is a plain cancellation", async (effect) => {
    const controller = new AbortController();
    const { service, call } = await bench([() => controller.abort()]);
    await expect(call({ effect, signal: controller.signal })).rejects.toThrow(Cancelled);
    expect(service.seen).toHaveLength(1);
  });

  it("ends a pause between two attempts", async () => {
    const controller = new AbortController();
    const { call } = await bench([fault(429, "Throttling", "", { "retry-after": "10" })], {
      sleep: async (_, signal) => {
        controller.abort();
        expect(signal?.aborted).toBe(true);
      },
    });
    await expect(call({ effect: "create", signal: controller.signal })).rejects.toThrow(Cancelled);
  });
});
