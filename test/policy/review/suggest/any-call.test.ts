/** Whatever is suggested allows the call that was refused, and no other value of what it names. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json } from "../../../../src/action/json.ts";
import { loadPolicy } from "../../../../src/policy/load.ts";
import { suggest } from "../../../../src/policy/review/suggest/suggest.ts";
import { actions, callOf } from "../../actions.ts";
import { call } from "../../generate-calls.ts";
import { policy } from "../../generators.ts";

const load = (raw: object) => loadPolicy(JSON.stringify(raw), { name: "p" }, { actions });
const changed = (value: Json | undefined): Json =>
  typeof value === "number" ? value + 17 : typeof value === "boolean" ? !value : `${String(value)}-other`;

describe("a suggestion", () => {
  test("allows the very call, and refuses it with another value of anything that it pins", () => {
    const seen = { rule: 0, hosts: 0, denied: 0, none: 0, pinned: 0 };
    fc.assert(
      fc.property(policy, fc.array(call, { minLength: 8, maxLength: 8 }), (rules, calls) => {
        const raw = { version: 1, account: "1", ...rules };
        const loaded = load(raw);
        for (const [name, params, who] of calls) {
          const user = who?.user;
          const principal = user === undefined ? undefined : { user, groups: undefined, client: undefined };
          const one = callOf(name, params, principal);
          const decision = loaded.decide(one);
          if (decision.verdict === "allow") continue;
          const given = { text: JSON.stringify(raw), name: "p" };
          const found = suggest({ action: one.action, params, user, account: "1" }, given, actions);
          if (decision.rules.length > 0) {
            seen.denied++;
            expect(found).toMatchObject({ kind: "none", why: expect.stringContaining("denied on purpose") });
            continue;
          }
          seen[found.kind]++;
          if (found.kind === "none") continue;
          const { hosts = [], allow = [] } = found.add;
          const [rule] = allow;
          if (rule === undefined) seen.hosts++;
          const after = load({
            ...raw,
            hosts: [...(rules.hosts ?? []), ...hosts],
            allow: [...(rules.allow ?? []), ...allow],
          });
          const now = after.decide(one);
          expect(now.verdict).toBe("allow");
          if (rule === undefined) continue;
          expect(now.rules).toContain(rule.id);
          // Identifier goes with types, and a token changes nothing.
          const free = Object.keys(one.action.input()).find(
            (key) =>
              !Object.hasOwn(params, key) && key !== "Identifier" && key !== one.action.idempotencyToken,
          );
          if (free !== undefined) {
            const more = after.decide(callOf(name, { ...params, [free]: "more" }, principal));
            if (more.verdict === "allow") expect(more.rules).not.toContain(rule.id);
          }
          for (const key of Object.keys(isJsonObject(rule.when) ? rule.when : {})) {
            if (!Object.hasOwn(params, key) || typeof params[key] === "object") continue;
            seen.pinned++;
            const other = after.decide(callOf(name, { ...params, [key]: changed(params[key]) }, principal));
            expect(other.rules).not.toContain(other.verdict === "allow" ? rule.id : "");
          }
        }
      }),
      { numRuns: 150, seed: Number(process.env.POLICY_SEED ?? 1) },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(2);
    expect(seen.rule).toBeGreaterThan(seen.none);
  }, 120_000);
});
