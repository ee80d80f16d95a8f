/** Outlooks of every action that there is, under rules and arguments of every kind, held against decisions. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { natureOf, qualifiedName } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { exampleOf } from "../../src/server/discovery/example.ts";
import { families } from "../../tools/index.ts";

const actions = families.flatMap((family) => family.actions);

describe("an outlook", () => {
  const narrowed = defineAction({
    service: "id",
    name: "GetSecretOrNot",
    family: "test",
    effect: "reveal",
    natureOf: ({ Open }) => ({ effect: Open === true ? "read" : "reveal", escalates: false }),
    title: "t",
    zh: "测",
    summary: "s",
    input: () => ({ Open: z.boolean().optional() }),
    output: () => ({}),
  });
  const all = [...actions, narrowed];
  const types = ["Volcengine::IAM::User", "Volcengine::IAM::Accesskey"];
  const paramsOf = fc.record(
    {
      TypeName: fc.constantFrom(...types, "x"),
      Open: fc.boolean(),
      Name: fc.constantFrom("a", "b"),
      Url: fc.constantFrom("https://a.example.com/x", "https://evil.example.net/", 7),
    },
    { requiredKeys: [] },
  );
  const names = all.map(qualifiedName);
  const rule = fc.record({
    actions: fc.array(
      fc.oneof(fc.constantFrom(...names), fc.constantFrom("id:*", "*:List*", "iam:*User*", "*")),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    approval: fc.option(fc.constantFrom("none", "ask"), { nil: undefined }),
    types: fc.option(fc.constant(types.slice(0, 1)), { nil: undefined, freq: 1 }),
  });
  const written = fc.record({
    reads: fc.constantFrom("allow", "listed"),
    hosts: fc.constantFrom([], ["a.example.com"]),
    allow: fc.array(rule, { maxLength: 3 }),
    deny: fc.array(rule, { maxLength: 2 }),
  });

  it("is never wrong of any action that there is, by its example and beyond", () => {
    const seen = { allowed: 0, depends: 0, refused: 0 };
    const examples = new Map(all.map((action) => [action, exampleOf(action)]));
    fc.assert(
      fc.property(written, paramsOf, ({ reads, hosts, allow, deny }, more) => {
        const rules = {
          allow: allow.map((one, at) => ({ id: `a${at}`, ...one })),
          deny: deny.map(({ actions: denied, types: some }, at) => ({
            id: `d${at}`,
            actions: denied,
            types: some,
          })),
        };
        let policy: ReturnType<typeof loadPolicy>;
        try {
          const text = JSON.stringify({ version: 1, reads, hosts, ...rules });
          policy = loadPolicy(text, { name: "p" }, { actions: all });
        } catch {
          return;
        }
        for (const [action, example] of examples) {
          for (const judge of [policy, readOnlyPolicy()]) {
            const { verdict } = judge.outlook(action);
            seen[verdict] += 1;
            if (verdict === "depends") continue;
            for (const params of [example, { ...example, ...more }]) {
              const decision = judge.decide({ action, ...natureOf(action, params), params });
              expect(decision.verdict, `${qualifiedName(action)} ${verdict}`).toBe(
                verdict === "allowed" ? "allow" : "refuse",
              );
            }
          }
        }
      }),
      { numRuns: 150, seed: 7 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(300);
  }, 60_000);
});
