/** A name that rules go by cannot be put on, nor taken off, to get around them. */
import { describe, expect, test } from "vitest";
import { actions } from "../../../tools/index.ts";
import { judging, said } from "../real.ts";

const RENAME = "iam:UpdateUser";

describe("a deny on a name", () => {
  const judge = judging(`allow:
  - {id: all, actions: ["${RENAME}", "iam:DeleteUser"], approval: none}
deny:
  - {id: keep, actions: ["${RENAME}", "iam:DeleteUser"], when: {UserName: {like: "prod-*"}}}
`);
  test("holds the thing under its name, and keeps others from taking such a name", () => {
    expect(judge("iam:DeleteUser", { UserName: "prod-a" }).verdict).toBe("refuse");
    expect(judge(RENAME, { UserName: "prod-a", NewUserName: "dev-a" }).verdict).toBe("refuse");
    expect(judge(RENAME, { UserName: "dev-a", NewUserName: "prod-a" }).verdict).toBe("refuse");
    expect(judge(RENAME, { UserName: "dev-a", NewUserName: "Prod-a" }).verdict).toBe("refuse");
    expect(judge(RENAME, { UserName: "dev-a", NewUserName: "dev-b" }).verdict).toBe("allow");
    expect(judge(RENAME, { UserName: "dev-a", NewDescription: "d" }).verdict).toBe("allow");
  });
});

describe("an allow on a name", () => {
  const judge = judging(`allow:
  - {id: agents, actions: ["${RENAME}"], when: {UserName: {like: "agent-*"}}, approval: none}
`);
  test("covers no renaming out of it or into it", () => {
    expect(judge(RENAME, { UserName: "agent-a", NewUserName: "agent-b" }).verdict).toBe("allow");
    expect(judge(RENAME, { UserName: "agent-a", NewUserName: "admin" }).verdict).toBe("refuse");
    expect(judge(RENAME, { UserName: "admin", NewUserName: "agent-a" }).verdict).toBe("refuse");
  });
});

describe("a rename by a rule that asks for no name", () => {
  const judge = judging(`allow:
  - {id: rename, actions: ["${RENAME}", "iam:UpdatePolicy", "iam:UpdateGroup", "iam:UpdateRole"], approval: none}
  - {id: agents, actions: ["iam:DeleteUser"], when: {UserName: {like: "agent-*"}}}
  - {id: readers, actions: ["iam:AttachUserPolicy"], when: {PolicyName: {in: [ReadOnly]}}, approval: none}
  - {id: team, actions: ["iam:AddUserToGroup"], when: {UserGroupName: {in: [team]}}, approval: none}
  - {id: runner, actions: ["iam:AttachRolePolicy"], when: {RoleName: {like: "runner-*"}}, approval: none}
`);
  test.each([
    [RENAME, { UserName: "admin", NewUserName: "agent-admin" }, "agents"],
    [RENAME, { UserName: "admin", NewUserName: "AGENT-admin" }, "agents"],
    ["iam:UpdatePolicy", { PolicyName: "Everything", NewPolicyName: "ReadOnly" }, "readers"],
    ["iam:UpdateGroup", { UserGroupName: "admins", NewUserGroupName: "team" }, "team"],
    ["iam:UpdateRole", { RoleName: "admin", NewRoleName: "runner-admin" }, "runner"],
  ])("%s brings nothing under a rule that trusts the name: %j", (name, params, rule) => {
    expect(said(judge(name, params))).toBe(
      `the new name would bring it under rule ${rule}, which does not cover it now`,
    );
  });
  test("what no rule trusts, or the same rule covers already, is free", () => {
    expect(judge(RENAME, { UserName: "admin", NewUserName: "root" }).verdict).toBe("allow");
    expect(judge(RENAME, { UserName: "agent-a", NewUserName: "agent-b" }).verdict).toBe("allow");
    expect(judge(RENAME, { UserName: "admin", NewUserName: "admin" }).verdict).toBe("allow");
  });
});

describe("a rename out of a deny on another action", () => {
  const judge = judging(`allow:
  - {id: a, actions: ["iam:UpdateUser", "iam:UpdateGroup", "iam:UpdatePolicy", "iam:DeleteUser"], approval: none}
deny:
  - {id: keep-user, actions: ["iam:DeleteUser"], when: {UserName: admin}}
  - {id: keep-group, actions: ["iam:AddUserToGroup"], when: {UserGroupName: admins}}
  - {id: keep-policy, actions: ["iam:DetachUserPolicy"], when: {PolicyName: guard}}
`);
  test.each([
    ["iam:UpdateUser", { UserName: "admin", NewUserName: "tmp" }, "keep-user"],
    ["iam:UpdateUser", { UserName: "Admin", NewUserName: "tmp" }, "keep-user"],
    ["iam:UpdateUser", { NewUserName: "tmp" }, "keep-user"],
    ["iam:UpdateGroup", { UserGroupName: "admins", NewUserGroupName: "tmp" }, "keep-group"],
    ["iam:UpdatePolicy", { PolicyName: "guard", NewPolicyName: "tmp" }, "keep-policy"],
  ])("%s %j is held by rule %s", (name, params, rule) => {
    expect(judge(name, params)).toMatchObject({ verdict: "refuse", rules: [rule] });
  });
  test("of what it does not hold is free, and so is a rename within it", () => {
    expect(judge("iam:UpdateUser", { UserName: "bob", NewUserName: "tmp" }).verdict).toBe("allow");
    const wide = judging(`allow: [{id: a, actions: ["iam:UpdateUser"], approval: none}]
deny: [{id: d, actions: ["iam:DeleteUser"], when: {UserName: {like: "prod-*"}}}]
`);
    expect(wide("iam:UpdateUser", { UserName: "prod-a", NewUserName: "prod-b" }).verdict).toBe("allow");
  });
});

describe("a rule that trusts the name by another parameter", () => {
  const judge = judging(`allow:
  - {id: a, actions: ["iam:UpdateUser", "iam:UpdateRole"], approval: none}
  - {id: users, actions: ["cloudcontrol:DeleteResource"], types: ["Volcengine::IAM::User"], when: {Identifier: {like: "agent-*"}}, approval: none}
  - {id: roles, actions: ["sts:AssumeRole"], when: {RoleTrn: {like: "trn:iam::2100000000:role/agent-*"}}, approval: none}
`);
  test.each([
    ["iam:UpdateUser", { UserName: "admin", NewUserName: "agent-x" }, "users"],
    ["iam:UpdateRole", { RoleName: "admin", NewRoleName: "agent-x" }, "roles"],
  ])("%s %j: rule %s", (name, params, rule) => {
    expect(said(judge(name, params))).toContain(`under rule ${rule}`);
  });
  test("is not concerned by other names", () => {
    expect(judge("iam:UpdateRole", { RoleName: "admin", NewRoleName: "other" }).verdict).toBe("allow");
    expect(judge("iam:UpdateRole", { RoleName: "agent-a", NewRoleName: "agent-b" }).verdict).toBe("allow");
  });
});

test("every action that gives a new name to what it selects by name says so", () => {
  for (const action of actions) {
    const parameters = new Set(Object.keys(action.input()));
    const pairs = [...parameters].filter((name) => /Name$/.test(name) && parameters.has(`New${name}`));
    expect(Object.keys(action.renames ?? {}), `${action.service}:${action.name}`).toEqual(pairs);
    for (const [from, to] of Object.entries(action.renames ?? {})) expect(to).toBe(`New${from}`);
  }
});
