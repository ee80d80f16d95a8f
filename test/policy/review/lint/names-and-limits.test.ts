/** Names that anybody may take, bulk without a budget, and `who` where nobody is known. */
import { describe, expect, it } from "vitest";
import { file, findings, found } from "./files.ts";

describe("a trusted name", () => {
  const trusts =
    'id: trusts, actions: ["iam:AttachUserPolicy"], when: {UserName: {like: "agent-*"}, PolicyName: ReadOnlyAccess}, approval: ask';
  it("that anybody may make is found", () => {
    expect(
      found(file({ allow: [trusts, 'id: makes, actions: ["iam:CreateUser"]'] }), "trusted-name"),
    ).toEqual([
      "5 makes: it may make a User under any name, and rule trusts (line 4) trusts User names: say which names with when: { UserName: … }",
    ]);
  });
  it("that a patch may give is found", () => {
    const renames = (only: string) =>
      `id: renames, actions: ["cloudcontrol:UpdateResource"], types: ["Volcengine::IAM::User"], only: [${only}], approval: ask`;
    expect(
      found(file({ allow: [trusts, renames("PatchDocument.UserName")] }), "trusted-name").join(),
    ).toContain("rename a User");
    expect(found(file({ allow: [trusts, renames("PatchDocument.DisplayName")] }), "trusted-name")).toEqual(
      [],
    );
  });
  it("is safe where names are limited, or where nothing that raises rights goes by it", () => {
    const limited = 'id: makes, actions: ["iam:CreateUser"], when: {UserName: {like: "app-*"}}';
    expect(found(file({ allow: [trusts, limited] }), "trusted-name")).toEqual([]);
    const harmless =
      'id: trusts, actions: ["iam:DeleteUser"], when: {UserName: {like: "agent-*"}}, approval: ask';
    expect(
      found(file({ allow: [harmless, 'id: makes, actions: ["iam:CreateUser"]'] }), "trusted-name"),
    ).toEqual([]);
  });
});

describe("a new name", () => {
  it("is no selector: which thing it is, another parameter says", () => {
    const rule = 'id: pools, actions: ["id:UpdateUserPool"], when: {Name: {like: "dev-*"}}, approval: ask';
    expect(found(file({ allow: [rule] }), "new-name").join()).toContain(
      "UserPoolUid says: put a condition on that",
    );
    const selected =
      'id: pools, actions: ["id:UpdateUserPool"], when: {UserPoolUid: up-1, Name: {like: "dev-*"}}, approval: ask';
    expect(found(file({ allow: [selected] }), "new-name")).toEqual([]);
    const made = 'id: pools, actions: ["id:CreateUserPool"], when: {Name: {like: "dev-*"}}, approval: ask';
    expect(found(file({ allow: [made] }), "new-name")).toEqual([]);
  });
});

describe("a budget", () => {
  it("is missing where one call takes many", () => {
    expect(found(file({ allow: ['id: a, actions: ["id:DeleteUsers"]'] }), "no-budget")).toHaveLength(1);
    expect(
      found(file({ allow: ['id: a, actions: ["id:CreateUsersCSV"], approval: ask'] }), "no-budget"),
    ).toHaveLength(1);
  });
  it("is not missing where there is one, somebody is asked, or it is one thing or a label", () => {
    const fine = [
      'id: a, actions: ["id:DeleteUsers"], budget: {max: 5, per: hour}',
      'id: a, actions: ["id:DeleteUsers"], approval: ask',
      'id: a, actions: ["id:CreateWorkloadPool", "iam:UntagResources"]',
    ];
    for (const rule of fine) expect(found(file({ allow: [rule] }), "no-budget")).toEqual([]);
  });
});

describe("who", () => {
  it("is noted on both sides, once a rule", () => {
    const text = file({
      allow: ['id: a, actions: ["id:CreateWorkloadPool"], who: {users: [alice]}'],
      deny: ['id: d, actions: ["id:CreateUser"], who: {users: [alice]}'],
    });
    expect(found(text, "who", "note")).toEqual([
      "4 a: it has who, and never allows anything over stdio, where nobody is known",
      "6 d: it has who, and denies everybody over stdio, where nobody is known",
    ]);
  });
});

describe("all findings", () => {
  it("come in the order of the file, and a plain policy has none", () => {
    const text = file({
      allow: [
        'id: a, actions: ["id:DeleteUsers"]',
        'id: b, actions: ["iam:CreateAccessKey"], approval: none',
      ],
      deny: ['id: c, actions: ["iam:CreateLoginProfile"]'],
    });
    expect(findings(text).map(({ line }) => line)).toEqual([4, 5, 7]);
    const plain = 'id: a, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}';
    expect(findings(file({ allow: [plain] }))).toEqual([]);
  });
});
