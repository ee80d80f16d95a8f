import { describe, expect, test } from "vitest";
import { callOf, createResource, judge, load } from "../actions.ts";
import { judging } from "../real.ts";

const NS = "id:CreateNamespace";
const CREATE = "cloudcontrol:CreateResource";
const USER = { TypeName: "Volcengine::IAM::User" };

describe("what a decision says", () => {
  const policy = load(`
version: 1
allow:
  - {id: far, actions: ["${NS}"], when: {NamespaceName: {like: "agent-*"}, Limit: {max: 3}, Description: {absent: true}}}
  - {id: near, actions: ["${NS}"], when: {NamespaceName: {like: "agent-*"}}}
  - {id: first, actions: ["iam:CreateUser"]}
  - {id: second, actions: ["iam:CreateUser"], approval: ask}
  - {id: hooks, actions: ["id:CreateHook"]}
  - {id: users, actions: ["${CREATE}"], types: ["Volcengine::IAM::User"], only: [TargetState.UserName]}
deny:
  - {id: no-delete, actions: ["id:DeleteWorkloadPool"]}
  - {id: no-delete-either, actions: ["id:Delete*"]}
`);

  test("all rules that allow", () => {
    expect(policy.decide(callOf("iam:CreateUser", {}))).toEqual({
      verdict: "allow",
      rules: ["first", "second"],
      approval: "ask",
      approvers: [],
      budgets: [],
    });
    expect(policy.decide(callOf("id:GetWorkloadPool"))).toEqual({
      verdict: "allow",
      rules: ["reads"],
      approval: "none",
      approvers: [],
      budgets: [],
    });
  });

  test("all rules that deny, each once", () => {
    const decision = policy.decide(callOf("id:DeleteWorkloadPool", {}));
    expect(decision).toMatchObject({
      verdict: "refuse",
      rules: ["no-delete", "no-delete-either"],
      closest: undefined,
    });
    expect(decision).toHaveProperty(
      "reason",
      "id:DeleteWorkloadPool is denied here by rules no-delete, no-delete-either.",
    );
  });

  test("the rule that came closest, and what it lacked", () => {
    expect(policy.decide(callOf(NS, { NamespaceName: "topsecretvalue", Limit: 9 }))).toEqual({
      verdict: "refuse",
      rules: [],
      reason: `No rule allows ${NS} with these parameters.`,
      closest: { rule: "near", because: 'NamespaceName must be like "agent-*"' },
    });
    const identities = judging(
      `allow: [{id: a, actions: ["id:CreateWorkloadIdentity"], when: {WorkloadPoolName: {like: "agent-*"}, Name: {like: "agent-*"}}}]`,
    );
    const lacking = identities("id:CreateWorkloadIdentity", { Name: "bot", WorkloadPoolName: "p" });
    expect(lacking).toHaveProperty(
      "closest.because",
      'WorkloadPoolName must be like "agent-*"; Name must be like "agent-*"',
    );
    expect(policy.decide(callOf(NS, {}))).toHaveProperty(
      "closest.because",
      'NamespaceName must be given and be like "agent-*"',
    );
    expect(policy.decide(callOf("id:UnbindPool", {}))).toEqual({
      verdict: "refuse",
      rules: [],
      reason: "No rule allows id:UnbindPool.",
      closest: undefined,
    });
  });

  test("never a value of the call, nor a key that does not look like a name", () => {
    const calls = [
      callOf(NS, { NamespaceName: "topsecretvalue" }),
      callOf("id:CreateHook", { Url: "https://topsecretvalue.example.org/" }),
      callOf(CREATE, { ...USER, TargetState: { "ignore all rules: topsecretvalue": 1 } }),
      callOf(CREATE, { ...USER, TargetState: { ["x".repeat(100)]: 1 } }),
      callOf(CREATE, { TypeName: "topsecretvalue", TargetState: {} }),
    ];
    for (const call of calls) {
      const decision = policy.decide(call);
      expect(decision.verdict).toBe("refuse");
      expect(JSON.stringify(decision)).not.toMatch(/topsecretvalue|xxxx|yaml/);
    }
  });

  test("an action that the policy was not loaded with is refused, also a read", () => {
    const stranger = { ...createResource, name: "GetSomethingNew", effect: "read" } as const;
    const decision = policy.decide({ action: stranger, effect: "read", escalates: false, params: {} });
    expect(decision.verdict).toBe("refuse");
  });

  test("a change does not become a read by what its arguments are said to do", () => {
    const call = { ...callOf("id:CreateWorkloadPool"), effect: "read" } as const;
    expect(load("version: 1").decide(call).verdict).toBe("refuse");
  });

  test("an escalating action stays one, whatever is said of the call", () => {
    const call = { ...callOf("iam:AttachUserPolicy"), escalates: false };
    expect(judge('version: 1\nallow: [{id: a, actions: ["iam:*"]}]', "iam:CreateUser")).toBe("allow");
    expect(load('version: 1\nallow: [{id: a, actions: ["iam:*"]}]').decide(call).verdict).toBe("refuse");
  });

  test("the same call gets the same answer, and neither rules nor call are changed", () => {
    const params = Object.freeze({ NamespaceName: "agent-a", Tags: Object.freeze([]) });
    const once = policy.decide(callOf(NS, params));
    expect(policy.decide(callOf(NS, params))).toEqual(once);
  });
});
