import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createServiceClock,
  isClockRefusal,
  LEAST_SKEW_MS,
  MOST_SKEW_MS,
} from "../../src/wire/service-clock.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const ORIGIN = "https://id.cn-beijing.volcengineapi.com";
const dated = (ms: number) => ({ headers: { date: new Date(ms).toUTCString() } });

describe("the time of a service", () => {
  it("is this machine's until the service says otherwise, and another service's stays", () => {
    const clocks = createServiceClock(() => new Date(NOW));
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW);
    expect(clocks.learn(ORIGIN, dated(NOW + 3_600_000), new Date(NOW))).toBe(3_600_000);
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW + 3_600_000);
    expect(clocks.now("https://iam.volcengineapi.com").getTime()).toBe(NOW);
    clocks.drop(ORIGIN);
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW);
  });

  it("is learnt anew where this machine's clock was set right meanwhile", () => {
    let now = NOW - 3_600_000;
    const clocks = createServiceClock(() => new Date(now));
    clocks.learn(ORIGIN, dated(NOW), new Date(now));
    now = NOW;
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW + 3_600_000);
    expect(clocks.learn(ORIGIN, dated(NOW), clocks.now(ORIGIN))).toBe(0);
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW);
  });

  it.each<[string, Record<string, string | string[]>]>([
    ["without a Date", {}],
    ["with a Date that is none", { date: "yesterday" }],
    ["with two", { date: [new Date(NOW + 3_600_000).toUTCString(), new Date(NOW).toUTCString()] }],
    ["from 1970", { date: new Date(0).toUTCString() }],
    ["from a year that Date cannot hold", { date: "Thu, 01 Jan 999999 00:00:00 GMT" }],
  ])("is not learnt from an answer %s", (_, headers) => {
    const clocks = createServiceClock(() => new Date(NOW));
    expect(clocks.learn(ORIGIN, { headers }, new Date(NOW))).toBeUndefined();
    expect(clocks.now(ORIGIN).getTime()).toBe(NOW);
  });

  it("is never more than a day from this machine's, nor learnt from a Date near what was signed", () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e11, max: 4e11 }), (seconds) => {
        const clocks = createServiceClock(() => new Date(NOW));
        const skew = seconds * 1000;
        const learnt = clocks.learn(ORIGIN, dated(NOW + skew), new Date(NOW));
        const off = clocks.now(ORIGIN).getTime() - NOW;
        expect(Math.abs(off)).toBeLessThanOrEqual(MOST_SKEW_MS);
        expect(off).toBe(learnt ?? 0);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -MOST_SKEW_MS / 1000, max: MOST_SKEW_MS / 1000 }), (seconds) => {
        const clocks = createServiceClock(() => new Date(NOW));
        const learnt = clocks.learn(ORIGIN, dated(NOW + seconds * 1000), new Date(NOW));
        expect(learnt).toBe(Math.abs(seconds * 1000) > LEAST_SKEW_MS ? seconds * 1000 : undefined);
      }),
    );
  });
});

it.each([
  "InvalidTimestamp",
  "RequestTimeTooSkewed",
  "SignatureNotMatch",
  "SignatureDoesNotMatch",
  "RequestExpired",
])("%s may be about the clock", (code) => {
  expect(isClockRefusal(code)).toBe(true);
});
it.each(["AccessDenied", "InvalidParameter.Timestamp", "ExpiredToken", "MissingSignature"])(
  "%s is not about the clock",
  (code) => {
    expect(isClockRefusal(code)).toBe(false);
  },
);
