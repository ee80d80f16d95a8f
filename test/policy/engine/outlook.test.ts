/** What is said of an action before its arguments are known, held against what is decided when they are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOnlyPolicy, sandboxPolicy } from "../../../src/policy/defaults.ts";
import { APPROVAL_MODES, type Outlook } from "../../../src/policy/types.ts";
import { actions, callOf, load } from "../actions.ts";
import { call } from "../generate-calls.ts";
import { policy } from "../generators.ts";
import { realAction, realPolicy } from "../real.ts";

const outlookOf = (text: string, name: string): Outlook => load(text).outlook(callOf(name).action);
const allow = (rule: string) => `{version: 1, allow: [{id: a, ${rule}}]}`;

describe("an outlook", () => {
  it("is never wrong: allowed means every call, refused means none", () => {
    const seen = { allowed: 0, depends: 0, refused: 0 };
    fc.assert(
      fc.property(policy, fc.array(call, { minLength: 8, maxLength: 8 }), (rules, calls) => {
        const loaded = load(JSON.stringify({ version: 1, ...rules }));
        for (const [name, params, principal] of calls) {
          const one = callOf(name, params, principal);
          const outlook = loaded.outlook(one.action);
          const decision = loaded.decide(one);
          seen[outlook.verdict]++;
          if (outlook.verdict === "refused") expect(decision.verdict).toBe("refuse");
          if (outlook.verdict === "allowed") expect(decision.verdict).toBe("allow");
          if (outlook.verdict !== "refused" && decision.verdict === "allow") {
            const [said, asked] = [outlook.approval, decision.approval].map((mode) =>
              APPROVAL_MODES.indexOf(mode),
            );
            expect(asked).toBeLessThanOrEqual(said ?? -1);
          }
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200);
  }, 60_000);

  it("is allowed by a rule that asks nothing of the arguments", () => {
    const one = outlookOf(allow('actions: ["id:DeleteNamespace"]'), "id:DeleteNamespace");
    expect(one).toEqual({ verdict: "allowed", approval: "none" });
    const asking = outlookOf(allow('actions: ["id:DeleteNamespace"], approval: ask'), "id:DeleteNamespace");
    expect(asking).toEqual({ verdict: "allowed", approval: "ask" });
  });

  it("says what the arguments must be, in the words of a refusal", () => {
    const rule = 'actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}';
    expect(outlookOf(allow(rule), "id:CreateWorkloadPool")).toEqual({
      verdict: "depends",
      approval: "none",
      on: ['WorkloadPoolName must be like "agent-*"'],
    });
  });

  it("of what only sometimes raises rights tells when a signature is asked for, unless the rule asks for one anyway", () => {
    const approvers = `approvers: [{name: a, key: "ed25519:${"B".repeat(42)}A"}]\n`;
    const outlook = (more: string) =>
      realPolicy(`${approvers}allow: [{id: a, actions: ["id:CreateGroup"]${more}}]`).outlook(
        realAction("id:CreateGroup"),
      );
    expect(outlook("")).toMatchObject({
      verdict: "depends",
      approval: "second-person",
      on: [expect.stringMatching(/^with parameters? .* only then a second person has to sign$/)],
    });
    expect(outlook(", approval: second-person")).toEqual({ verdict: "allowed", approval: "second-person" });
    expect(outlook(", approval: none")).toEqual({ verdict: "allowed", approval: "none" });
  });

  it("names the budgets of the rules that may allow it, and of no others", () => {
    const text = `{version: 1, allow: [
      {id: a, actions: ["id:CreateWorkloadPool"], budget: {max: 3, per: hour}},
      {id: b, actions: ["id:*WorkloadPool"], when: {WorkloadPoolName: x}, budget: {max: 9, per: day}},
      {id: c, actions: ["id:DeleteWorkloadPool"]}]}`;
    expect(outlookOf(text, "id:CreateWorkloadPool")).toMatchObject({
      verdict: "allowed",
      budgets: [
        { rule: "a", max: 3, perSeconds: 3600 },
        { rule: "b", max: 9, perSeconds: 86_400 },
      ],
    });
    expect(outlookOf(allow('actions: ["id:DeleteNamespace"]'), "id:DeleteNamespace")).not.toHaveProperty(
      "budgets",
    );
  });

  it("is refused by a deny without conditions, and depends on one with", () => {
    const denied = '{version: 1, deny: [{id: d, actions: ["id:GetWorkloadPool"]}]}';
    expect(outlookOf(denied, "id:GetWorkloadPool")).toEqual({
      verdict: "refused",
      reason: "id:GetWorkloadPool is denied by rule d.",
    });
    const some =
      '{version: 1, deny: [{id: d, actions: ["id:GetWorkloadPool"], when: {WorkloadPoolName: secret}}]}';
    expect(outlookOf(some, "id:GetWorkloadPool")).toMatchObject({
      verdict: "depends",
      on: ["rule d denies some arguments"],
    });
  });

  it("of an action that no rule speaks of is refused, of a plain read allowed", () => {
    expect(outlookOf("version: 1", "id:CreateWorkloadPool")).toEqual({
      verdict: "refused",
      reason: "No rule allows id:CreateWorkloadPool.",
    });
    expect(outlookOf("version: 1", "id:ListWorkloadPools")).toEqual({ verdict: "allowed", approval: "none" });
    expect(outlookOf("{version: 1, reads: listed}", "id:ListWorkloadPools").verdict).toBe("refused");
  });
});

describe("without a policy", () => {
  it("the sandbox allows everything", () => {
    for (const action of actions) expect(sandboxPolicy().outlook(action).verdict).toBe("allowed");
  });

  it("a real account allows what reads plainly whatever its arguments are, and never more than it decides", () => {
    const real = readOnlyPolicy();
    fc.assert(
      fc.property(call, ([name, params, principal]) => {
        const one = callOf(name, params, principal);
        const { verdict } = real.outlook(one.action);
        if (verdict === "allowed") expect(real.decide(one).verdict).toBe("allow");
        if (verdict === "refused") expect(real.decide(one).verdict).toBe("refuse");
      }),
      { seed: 1 },
    );
  });
});
