import { describe, expect, test } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { readOnlyPolicy, sandboxPolicy } from "../../src/policy/defaults.ts";
import { actions, callOf } from "./actions.ts";

describe("the sandbox without a policy", () => {
  test("allows every action and says which policy that was", () => {
    const policy = sandboxPolicy();
    expect(policy.version).toBe("sandbox-default");
    expect(policy.account).toBeUndefined();
    for (const action of actions) {
      expect(policy.decide(callOf(qualifiedName(action)))).toEqual({
        verdict: "allow",
        rules: ["sandbox-default"],
        approval: "none",
        approvers: [],
        budgets: [],
      });
    }
  });
});

describe("a real account without a policy", () => {
  const policy = readOnlyPolicy();
  test("allows plain reads and nothing else", () => {
    expect(policy.version).toBe("reads-only");
    for (const action of actions) {
      const call = callOf(qualifiedName(action));
      expect(policy.decide(call).verdict).toBe(call.effect === "read" ? "allow" : "refuse");
    }
  });
  test("refuses a read that reveals, one that would contact somebody, and a change called a read", () => {
    expect(
      policy.decide(callOf("cloudcontrol:GetResource", { TypeName: "Volcengine::IAM::Accesskey" })).verdict,
    ).toBe("refuse");
    expect(policy.decide(callOf("id:GetHook", { Url: "https://auth.example.com/" })).verdict).toBe("refuse");
    expect(policy.decide({ ...callOf("iam:CreateUser"), effect: "read" }).verdict).toBe("refuse");
  });
  test("says whom to ask", () => {
    const decision = policy.decide(callOf("iam:CreateUser", { UserName: "somebody" }));
    expect(decision).toMatchObject({ verdict: "refuse", rules: [], closest: undefined });
    expect(decision.verdict === "refuse" ? decision.reason : "").toMatch(
      /^iam:CreateUser needs a policy.*ask the operator/,
    );
    expect(JSON.stringify(decision)).not.toContain("somebody");
  });
});
