import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointInTime } from "../../src/credentials/expiry.ts";

const AT = Date.parse("2026-03-01T12:00:00Z");

describe("a point in time", () => {
  it.each([
    ["2026-03-01T12:00:00Z"],
    ["2026-03-01T20:00:00+08:00"],
    ["2026-03-01T20:00:00+0800"],
    ["2026-03-01T12:00Z"],
    [" 2026-03-01T12:00:00.000Z "],
    [AT],
    [String(AT / 1000)],
  ])("is read from %j", (written) => {
    expect(pointInTime(written)).toBe(AT);
  });

  it.each([
    ["2026-03-01T12:00:00"],
    ["2026-03-01"],
    ["2026-13-01T00:00:00Z"],
    ["12:00"],
    ["soon"],
    [""],
    ["-5"],
    [-5],
    [1e300],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [undefined],
    [true],
    [{}],
    [[AT]],
  ])("is not read from %j, which another machine could read otherwise, or nobody", (written) => {
    expect(pointInTime(written)).toBeUndefined();
  });

  it("is the same whether it is written in seconds, milliseconds, microseconds, nanoseconds or words", () => {
    // From 2001 to 5138: before and after, the units overlap.
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000_000, max: 99_999_999_999 }), (seconds) => {
        const at = seconds * 1000;
        const written = [seconds, String(seconds), at, String(at), `${at}000`, `${at}000000`];
        for (const one of written) expect(pointInTime(one)).toBe(at);
        if (seconds < 253_402_300_800) expect(pointInTime(new Date(at).toISOString())).toBe(at);
      }),
    );
  });

  it("is a time that a Date can hold, or none, whatever is there", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const at = pointInTime(value);
        if (at !== undefined) expect(Number.isNaN(new Date(at).getTime())).toBe(false);
      }),
    );
  });
});
