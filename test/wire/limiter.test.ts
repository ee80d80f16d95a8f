import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Busy } from "../../src/errors.ts";
import { createLimiter, type TrafficLimits, trafficFor } from "../../src/wire/limiter.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limiterOf = (limits: Partial<TrafficLimits>) =>
  createLimiter({ inFlight: 100, perSecond: Infinity, burst: 1, waiting: 100, ...limits }, () => Date.now());
const patient = { waitMs: 60_000 };

describe("turns on the wire", () => {
  it("are no more at once than the limit, in the order of asking", async () => {
    const limiter = limiterOf({ inFlight: 2 });
    const begun: number[] = [];
    const turns = [1, 2, 3, 4].map(async (name) => {
      const leave = await limiter.enter("id", patient);
      begun.push(name);
      return leave;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([1, 2]);
    (await turns[1])?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([1, 2, 3]);
    (await turns[0])?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it("are ended once, however often that is said", async () => {
    const limiter = limiterOf({ inFlight: 1 });
    const leave = await limiter.enter("id", patient);
    const second = limiter.enter("id", patient);
    let third = false;
    void limiter.enter("id", patient).then(() => {
      third = true;
    });
    leave?.();
    leave?.();
    await second;
    await vi.advanceTimersByTimeAsync(0);
    expect(third).toBe(false);
  });

  it("of one service come at its rate, and do not hold up those of another", async () => {
    const limiter = limiterOf({ perSecond: 10, burst: 2 });
    const begun: string[] = [];
    const ask = (service: "id" | "iam") =>
      limiter.enter(service, patient).then(() => void begun.push(`${service} ${Date.now() - start}`));
    const start = Date.now();
    void Promise.all([ask("id"), ask("id"), ask("id"), ask("id"), ask("iam")]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(begun).toEqual(["id 0", "id 0", "iam 0", "id 100", "id 200"]);
  });

  it("in no window of time are more than the burst and what the rate gives in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 40 }),
        async (perSecond, burst, gaps) => {
          const limiter = limiterOf({ perSecond, burst, inFlight: 1000 });
          const begun: number[] = [];
          const all: Promise<unknown>[] = [];
          for (const gap of gaps) {
            all.push(limiter.enter("id", patient).then(() => begun.push(Date.now())));
            await vi.advanceTimersByTimeAsync(gap);
          }
          await vi.advanceTimersByTimeAsync(50_000);
          await Promise.all(all);
          expect(begun).toHaveLength(gaps.length);
          for (const [index, from] of begun.entries()) {
            for (const [more, to] of begun.slice(index).entries()) {
              expect(more + 1).toBeLessThanOrEqual(burst + ((to - from) / 1000) * perSecond + 1e-6);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("are refused, with what to do, where too many wait already", async () => {
    const limiter = limiterOf({ inFlight: 1, waiting: 1 });
    const leave = await limiter.enter("id", patient);
    const second = limiter.enter("id", patient);
    const refused = limiter.enter("id", patient);
    await expect(refused).rejects.toThrow(Busy);
    await expect(refused).rejects.toMatchObject({
      code: "BUSY",
      retryable: true,
      message: expect.stringContaining("Nothing was sent"),
      hint: expect.stringContaining("call again"),
    });
    leave?.();
    expect(await second).toBeTypeOf("function");
  });

  it("without a queue are taken where they are free", async () => {
    const limiter = limiterOf({ inFlight: 1, waiting: 0 });
    const leave = await limiter.enter("id", patient);
    await expect(limiter.enter("id", patient)).rejects.toThrow(Busy);
    leave?.();
    expect(await limiter.enter("id", patient)).toBeTypeOf("function");
  });

  it("are not waited for any longer than the call has time", async () => {
    const limiter = limiterOf({ inFlight: 1, waiting: 1 });
    const leave = await limiter.enter("id", patient);
    const late = expect(limiter.enter("id", { waitMs: 500 })).rejects.toThrow(Busy);
    await vi.advanceTimersByTimeAsync(500);
    await late;
    // Its place is another's.
    const next = limiter.enter("id", patient);
    leave?.();
    expect(await next).toBeTypeOf("function");
  });

  it("are not taken by a call that was cancelled", async () => {
    const limiter = limiterOf({ inFlight: 1, waiting: 1 });
    expect(await limiter.enter("id", { ...patient, signal: AbortSignal.abort() })).toBeUndefined();
    const controller = new AbortController();
    const leave = await limiter.enter("id", patient);
    const cancelled = limiter.enter("id", { ...patient, signal: controller.signal });
    controller.abort();
    expect(await cancelled).toBeUndefined();
    const next = limiter.enter("id", patient);
    leave?.();
    expect(await next).toBeTypeOf("function");
  });
});

describe("the limits of a run", () => {
  it("spare the services of a real account; the sandbox is this machine's own", () => {
    expect(trafficFor("real")).toEqual({ inFlight: 16, perSecond: 20, burst: 20, waiting: 256 });
    expect(trafficFor("sandbox").perSecond).toBe(Infinity);
  });
  it.each(["real", "sandbox"] as const)("are what the operator says (%s)", (mode) => {
    const limits = { inFlight: 2, perSecond: 5, burst: 5, waiting: 256 };
    expect(trafficFor(mode, { maxInFlight: 2, rate: 5 })).toEqual(limits);
  });
});
