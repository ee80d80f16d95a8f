/** A deny reaches into policy documents: what is denied is not given away either. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/action/json.ts";
import { judging } from "../real.ts";

const DENY = `deny:
  - {id: no-keys, actions: ["iam:CreateAccessKey"]}
`;
const judge = judging(`allow:
  - {id: policies, actions: ["iam:CreatePolicy", "iam:UpdatePolicy"], approval: none}
  - {id: sets, actions: ["cloudidentity:AddInlinePolicyToPermissionSet"], approval: none}
  - {id: types, actions: ["cloudcontrol:CreateResource", "cloudcontrol:UpdateResource"], types: ["Volcengine::IAM::Policy"], only: [TargetState, PatchDocument], approval: none}
  - {id: roles, actions: ["iam:CreateRole"], approval: none}
${DENY}`);
const verdict = (document: Json) =>
  judge("iam:CreatePolicy", {
    PolicyName: "p",
    PolicyDocument: typeof document === "string" ? document : JSON.stringify(document),
  });
const granting = (Action: Json, more: Record<string, Json> = {}) => ({
  Statement: [{ Effect: "Allow", Action, Resource: ["*"], ...more }],
});

describe("a policy document", () => {
  test.each<[string, Json]>([
    ["other actions", granting(["iam:GetUser", "id:*"])],
    ["one action as text", granting("iam:ListUsers")],
    ["what it takes away", granting("*", { Effect: "Deny" })],
  ])("may hold %s", (_what, document) => {
    expect(verdict(document).verdict).toBe("allow");
  });
  test.each<[string, Json]>([
    ["the denied action", granting(["iam:GetUser", "iam:CreateAccessKey"])],
    ["it in another case", granting("IAM:createaccesskey")],
    ["a pattern that reaches it", granting("iam:Create*")],
    ["a pattern in its middle", granting("iam:C*Key")],
    ["one character left open", granting("iam:CreateAccessKe?")],
    ["everything", granting("*")],
    ["everything but", { Statement: [{ Effect: "Allow", NotAction: ["id:*"], Resource: ["*"] }] }],
    ["it escaped", '{"Statement":[{"Effect":"Allow","Action":"iam:\\u0043reateAccessKey","Resource":"*"}]}'],
    ["a second list of actions", '{"Statement":[{"Effect":"Allow","Action":"a:b","Action":"iam:*"}]}'],
    ["a second Statement", '{"Statement":[],"statement":[{"Effect":"Allow","Action":"iam:*"}]}'],
    ["an effect in another case", granting("iam:*", { Effect: "allow" })],
    ["an effect that only seems to take away", granting("iam:*", { Effect: "deny" })],
    ["actions that are no text", granting([{ like: "iam:*" }])],
    ["no statement", {}],
    ["no JSON", "iam:*"],
    ["one statement that is no list", { Statement: { Effect: "Allow", Action: "iam:*" } }],
  ])("may not hold %s", (_what, document) => {
    expect(verdict(document)).toMatchObject({ verdict: "refuse", rules: ["no-keys"] });
  });
});

test("is told which denied action it would grant, where it is the document that is denied", () => {
  expect(verdict(granting(["iam:GetUser", "iam:Create*"]))).toHaveProperty(
    "reason",
    "iam:CreatePolicy is denied here by rule no-keys. What its document grants reaches iam:CreateAccessKey.",
  );
  expect(judge("iam:CreateAccessKey", {})).toHaveProperty(
    "reason",
    "iam:CreateAccessKey is denied here by rule no-keys.",
  );
});

test("nor what does the same by another name", () => {
  const guarded = judging(`allow: [{id: a, actions: ["iam:CreatePolicy"], approval: none}]
deny: [{id: d, actions: ["id:DeleteUsers"]}]
`);
  const granted = (action: string) =>
    guarded("iam:CreatePolicy", { PolicyName: "p", PolicyDocument: JSON.stringify(granting(action)) })
      .verdict;
  expect(granted("id:DeleteUserPool")).toBe("refuse");
  expect(granted("id:DeleteDepartment")).toBe("refuse");
  expect(granted("id:DeleteGroup")).toBe("allow");
});

describe("wherever a document goes", () => {
  const wide = JSON.stringify(granting("iam:*"));
  test.each<[string, string, Record<string, Json>]>([
    ["a new version", "iam:UpdatePolicy", { PolicyName: "p", NewPolicyDocument: wide }],
    [
      "a permission set",
      "cloudidentity:AddInlinePolicyToPermissionSet",
      { PermissionSetId: "s", InlinePolicyDocument: wide },
    ],
    [
      "a resource",
      "cloudcontrol:CreateResource",
      { TypeName: "Volcengine::IAM::Policy", TargetState: { PolicyDocument: wide } },
    ],
    [
      "a resource, as an object",
      "cloudcontrol:CreateResource",
      { TypeName: "Volcengine::IAM::Policy", TargetState: { PolicyDocument: granting("iam:*") } },
    ],
    [
      "a patch",
      "cloudcontrol:UpdateResource",
      {
        TypeName: "Volcengine::IAM::Policy",
        Identifier: "p",
        PatchDocument: [{ op: "replace", path: "/PolicyDocument", value: wide }],
      },
    ],
    [
      "a patch inside it",
      "cloudcontrol:UpdateResource",
      {
        TypeName: "Volcengine::IAM::Policy",
        Identifier: "p",
        PatchDocument: [{ op: "add", path: "/PolicyDocument/Statement/0/Action", value: "iam:*" }],
      },
    ],
  ])("%s", (_what, name, params) => {
    expect(judge(name, params)).toMatchObject({ verdict: "refuse", rules: ["no-keys"] });
  });
  test("what carries none is not judged by it", () => {
    expect(judge("iam:UpdatePolicy", { PolicyName: "p", NewDescription: "d" }).verdict).toBe("allow");
    const trust = {
      Statement: [
        { Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { IAM: ["trn:iam::2100000000:root"] } },
      ],
    };
    expect(
      judge("iam:CreateRole", { RoleName: "r", TrustPolicyDocument: JSON.stringify(trust) }).verdict,
    ).toBe("allow");
  });
});

describe("a document that is too much to compare", () => {
  const many = (count: number) => granting(Array.from({ length: count }, (_, at) => `ecs:Action${at}`));
  test("counts as one that grants everything", () => {
    expect(verdict(many(500)).verdict).toBe("allow");
    expect(verdict(many(501))).toMatchObject({ verdict: "refuse", rules: ["no-keys"] });
    expect(verdict(granting(`ecs:${"x".repeat(300)}`)).verdict).toBe("refuse");
  });
  test("by its depth too, in whatever text", () => {
    for (const depth of [100, 30_000]) {
      expect(verdict(`{"Statement":${"[".repeat(depth)}${"]".repeat(depth)}}`).verdict).toBe("refuse");
    }
  });
});

test("an allow lists what a document may grant, by a path into its text", () => {
  const narrow = judging(`allow:
  - id: readers
    actions: ["iam:CreatePolicy"]
    when: {PolicyDocument.Statement.Action: {in: ["iam:GetUser", "iam:ListUsers"]}, PolicyDocument.Statement.NotAction: {absent: true}}
    approval: none
`);
  const decide = (document: string) =>
    narrow("iam:CreatePolicy", { PolicyName: "p", PolicyDocument: document }).verdict;
  expect(decide(JSON.stringify(granting(["iam:GetUser", "iam:ListUsers"])))).toBe("allow");
  expect(decide(JSON.stringify(granting("iam:GetUser")))).toBe("allow");
  expect(decide(JSON.stringify(granting(["iam:GetUser", "iam:CreateUser"])))).toBe("refuse");
  expect(decide(JSON.stringify({ Statement: [{ Effect: "Allow", NotAction: "a:b" }] }))).toBe("refuse");
  expect(decide('{"Statement":[{"Action":"iam:GetUser","Action":"iam:*"}]}')).toBe("refuse");
  expect(decide("iam:GetUser")).toBe("refuse");
});
