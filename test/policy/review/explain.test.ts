import { describe, expect, test } from "vitest";
import { natureOf } from "../../../src/action/action.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { explain } from "../../../src/policy/review/explain.ts";
import type { Principal } from "../../../src/policy/types.ts";
import { actions } from "../../../tools/index.ts";
import { action } from "../../support/rooms.ts";

const key = (byte: number) => `ed25519:${Buffer.alloc(32, byte).toString("base64url")}`;
const POLICY = `version: 1
account: "1"
hosts: [auth.example.com]
approvers:
  - { name: security, key: "${key(1)}" }
allow:
  - id: far
    actions: ["id:CreateWorkloadIdentity"]
    who: { groups: [ops] }
    when: { WorkloadPoolName: { like: "x-*" }, Name: { like: "bot-*" } }
  - id: near
    actions: ["id:CreateWorkloadIdentity", "id:CreateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
    budget: { max: 20, per: hour }
  - id: narrow
    actions: ["cloudidentity:CreateUser"]
    only: [UserName]
  - id: grants
    actions: ["iam:CreatePolicy", "iam:AttachUserPolicy"]
deny:
  - id: people
    actions: ["id:DeleteUsers"]
    when: { UserPoolUid: a }
  - id: iam-people
    actions: ["iam:DeleteUser"]
  - id: one-set
    actions: ["cloudcontrol:DeleteResource"]
    types: ["Volcengine::CloudIdentity::User"]
  - id: not-prod
    actions: ["id:CreateWorkloadIdentity"]
    who: { users: [eve] }
    when: { WorkloadPoolName: prod }
`;
const policy = loadPolicy(POLICY, { name: "policy.yaml" }, { actions });
const line = (id: string) => POLICY.split("\n").findIndex((text) => text.includes(`id: ${id}`)) + 1;

function explained(name: string, params: JsonObject, principal?: Principal) {
  return explain(policy, { action: action(name), ...natureOf(action(name), params), params, principal });
}
const eve: Principal = { user: "eve", groups: undefined, client: undefined };
const bob: Principal = { user: "bob", groups: ["ops"], client: undefined };

describe("allow rules", () => {
  test("stand with their lines, the closest first, each with everything that is unmet", () => {
    const { decision, allows } = explained(
      "id:CreateWorkloadIdentity",
      { WorkloadPoolName: "team", Name: "a" },
      { ...bob, groups: [] },
    );
    expect(decision.verdict).toBe("refuse");
    expect(allows).toEqual([
      {
        rule: "near",
        line: line("near"),
        approval: "none",
        unmet: ['WorkloadPoolName must be like "agent-*"'],
      },
      {
        rule: "far",
        line: line("far"),
        approval: "none",
        unmet: [
          "the rule is for other callers",
          'WorkloadPoolName must be like "x-*"',
          'Name must be like "bot-*"',
        ],
      },
    ]);
  });
  test("that match have nothing unmet, and what they ask for is told", () => {
    const { decision, allows, budgets } = explained("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(decision).toMatchObject({ verdict: "allow", rules: ["near"] });
    expect(allows).toEqual([{ rule: "near", line: line("near"), approval: "none", unmet: [] }]);
    expect(budgets).toEqual([{ rule: "near", max: 20, perSeconds: 3600, items: 1 }]);
    const signed = explained("iam:AttachUserPolicy", {
      UserName: "a",
      PolicyName: "b",
      PolicyType: "System",
    });
    expect(signed.allows).toMatchObject([{ rule: "grants", approval: "second-person", unmet: [] }]);
  });
  test("tell every parameter that only does not let through", () => {
    const [narrow] = explained("cloudidentity:CreateUser", {
      UserName: "a",
      Email: "a@example.com",
      Phone: "1",
    }).allows;
    expect(narrow?.unmet).toEqual([
      "Email is not among the parameters it lets through",
      "Phone is not among the parameters it lets through",
    ]);
  });
  test("that do not cover the action are not told", () => {
    expect(explained("id:DeleteNamespace", { NamespaceName: "a" }).allows).toEqual([]);
  });
});

describe("deny rules", () => {
  test("deny what they list", () => {
    expect(explained("iam:DeleteUser", { UserName: "a" }).denies).toEqual([
      {
        rule: "iam-people",
        line: line("iam-people"),
        how: "itself",
        of: undefined,
        standsFor: undefined,
        undecided: [],
        callerUnknown: false,
      },
    ]);
  });
  test.each([
    ["id:DeleteUserPool", { UserPoolUid: "a" }, "people", "id:DeleteUsers"],
    [
      "cloudcontrol:DeleteResource",
      { TypeName: "Volcengine::IAM::User", Identifier: "a" },
      "iam-people",
      "iam:DeleteUser",
    ],
    ["cloudidentity:DeleteUser", { UserId: "u" }, "one-set", "cloudcontrol:DeleteResource"],
  ])("deny %s, which can do the same, and say of what", (name, params, rule, of) => {
    const { denies } = explained(name, params);
    expect(denies).toEqual([
      { rule, line: line(rule), how: "equivalent", of, standsFor: of, undecided: [], callerUnknown: false },
    ]);
  });
  test("deny another way only within what holds the thing", () => {
    expect(explained("id:DeleteUserPool", { UserPoolUid: "b" }).denies).toEqual([]);
  });
  test("deny a document that grants what they list", () => {
    const PolicyDocument = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "iam:Delete*", Resource: "*" }],
    });
    const { denies } = explained("iam:CreatePolicy", { PolicyName: "p", PolicyDocument });
    expect(denies).toMatchObject([{ rule: "iam-people", how: "document", of: "iam:DeleteUser" }]);
  });
  test("deny a document that grants another way, and say of what", () => {
    const granting = (Action: string) =>
      explained("iam:CreatePolicy", {
        PolicyName: "p",
        PolicyDocument: JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] }),
      }).denies;
    expect(granting("id:DeleteUserPool")).toMatchObject([
      { rule: "people", how: "document", of: "id:DeleteUserPool", standsFor: "id:DeleteUsers" },
    ]);
    // What a rule lists is told, and not each way to it besides.
    expect(granting("id:Delete*")).toMatchObject([
      { rule: "people", how: "document", of: "id:DeleteUsers", standsFor: undefined },
    ]);
  });
  test("say what could not be decided: a parameter, the caller", () => {
    const denied = (pool: string, principal?: Principal) =>
      explained("id:CreateWorkloadIdentity", { WorkloadPoolName: pool, Name: "a" }, principal).denies;
    expect(denied("prod", eve)).toMatchObject([{ rule: "not-prod", undecided: [], callerUnknown: false }]);
    expect(denied("Prod", eve)).toMatchObject([{ undecided: ["WorkloadPoolName"], callerUnknown: false }]);
    expect(denied("prod")).toMatchObject([{ undecided: [], callerUnknown: true }]);
    expect(denied("prod", bob)).toEqual([]);
    expect(denied("dev", eve)).toEqual([]);
  });
});

describe("addresses", () => {
  const withUrl = (url: string, pool: string) =>
    explained("id:CreateWorkloadIdentity", {
      Name: "a",
      WorkloadPoolName: pool,
      AllowedResourceOauth2ReturnUrls: [url],
    });
  test("on no listed host are told, also where no rule allows the call", () => {
    expect(withUrl("https://evil.example.org/", "agent-a").unlistedField).toBe(
      "AllowedResourceOauth2ReturnUrls[]",
    );
    expect(withUrl("https://evil.example.org/", "team").unlistedField).toBe(
      "AllowedResourceOauth2ReturnUrls[]",
    );
    expect(withUrl("https://auth.example.com/", "agent-a").unlistedField).toBeUndefined();
  });
});

test("the decision is the engine's own, and agrees with what is told of the rules", () => {
  for (const one of actions) {
    const params = { WorkloadPoolName: "agent-a", UserPoolUid: "a" };
    const call = { action: one, ...natureOf(one, params), params };
    const { decision, allows, denies } = explain(policy, call);
    expect(decision).toEqual(policy.decide(call));
    const matching = allows.filter(({ unmet }) => unmet.length === 0).map(({ rule }) => rule);
    if (denies.length > 0) {
      expect(decision).toMatchObject({
        verdict: "refuse",
        rules: [...new Set(denies.map(({ rule }) => rule))],
      });
    } else if (decision.verdict === "allow") {
      expect(decision.rules.filter((rule) => rule !== "reads")).toEqual(matching);
    }
  }
});
