import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparable, glob, masquerades } from "../../../src/policy/engine/text.ts";
import { nearestName } from "../../../src/text/nearest.ts";

describe("glob", () => {
  test("agrees with a regular expression of the same meaning", () => {
    const letters = fc
      .array(fc.constantFrom("a", "b", ".", "😀", "\n"), { maxLength: 8 })
      .map((l) => l.join(""));
    const patterns = fc
      .array(fc.constantFrom("a", "b", ".", "😀", "*", "?", "(", "\\"), { maxLength: 6 })
      .map((l) => l.join(""));
    let matched = 0;
    fc.assert(
      fc.property(patterns, letters, (pattern, text) => {
        const source = pattern
          .replace(/[.(\\]/g, "\\$&")
          .replaceAll("*", "[^]*")
          .replaceAll("?", "[^]");
        const expected = new RegExp(`^${source}$`, "u").test(text);
        if (expected) matched++;
        expect(glob(pattern, text)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
    expect(matched).toBeGreaterThan(100);
  });
  test("does not blow up where a backtracking matcher would", () => {
    expect(glob(`${"a*".repeat(100)}b`, "a".repeat(20_000))).toBe(false);
  });
});

test("comparable text is normalised, visible and bounded", () => {
  for (const text of ["", "a", "é", "名前", "😀", "a b", "a'b\"c"]) expect(comparable(text)).toBe(true);
  for (const text of ["e\u0301", "a\tb", "a\u2028", "a\u200d", "\u2066a", "\ud800", "x".repeat(65_537)]) {
    expect(comparable(text)).toBe(false);
  }
});

test("a key masquerades as a name by case, width, dots or what is not seen, and never as itself", () => {
  for (const key of ["username", "USERNAME", "UserName.x", "ＵserName", "UserName\u200b", " UserName"]) {
    expect(masquerades(key, "UserName")).toBe(true);
  }
  for (const key of ["UserName", "UserNames", "User", "User.Name", "XUserName", ""]) {
    expect(masquerades(key, "UserName")).toBe(false);
  }
});

describe("the nearest name", () => {
  const names = ["id:CreateWorkloadPool", "id:DeleteWorkloadPool", "id:GetWorkloadPool", "iam:CreateUser"];
  test.each([
    ["id:CreateWorklaodPool", "id:CreateWorkloadPool"],
    ["ID:GETWORKLOADPOOL", "id:GetWorkloadPool"],
    ["id:CreateWorkloadPools", "id:CreateWorkloadPool"],
  ])("%s → %s", (given, expected) => {
    expect(nearestName(given, names)).toBe(expected);
  });
  test("none where nothing is near, and none for texts of any length", () => {
    expect(nearestName("sts:AssumeRole", names)).toBeUndefined();
    expect(nearestName("x".repeat(10_000), names)).toBeUndefined();
  });
});
