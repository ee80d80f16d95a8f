import { describe, expect, it } from "vitest";
import { Busy, NetworkError, OutcomeUnknown, ServiceError } from "../../src/errors.ts";
import { createDeadline, within } from "../../src/wire/deadline.ts";
import { bench, rejection } from "./harness.ts";
import { fault, result, silence } from "./service.ts";

describe("the time of a call", () => {
  it("runs from its beginning and is never less than nothing", () => {
    let now = 5;
    const deadline = createDeadline(100, () => now);
    now = 45;
    expect(deadline).toSatisfy(() => deadline.elapsed() === 40 && deadline.left() === 60);
    now = 500;
    expect(deadline.left()).toBe(0);
  });

  it("is an hour at most", () => {
    expect(createDeadline(Infinity, () => 0).left()).toBe(3_600_000);
  });

  it("ends waiting for work that does not end", async () => {
    const never = new Promise<never>(() => {});
    const deadline = createDeadline(20, () => performance.now());
    const words = { late: () => new Error("late"), aborted: () => new Error("aborted") };
    await expect(within({ deadline, signal: undefined, ...words }, never)).rejects.toThrow("late");
    const signal = AbortSignal.abort();
    await expect(within({ deadline, signal, ...words }, never)).rejects.toThrow("aborted");
  });
});

describe("a caller's deadline", () => {
  const caller = { deadlineMs: 100 };

  it("ends a read that is not answered", async () => {
    const { call, service } = await bench([silence]);
    await expect(call({ ...caller })).rejects.toThrow(NetworkError);
    expect(service.seen).toHaveLength(1);
  });

  it("ends a change that is not answered, whose outcome is then unknown", async () => {
    const { call } = await bench([silence]);
    await expect(call({ ...caller, effect: "create" })).rejects.toThrow(OutcomeUnknown);
  });

  it("leaves no retry that it gives no time to", async () => {
    const { call, service, slept } = await bench([fault(500, "InternalError"), result({})]);
    await expect(call({ deadlineMs: 900 })).rejects.toThrow(ServiceError);
    expect([service.seen.length, slept.length]).toEqual([1, 0]);
    const patient = await bench([fault(500, "InternalError"), result({})]);
    await expect(patient.call({ deadlineMs: 5000 })).resolves.toMatchObject({ attempts: 2 });
  });

  it("holds for keys and account too", async () => {
    const { call, service } = await bench([result({})], { credentials: () => new Promise(() => {}) });
    await expect(call({ ...caller, effect: "create" })).rejects.toThrow(NetworkError);
    const other = await bench([result({})]);
    const confirmAccount = () => new Promise<void>(() => {});
    await expect(other.call({ ...caller, confirmAccount })).rejects.toThrow(NetworkError);
    expect(service.seen.length + other.service.seen.length).toBe(0);
  });

  it("holds for the wait for a turn", async () => {
    const { call, service } = await bench([silence], { traffic: { inFlight: 1 } });
    const first = call({ deadlineMs: 300 });
    await expect.poll(() => service.seen.length).toBe(1);
    await expect(call({ deadlineMs: 50, effect: "create" })).rejects.toThrow(Busy);
    await expect(first).rejects.toThrow(NetworkError);
    expect(service.seen).toHaveLength(1);
  });
});

describe("a limit on calls", () => {
  // One turn, and nobody may wait: another call passes only where the first does not hold it.
  const traffic = { inFlight: 1, waiting: 0 };

  it("holds no turn while a pause is slept", async () => {
    const { call, service } = await bench([fault(429, "Throttling"), result({}), result({ ok: true })], {
      traffic,
      sleep: async () => void (await call({})),
    });
    expect(await call({ effect: "create" })).toMatchObject({ result: { ok: true }, attempts: 2 });
    expect(service.seen).toHaveLength(3);
  });

  it("holds no turn while an account is confirmed, which is a request of its own", async () => {
    const { call, service } = await bench([result({})], { traffic });
    await call({ effect: "create", confirmAccount: async () => void (await call({})) });
    expect(service.seen).toHaveLength(2);
  });

  it("gives what came of the attempt before where there is no turn for another", async () => {
    let other: Promise<unknown> | undefined;
    const { call, service } = await bench([fault(500, "InternalError"), silence], {
      traffic,
      sleep: async () => {
        other ??= call({ deadlineMs: 1500 }).catch(() => undefined);
        await expect.poll(() => service.seen.length).toBe(2);
      },
    });
    expect(await rejection(call({}))).toMatchObject({ code: "SERVICE_ERROR", retryable: true });
    await other;
  });

  it("that is reached is a clear error, and nothing was sent", async () => {
    const { call, service } = await bench([silence], { traffic: { inFlight: 1, waiting: 1 } });
    const rest = [1, 2].map(() => call({ deadlineMs: 200 }).catch(() => undefined));
    await expect.poll(() => service.seen.length).toBe(1);
    await expect(call({ effect: "create" })).rejects.toMatchObject({ code: "BUSY", retryable: true });
    await Promise.all(rest);
  });
});
