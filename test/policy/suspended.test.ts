import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PolicyInvalid } from "../../src/errors.ts";
import { isPlainRead } from "../../src/policy/engine/judge.ts";
import { suspendedPolicy } from "../../src/policy/suspended.ts";
import type { Policy } from "../../src/policy/types.ts";
import { callOf, load } from "./actions.ts";
import { call } from "./generate-calls.ts";
import { policy } from "./generators.ts";

const SINCE = new Date("2026-03-01T12:00:00.000Z");

/** The policy, where the text is one. */
function loadable(text: string): Policy | undefined {
  try {
    return load(text);
  } catch (error) {
    if (error instanceof PolicyInvalid) return undefined;
    throw error;
  }
}

describe("a suspended policy", () => {
  it("refuses everything but plain reads whatever the last policy said, and judges those as it did", () => {
    const seen = { reads: 0, changes: 0 };
    fc.assert(
      fc.property(policy, fc.array(call, { minLength: 8, maxLength: 8 }), (rules, calls) => {
        const last = loadable(JSON.stringify({ version: 1, ...rules }));
        fc.pre(last !== undefined);
        const suspended = suspendedPolicy(last, SINCE);
        for (const [name, params, principal] of calls) {
          const one = callOf(name, params, principal);
          const before = last.decide(one);
          const decision = suspended.decide(one);
          if (before.verdict === "allow") seen[isPlainRead(one) ? "reads" : "changes"]++;
          if (isPlainRead(one)) expect(decision).toEqual(before);
          else expect(decision.verdict).toBe("refuse");
          const { verdict } = suspended.outlook(one.action);
          if (verdict === "allowed") expect(decision.verdict).toBe("allow");
          if (verdict === "refused") expect(decision.verdict).toBe("refuse");
        }
      }),
      { numRuns: 1000, seed: 1 },
    );
    expect(seen.reads).toBeGreaterThan(100);
    expect(seen.changes).toBeGreaterThan(100);
  }, 30_000);

  it("says since when, and what ends it", () => {
    const last = load('{version: 1, allow: [{id: a, actions: ["id:DeleteNamespace"]}]}');
    const suspended = suspendedPolicy(last, SINCE);
    const one = callOf("id:DeleteNamespace");
    const words = expect.stringMatching(
      /changes are suspended.* since 2026-03-01T12:00:00\.000Z.*reload it \(SIGHUP\), or has started idgate again/,
    );
    expect(suspended.decide(one)).toMatchObject({ verdict: "refuse", reason: words });
    expect(suspended.outlook(one.action)).toMatchObject({ verdict: "refused", reason: words });
  });

  it("has a version of its own, which names the last good one", () => {
    const last = load('{version: 1, account: "2100000000"}');
    expect(suspendedPolicy(last, SINCE)).toMatchObject({
      version: `suspended:${last.version}`,
      account: "2100000000",
    });
  });
});
