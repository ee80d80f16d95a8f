import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isChange } from "../../src/action/action.ts";
import {
  type Attempted,
  afterFailure,
  type Failure,
  LEAST_ATTEMPT_MS,
  MAX_ATTEMPTS,
  OVERALL_MS,
} from "../../src/wire/retry.ts";

const status = fc.integer({ min: 200, max: 599 });
const code = fc.oneof(
  fc.constantFrom(
    "InternalError",
    "Throttling",
    "QuotaExceeded",
    "AccessDenied",
    "ServiceUnavailable",
    "NotFound",
  ),
  fc.string({ maxLength: 10 }),
);
const wait = fc.option(fc.record({ retryAfterMs: fc.integer({ min: 0, max: 1e9 }) }), { nil: {} });
const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({
    kind: fc.constant("network" as const),
    sent: fc.boolean(),
    code: fc.constantFrom(
      "ECONNREFUSED",
      "ECONNRESET",
      "UND_ERR_SOCKET",
      "CERT_HAS_EXPIRED",
      "ATTEMPT_TIMEOUT",
    ),
  }),
  fc
    .tuple(fc.record({ kind: fc.constant("error" as const), status, code }), wait)
    .map(([base, more]) => ({ ...base, ...more })),
  fc
    .tuple(fc.record({ kind: fc.constant("unreadable" as const), status }), wait)
    .map(([base, more]) => ({ ...base, ...more })),
);
const attempted: fc.Arbitrary<Attempted> = fc.record({
  effect: fc.constantFrom("read", "reveal", "create", "update", "delete", "issue"),
  attempt: fc.integer({ min: 1, max: MAX_ATTEMPTS }),
  failure,
  idempotent: fc.boolean(),
  doubtful: fc.boolean(),
  leftMs: fc.integer({ min: 0, max: 60_000 }),
  random: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }).map((value) => () => value),
});

const first = (more: Partial<Attempted> & Pick<Attempted, "failure">): Attempted => ({
  effect: "create",
  attempt: 1,
  idempotent: false,
  doubtful: false,
  leftMs: OVERALL_MS,
  random: () => 0,
  ...more,
});

describe("after a failed attempt", () => {
  it("a change without a token is repeated only where it surely did not run", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        fc.pre(isChange(given.effect) && !given.idempotent && afterFailure(given).act === "retry");
        const { failure: why } = given;
        expect(why.kind === "network" ? !why.sent : why.kind === "error" && why.status === 429).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("a read is never of unknown outcome", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        const verdict = afterFailure({ ...given, effect: "read", doubtful: false });
        expect(verdict).not.toEqual({ act: "fail", how: "unknown" });
      }),
    );
  });

  it("a change in doubt stays in doubt, whatever ends it", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        const verdict = afterFailure({ ...given, effect: "update", doubtful: true });
        expect(verdict.act === "retry" || verdict.how === "unknown").toBe(true);
      }),
    );
  });

  it("a change that was sent and not answered by the service is never called not done", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        const { failure: why } = given;
        fc.pre(why.kind === "network" ? why.sent : why.kind === "unreadable" || why.status >= 500);
        expect(afterFailure({ ...given, effect: "delete" })).not.toEqual({ act: "fail", how: "not-done" });
      }),
    );
  });

  it("a change that surely did not run is never called unknown", () => {
    for (const effect of ["create", "update", "delete", "issue"] as const) {
      for (const why of [
        { kind: "network", sent: false, code: "ECONNREFUSED" },
        { kind: "error", status: 429, code: "Throttling" },
        { kind: "error", status: 409, code: "GroupAlreadyExists" },
      ] as const) {
        const last = afterFailure(first({ effect, failure: why, attempt: MAX_ATTEMPTS }));
        expect(last).toEqual({ act: "fail", how: "not-done" });
      }
    }
  });

  it("no attempt is begun after the last one, or too late to be answered", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        const verdict = afterFailure(given);
        if (verdict.act !== "retry") return;
        expect(given.attempt).toBeLessThan(MAX_ATTEMPTS);
        expect(verdict.delayMs).toBeGreaterThanOrEqual(0);
        expect(given.leftMs - verdict.delayMs).toBeGreaterThanOrEqual(LEAST_ATTEMPT_MS);
      }),
    );
  });

  it("the pause is anything from nothing to a ceiling that doubles, and never less than Retry-After", () => {
    fc.assert(
      fc.property(attempted, (given) => {
        const verdict = afterFailure(given);
        if (verdict.act !== "retry") return;
        const ceiling = 200 * 2 ** (given.attempt - 1);
        const { failure: why } = given;
        const asked = why.kind === "network" ? 0 : (why.retryAfterMs ?? 0);
        const drawn = Math.floor(given.random() * ceiling);
        expect(verdict.delayMs).toBe(Math.max(drawn, asked));
        expect(verdict.delayMs).toBeLessThan(Math.max(ceiling, asked + 1));
      }),
      { numRuns: 500 },
    );
  });

  it("a Retry-After that leaves no time for another attempt ends the call", () => {
    const why = { kind: "error", status: 429, code: "Throttling", retryAfterMs: 5000 } as const;
    expect(afterFailure(first({ failure: why, leftMs: 6000 }))).toEqual({ act: "retry", delayMs: 5000 });
    expect(afterFailure(first({ failure: why, leftMs: 5999 }))).toEqual({ act: "fail", how: "not-done" });
  });

  it("the pause grows with the attempts and is spread by chance", () => {
    const why = { kind: "error", status: 500, code: "InternalError" } as const;
    const pauses = (random: number) =>
      [1, 2, 3].map((attempt) => {
        const verdict = afterFailure(first({ effect: "read", failure: why, attempt, random: () => random }));
        return verdict.act === "retry" ? verdict.delayMs : undefined;
      });
    expect(pauses(0)).toEqual([0, 0, 0]);
    expect(pauses(0.5)).toEqual([100, 200, 400]);
    expect(pauses(0.999)).toEqual([199, 399, 799]);
  });

  it.each([
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "UND_ERR_INVALID_ARG",
  ])("%s is not worth another attempt", (cause) => {
    const verdict = afterFailure(
      first({ effect: "read", failure: { kind: "network", sent: false, code: cause } }),
    );
    expect(verdict).toEqual({ act: "fail", how: "not-done" });
  });

  it.each(["QuotaExceeded", "ReachedQuotaLimit"])(
    "a quota (%s) is not throttling, though it is 429",
    (quota) => {
      const why = { kind: "error", status: 429, code: quota } as const;
      expect(afterFailure(first({ effect: "read", failure: why }))).toEqual({ act: "fail", how: "not-done" });
      expect(afterFailure(first({ effect: "create", failure: why }))).toEqual({
        act: "fail",
        how: "not-done",
      });
    },
  );

  it("an internal error in an HTTP 200 leaves a change in doubt", () => {
    const why = { kind: "error", status: 200, code: "InternalError" } as const;
    expect(afterFailure(first({ failure: why }))).toEqual({ act: "fail", how: "unknown" });
  });
});
