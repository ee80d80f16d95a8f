/** Rights and credentials that are given away too easily. */
import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../../../src/action/action.ts";
import { NAMED_IN_WAYS, waysAround } from "../../../../src/policy/review/lint/ways-around.ts";
import { actions } from "../../../../tools/index.ts";
import { APPROVERS, file, found } from "./files.ts";

const rule = (id: string, action: string, more = "approval: none") =>
  `id: ${id}, actions: ["${action}"], ${more}`;

describe("a weak approval", () => {
  it("is none where rights are raised, and nothing says of what", () => {
    expect(found(file({ allow: [rule("a", "iam:CreateAccessKey")] }), "weak-approval", "warning")).toEqual([
      "4 a: iam:CreateAccessKey may run with no condition and without anybody's yes: ask for second-person, or say of what with when",
    ]);
    const said = rule("a", "iam:CreateAccessKey", "approval: none, when: {UserName: bot}");
    expect(found(file({ allow: [said] }), "weak-approval")).toEqual([]);
    const signed = file({
      allow: [rule("a", "iam:CreateAccessKey", "approval: second-person")],
      top: APPROVERS,
    });
    expect(found(signed, "weak-approval")).toEqual([]);
  });
  it("is none where whole holders of things go", () => {
    expect(
      found(file({ allow: ['id: a, actions: ["id:DeleteUserPool"]'] }), "weak-approval", "warning"),
    ).toHaveLength(1);
    expect(
      found(file({ allow: ['id: a, actions: ["id:DeleteUserPool"], approval: ask'] }), "weak-approval"),
    ).toEqual([]);
    expect(found(file({ allow: ['id: a, actions: ["id:DeleteSCIMToken"]'] }), "weak-approval")).toEqual([]);
  });
  it("is ask where rights are given, since the asking client answers: a note", () => {
    expect(
      found(file({ allow: [rule("a", "iam:AttachUserPolicy", "approval: ask")] }), "weak-approval", "note"),
    ).toHaveLength(1);
    expect(
      found(file({ allow: [rule("a", "iam:UpdateLoginProfile", "approval: ask")] }), "weak-approval"),
    ).toEqual([]);
  });
  it("is seen through Cloud Control by what only lets through", () => {
    const cc = (only: string) =>
      file({
        allow: [
          `id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"], only: [${only}], approval: none`,
        ],
      });
    expect(found(cc("TargetState.UserName"), "weak-approval")).toEqual([]);
    expect(found(cc("TargetState.LoginProfile.Password"), "weak-approval").join()).toContain(
      "iam:CreateLoginProfile (cloudcontrol:CreateResource)",
    );
  });
});

describe("a deny that another way undoes", () => {
  it.each([
    ["iam:AttachUserPolicy", "iam:AddUserToGroup"],
    ["iam:AttachUserPolicy", "cloudidentity:CreateAccountAssignment"],
    ["iam:AttachUserPolicy", "id:CreateIamRoleAttachment"],
    ["iam:CreateUser", "cloudidentity:CreateUserProvisioning"],
    ["sts:AssumeRole", "id:GetRoleCredentials"],
    ["id:GetRoleCredentials", "sts:AssumeRole"],
    ["iam:CreateAccessKey", "iam:CreateLoginProfile"],
  ])("%s by %s", (denied, allowed) => {
    const when = allowed.startsWith("cloudidentity:")
      ? 'when: {TargetId: {in: ["1"]}}, approval: ask'
      : "approval: ask";
    const text = (deny: string) =>
      file({ allow: [rule("a", allowed, when)], deny: [`id: d, actions: [${deny}]`] });
    expect(found(text(`"${denied}"`), "undone-elsewhere", "warning")).toEqual([
      expect.stringContaining(`6 d: it denies ${denied}, and rule a (line 4) allows ${allowed}, by which `),
    ]);
    expect(found(text(`"${denied}", "${allowed}"`), "undone-elsewhere")).toEqual([]);
  });
  it("through Cloud Control too, and not where somebody else signs", () => {
    const text = (approval: string) =>
      file({
        top: APPROVERS,
        allow: [
          `id: a, actions: ["cloudcontrol:UpdateResource"], types: ["Volcengine::IAM::Group"], only: [PatchDocument.Users], approval: ${approval}`,
        ],
        deny: ['id: d, actions: ["iam:AttachUserPolicy"]'],
      });
    expect(found(text("ask"), "undone-elsewhere", "warning").join()).toContain(
      "iam:AddUserToGroup (cloudcontrol:UpdateResource)",
    );
    expect(found(text("second-person"), "undone-elsewhere", "warning")).toEqual([]);
  });
  it("is told by a table of actions that exist, none of which is its own way", () => {
    const known = new Set(actions.map(qualifiedName));
    expect(NAMED_IN_WAYS.filter((name) => !known.has(name))).toEqual([]);
    for (const name of NAMED_IN_WAYS)
      expect(waysAround(name).map(({ action }) => action)).not.toContain(name);
  });
});

describe("keys for somebody whose rights can be changed", () => {
  const attach = (more: string) => rule("rights", "iam:AttachUserPolicy", `approval: ask${more}`);
  const key = (more: string) => rule("keys", "iam:CreateAccessKey", `approval: ask${more}`);
  const check = (...allow: string[]) => found(file({ allow, top: APPROVERS }), "mints-keys");

  it("are found where the same policy allows both", () => {
    expect(check(key(""), attach(""))).toEqual([
      "4 keys: it makes credentials of IAM users (iam:CreateAccessKey) whose rights rule rights (line 5) allows to change (iam:AttachUserPolicy): keep the names apart with when, say which rights, or ask for second-person",
    ]);
  });
  it("are none where names are apart, rights are listed or somebody else signs", () => {
    const of = (pattern: string) => `, when: {UserName: {like: "${pattern}"}}`;
    expect(check(key(of("bot-*")), attach(of("report-*")))).toEqual([]);
    expect(check(key(of("bot-*")), attach(of("bo*")))).toHaveLength(1);
    expect(check(key(""), attach(", when: {PolicyName: ReadOnlyAccess}"))).toEqual([]);
    expect(check(key(""), rule("rights", "iam:AttachUserPolicy", "approval: second-person"))).toEqual([]);
  });
});

describe("what is given away without saying which", () => {
  it.each([
    ["iam:CreatePolicy", "unguarded-document", "PolicyDocument.Statement.Action"],
    ["iam:UpdatePolicy", "unguarded-document", "NewPolicyDocument.Statement.Action"],
    ["iam:AttachRolePolicy", "unguarded-policy", "PolicyName"],
    ["iam:CreateRole", "unguarded-trust", "TrustPolicyDocument.Statement.Principal.Service"],
  ] as const)("%s: %s", (action, code, path) => {
    expect(found(file({ allow: [rule("a", action)] }), code, "warning")).toHaveLength(1);
    expect(found(file({ allow: [rule("a", action, "approval: ask")] }), code, "note")).toHaveLength(1);
    const guarded = rule("a", action, `approval: none, when: {${path}: {in: [x]}}`);
    expect(found(file({ allow: [guarded] }), code)).toEqual([]);
  });
  it("a rule whose only leaves the document out gives none", () => {
    const text = rule("a", "iam:UpdatePolicy", "approval: none, only: [PolicyName, NewDescription]");
    expect(found(file({ allow: [text] }), "unguarded-document")).toEqual([]);
  });
  it("is seen through Cloud Control", () => {
    const text = (more: string) =>
      file({
        allow: [
          `id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"], only: [TargetState.UserName, TargetState.Policies], approval: none${more}`,
        ],
      });
    expect(found(text(""), "unguarded-policy").join()).toContain("TargetState.Policies.PolicyName");
    expect(
      found(text(", when: {TargetState.Policies.PolicyName: ReadOnlyAccess}"), "unguarded-policy"),
    ).toEqual([]);
  });
});
