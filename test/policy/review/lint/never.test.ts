/** What lint claims of rules that do nothing, held against the decisions themselves. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { qualifiedName } from "../../../../src/action/action.ts";
import { loadPolicy } from "../../../../src/policy/load.ts";
import { lint } from "../../../../src/policy/review/lint/lint.ts";
import type { Decision } from "../../../../src/policy/types.ts";
import { actions, callOf } from "../../actions.ts";
import { callTo } from "../../generate-calls.ts";
import { policy, ruleOf } from "../../generators.ts";
import type { RawPolicy, RawRule } from "../../oracle.ts";

const load = (raw: RawPolicy) =>
  loadPolicy(JSON.stringify({ version: 1, ...raw }), { name: "p" }, { actions });

/** Rules that lie close to one another: each often has a twin, narrower or wider by a little. */
const near = (kind: "allow" | "deny") =>
  fc
    .tuple(ruleOf(kind), ruleOf(kind), fc.constantFrom("same", "none", "when", "types", "approval"))
    .map(([one, other, change]): readonly Omit<RawRule, "id">[] => {
      const { when, types, approval, ...rest } = one;
      const kept = {
        ...(when === undefined || change === "when" ? {} : { when }),
        ...(types === undefined || (change === "types" && kind === "deny") ? {} : { types }),
        ...(approval === undefined || change === "approval" ? {} : { approval }),
      };
      return change === "none" ? [one, other] : [one, { ...rest, ...kept }];
    });

const close: fc.Arbitrary<RawPolicy> = fc
  .tuple(
    policy,
    fc.array(near("allow"), { minLength: 1, maxLength: 2 }),
    fc.array(near("deny"), { maxLength: 1 }),
    fc.boolean(),
  )
  .map(([raw, allow, deny, crossed]) => {
    const allows = allow.flat();
    // A deny made of an allow denies much of it.
    const cross = allows.slice(0, crossed ? 1 : 0).map(({ approval: _, only: __, ...rule }) => rule);
    const id = (prefix: string, rules: readonly Omit<RawRule, "id">[]) =>
      rules.map((rule, at) => ({ id: `${prefix}${at}`, ...rule }));
    return { ...raw, allow: id("a", allows), deny: id("d", [...deny.flat(), ...cross]) };
  })
  .filter((raw) => {
    try {
      load(raw);
      return true;
    } catch {
      // What approval: left out leaves without somebody to sign.
      return false;
    }
  });

const calls = (raw: RawPolicy) => {
  const loaded = load(raw);
  const spoken = new Set(
    [...loaded.rules.allow, ...loaded.rules.deny].flatMap((rule) => [...rule.actions.keys()]),
  );
  const named = actions.filter((action) => spoken.has(qualifiedName(action)));
  const one = callTo(named.length === 0 ? actions : named);
  return fc.array(one, { minLength: 12, maxLength: 12 });
};

const effect = (decision: Decision) =>
  decision.verdict === "refuse"
    ? "refuse"
    : JSON.stringify([decision.approval, decision.approvers, decision.budgets]);

const seed = Number(process.env.POLICY_SEED ?? 1);

describe("of a rule that lint calls pointless", () => {
  test("removing it changes no decision", () => {
    const seen = { redundant: 0, never: 0, tightens: 0, denies: 0, allowed: 0 };
    fc.assert(
      fc.property(
        close.chain((raw) => fc.tuple(fc.constant(raw), calls(raw))),
        ([raw, tried]) => {
          const loaded = load(raw);
          for (const { code, rule, what } of lint(loaded, actions)) {
            if (code !== "redundant" && code !== "never-allows" && code !== "tightens") continue;
            const without = load({
              ...raw,
              allow: (raw.allow ?? []).filter(({ id }) => id !== rule),
              deny: (raw.deny ?? []).filter(({ id }) => id !== rule),
            });
            const denies = loaded.rules.deny.some(({ id }) => id === rule);
            if (denies) seen.denies++;
            else seen[code === "redundant" ? "redundant" : code === "tightens" ? "tightens" : "never"]++;
            for (const [name, params, principal] of tried) {
              const [before, after] = [loaded, without].map((one) =>
                one.decide(callOf(name, params, principal)),
              );
              if (before === undefined || after === undefined) throw new Error("two decisions");
              if (before.verdict === "allow") seen.allowed++;
              // A condition on a name that can be changed also refuses renames into it; lint does not say so yet.
              if (code === "tightens" && name === "iam:UpdateUser") continue;
              if (code === "tightens") expect(after.verdict).toBe(before.verdict);
              else if (!what.includes("renamed")) expect(effect(after)).toBe(effect(before));
              if (code === "never-allows" && before.verdict === "allow")
                expect(before.rules).not.toContain(rule);
            }
          }
        },
      ),
      { numRuns: 400, seed },
    );
    // A property over policies without such rules would say nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
  }, 120_000);
});
