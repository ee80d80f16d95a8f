import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidArguments } from "../../src/errors.ts";
import { generatePassword, generateToken } from "../../src/secrets/index.ts";

describe("generatePassword", () => {
  it("has every class at every length that the vendor allows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 32 }), (length) => {
        const password = generatePassword({ length });
        expect(password).toHaveLength(length);
        for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/]) expect(password).toMatch(kind);
        expect(password).toMatch(/^[A-Za-z\d!#%*+\-=?@^_]+$/);
      }),
    );
  });

  it("has 24 characters unless told, and never the same", () => {
    const many = new Set(Array.from({ length: 1000 }, () => generatePassword()));
    expect(many.size).toBe(1000);
    for (const password of many) expect(password).toHaveLength(24);
  });

  it("uses its whole alphabet evenly", () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 3000; round += 1) {
      for (const one of generatePassword({ length: 32 })) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    expect(counts.size).toBe(73);
    // 1315 expected of each letter; eight standard deviations either way do not happen by chance.
    const letters = [...counts].filter(([one]) => /[A-Za-z]/.test(one)).map(([, count]) => count);
    expect(Math.min(...letters)).toBeGreaterThan(1315 - 8 * 36 - 30);
    expect(Math.max(...letters)).toBeLessThan(1315 + 8 * 36);
  });

  it.each([7, 33, 0, -1, 8.5, Number.NaN])("refuses a length of %s", (length) => {
    expect(() => generatePassword({ length })).toThrow(InvalidArguments);
  });
});

describe("generateToken", () => {
  it("is random bytes in base64url", () => {
    expect(generateToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(generateToken(16)).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(generateToken()).not.toBe(generateToken());
  });

  it.each([15, 1025, 20.5])("refuses %s bytes", (bytes) => {
    expect(() => generateToken(bytes)).toThrow(InvalidArguments);
  });
});
