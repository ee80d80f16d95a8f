/** The rule that a refused call would have needed. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { PolicyInvalid } from "../../../../src/errors.ts";
import { suggest } from "../../../../src/policy/review/suggest/suggest.ts";
import { actions } from "../../../../tools/index.ts";
import { action } from "../../../support/rooms.ts";
import { APPROVERS, file } from "../lint/files.ts";

const suggestFor = (name: string, params: JsonObject, text?: string, user?: string) =>
  suggest(
    { action: action(name), params, user, account: "2100000000" },
    text === undefined ? undefined : { text, name: "policy.yaml" },
    actions,
  );

function yaml(...given: Parameters<typeof suggestFor>): string {
  const found = suggestFor(...given);
  return found.kind === "none" ? found.why : found.yaml;
}

describe("the rule", () => {
  it("names the action, holds names to their values and lets through what only describes", () => {
    expect(
      yaml("id:CreateWorkloadPool", { WorkloadPoolName: "team-a", Description: "for a team" }),
    ).toBe(`allow:
  - id: suggested-create-workload-pool
    actions:
      - id:CreateWorkloadPool
    when:
      WorkloadPoolName: team-a
    only:
      - Description
    approval: ask
`);
  });
  it("says what an absent name means", () => {
    expect(yaml("id:CreateWorkloadIdentity", { Name: "bot" })).toContain(
      "when:\n      Name: bot\n      WorkloadPoolName: default\n",
    );
  });
  it("quotes text that YAML would take for something else", () => {
    const text = yaml("id:CreateWorkloadPool", { WorkloadPoolName: "007", Description: "x" });
    expect(text).toContain('WorkloadPoolName: "007"');
  });
  it("is for the user who asked, where one is known", () => {
    expect(yaml("id:CreateWorkloadPool", { WorkloadPoolName: "a" }, undefined, "alice")).toContain(
      "who:\n      users:\n        - alice\n",
    );
  });
  it("takes Cloud Control by type and by each property", () => {
    const text = yaml("cloudcontrol:CreateResource", {
      TypeName: "Volcengine::IAM::User",
      TargetState: {
        UserName: "bot",
        DisplayName: "Bot",
        LoginProfile: { Password: { $fingerprint: "0123456789abcdef" }, PasswordResetRequired: true },
        Policies: [
          { PolicyName: "A", PolicyType: "System" },
          { PolicyName: "B", PolicyType: "System" },
        ],
      },
    });
    expect(text).toContain(`    types:
      - Volcengine::IAM::User
    when:
      TargetState.UserName: bot
      TargetState.LoginProfile.Password:
        present: true
      TargetState.LoginProfile.PasswordResetRequired: true
      TargetState.Policies.PolicyName:
        in:
          - A
          - B
      TargetState.Policies.PolicyType: System
    only:
      - TargetState.DisplayName
      - TargetState.LoginProfile.Password
`);
  });
  it("takes a patch by what it sets, and passes over what it removes", () => {
    const text = yaml("cloudcontrol:UpdateResource", {
      TypeName: "Volcengine::IAM::User",
      Identifier: "bot",
      PatchDocument: [
        { op: "replace", path: "/Email", value: "bot@example.com" },
        { op: "remove", path: "/MobilePhone" },
      ],
    });
    expect(text).toContain(
      "when:\n      Identifier: bot\n      PatchDocument.Email: bot@example.com\n    only:\n      - PatchDocument.MobilePhone\n",
    );
  });
  it("holds a document to its text, or to what is in it where the text has line ends", () => {
    const document = { Statement: [{ Effect: "Allow", Action: ["iam:ListUsers"], Resource: ["*"] }] };
    const one = yaml("iam:CreatePolicy", { PolicyName: "p", PolicyDocument: JSON.stringify(document) });
    expect(one).toContain('PolicyDocument: \'{"Statement":');
    const other = yaml("iam:CreatePolicy", {
      PolicyName: "p",
      PolicyDocument: JSON.stringify(document, null, 2),
    });
    expect(other).toContain("PolicyDocument.Statement.Action: iam:ListUsers");
  });
  it("holds a new name to the old and the new one", () => {
    expect(yaml("iam:UpdateUser", { UserName: "a", NewUserName: "b" })).toContain(
      "UserName:\n        in:\n          - a\n          - b\n      NewUserName: b\n",
    );
  });
  it("lists the account that a change reaches into", () => {
    const params = { PermissionSetId: "ps", PrincipalType: "User", PrincipalId: "u", TargetId: "2100000001" };
    expect(yaml("cloudidentity:CreateAccountAssignment", params)).toContain('TargetId: "2100000001"');
  });
  it("asks for a second person where the policy names approvers, and says so where it raises rights and names none", () => {
    const params = { UserName: "bot", PolicyName: "A", PolicyType: "System" };
    expect(yaml("iam:AttachUserPolicy", params, file({ top: APPROVERS }))).toContain(
      "approval: second-person",
    );
    const asked = suggestFor("iam:AttachUserPolicy", params);
    expect(asked).toMatchObject({ kind: "rule", yaml: expect.stringContaining("approval: ask") });
    expect(asked.kind === "rule" && asked.notes.join()).toContain("name approvers and write second-person");
  });
  it("takes an id that the file does not have", () => {
    const taken = file({ allow: ['id: suggested-delete-workload-pool, actions: ["id:CreateWorkloadPool"]'] });
    expect(yaml("id:DeleteWorkloadPool", { WorkloadPoolName: "a" }, taken)).toContain(
      "id: suggested-delete-workload-pool-2\n",
    );
  });
});

describe("hosts", () => {
  const url = (host: string) => ({
    Name: "bot",
    WorkloadPoolName: "agent-a",
    AllowedResourceOauth2ReturnUrls: [`https://${host}/cb`],
  });
  const rule = 'id: a, actions: ["id:CreateWorkloadIdentity"], when: {WorkloadPoolName: agent-a}';

  it("are all that is missing where a rule covers the call", () => {
    expect(yaml("id:CreateWorkloadIdentity", url("auth.example.com"), file({ allow: [rule] }))).toBe(
      "hosts:\n  - auth.example.com\n",
    );
  });
  it("come with the rule where both are missing, and not where one is listed by its domain", () => {
    expect(yaml("id:CreateWorkloadIdentity", url("auth.example.com"))).toMatch(
      /^hosts:\n {2}- auth\.example\.com\nallow:\n/,
    );
    const listed = file({ top: 'hosts: ["*.example.com"]\n' });
    expect(yaml("id:CreateWorkloadIdentity", url("auth.example.com"), listed)).toMatch(/^allow:\n/);
  });
  it("do not help where the address is no address on a host", () => {
    expect(yaml("id:CreateWorkloadIdentity", url("127.0.0.1"))).toMatch(
      /^No rule of its own allows it: .*https address/,
    );
  });
});

describe("no rule helps", () => {
  it("where a deny matches: it says which, and its line", () => {
    const text = file({ deny: ['id: never, actions: ["id:DeleteWorkloadPool"]'] });
    expect(yaml("id:DeleteWorkloadPool", { WorkloadPoolName: "a" }, text)).toBe(
      "It is denied on purpose, by never (line 4). No allow rule helps: a deny beats every allow.",
    );
  });
  it("where the policy given allows the call", () => {
    const text = file({ allow: ['id: a, actions: ["id:DeleteWorkloadPool"], approval: ask'] });
    expect(yaml("id:DeleteWorkloadPool", { WorkloadPoolName: "a" }, text)).toContain(
      "allows this call already, by a, with approval ask",
    );
  });
  it("where a patch does what no rule lets through", () => {
    const params = {
      TypeName: "Volcengine::IAM::User",
      Identifier: "bot",
      PatchDocument: [{ op: "copy", from: "/UserName", path: "/DisplayName" }],
    };
    expect(yaml("cloudcontrol:UpdateResource", params)).toContain("It carries a patch");
  });
  it("where a name would come under a rule that trusts it", () => {
    const text = file({
      allow: ['id: trusts, actions: ["iam:DeleteUser"], when: {UserName: {like: "agent-*"}}, approval: ask'],
    });
    expect(yaml("iam:UpdateUser", { UserName: "x", NewUserName: "agent-x" }, text)).toMatch(
      /^No rule of its own allows it: .*trusts/,
    );
  });
  it("and a policy that does not load is an error", () => {
    expect(() => yaml("id:DeleteWorkloadPool", {}, "version: 2\n")).toThrow(PolicyInvalid);
  });
});
