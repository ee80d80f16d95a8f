/** The engine against the oracle, over random policies and calls. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { actions, callOf, load, verdict } from "./actions.ts";
import { call, hostOf, paramsOf, policy, ruleOf } from "./generators.ts";
import { matches, oracle } from "./oracle.ts";

/** Calls to the actions that the policy speaks of come more often than others. */
const pair = policy.chain((rules) => {
  const spoken = [...(rules.allow ?? []), ...(rules.deny ?? [])].flatMap((rule) => rule.actions);
  const named = actions.filter((action) => spoken.some((pattern) => matches(pattern, qualifiedName(action))));
  const likely =
    named.length === 0
      ? call
      : fc
          .constantFrom(...named)
          .chain((action) =>
            paramsOf(Object.keys(action.input())).map((params) => [qualifiedName(action), params] as const),
          );
  const calls = fc.array(fc.oneof({ weight: 3, arbitrary: likely }, { weight: 1, arbitrary: call }), {
    minLength: 6,
    maxLength: 6,
  });
  return fc.tuple(fc.constant(rules), calls);
});

/** Fixed, so that a build does not fail by chance; after a change of the engine, run others: POLICY_SEED=7 npx vitest … */
const seed = Number(process.env.POLICY_SEED ?? 1);

describe("the engine and the oracle", () => {
  test("agree on every random policy and call", () => {
    const seen = { allow: 0, ask: 0, refuse: 0, denied: 0 };
    fc.assert(
      fc.property(pair, ([rules, calls]) => {
        // JSON is YAML, and what JSON.stringify leaves out the file leaves out.
        const loaded = load(JSON.stringify({ version: 1, ...rules }));
        for (const [name, params] of calls) {
          const one = callOf(name, params);
          const decision = loaded.decide(one);
          expect(verdict(decision)).toBe(oracle(rules, one, hostOf));
          seen[verdict(decision)]++;
          if (decision.verdict === "refuse" && decision.rules.length > 0) seen.denied++;
        }
      }),
      { numRuns: 5000, seed },
    );
    // A property over calls that are nearly all refused would say little.
    const total = seen.allow + seen.ask + seen.refuse;
    expect(total).toBeGreaterThanOrEqual(30_000);
    for (const count of Object.values(seen)) expect(count / total).toBeGreaterThan(0.03);
  }, 120_000);

  test("params are never changed, and any deny that is added never allows more", () => {
    fc.assert(
      fc.property(pair, ruleOf("deny"), ([rules, calls], added) => {
        const before = load(JSON.stringify({ version: 1, ...rules }));
        const after = load(
          JSON.stringify({ version: 1, ...rules, deny: [...(rules.deny ?? []), { id: "added", ...added }] }),
        );
        for (const [name, params] of calls) {
          const one = callOf(name, params);
          const copy = structuredClone(one.params);
          const [first, second] = [before.decide(one), after.decide(one)];
          expect(one.params).toEqual(copy);
          if (first.verdict === "refuse") expect(second.verdict).toBe("refuse");
          else if (second.verdict === "allow") expect(second).toEqual(first);
        }
      }),
      { numRuns: 500, seed },
    );
  }, 60_000);
});
