/** Each starter loads, is not found fault with, and decides as an operator who takes it expects. */
import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../../../src/cli/policy/roles.ts";
import { starter } from "../../../src/cli/policy/starters.ts";
import { PolicyInvalid } from "../../../src/errors.ts";
import { readCases } from "../../../src/policy/file/case-file.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { lint } from "../../../src/policy/review/lint/lint.ts";
import { runCase } from "../../../src/policy/review/run-case.ts";
import { actions } from "../../../tools/index.ts";

const ACCOUNT = "2100000123";
const load = (role: Role, account?: string) =>
  loadPolicy(
    starter(role, account),
    { name: `${role}.yaml` },
    { actions },
    { requireAccount: account !== undefined },
  );

describe.each(ROLES)("%s", (role) => {
  it("loads for a real account that is pinned", () => {
    expect(load(role, ACCOUNT).account).toBe(ACCOUNT);
  });
  it("loads for the sandbox without one, and for a real account only where it allows nothing", () => {
    const { size } = load(role);
    const real = () =>
      loadPolicy(starter(role, undefined), { name: "p" }, { actions }, { requireAccount: true });
    if (size.allow === 0) expect(real).not.toThrow();
    else expect(real).toThrow(PolicyInvalid);
    expect(starter(role, undefined)).toContain("# Fill in the account");
  });
  it("has nothing that lint warns of", () => {
    expect(lint(load(role, ACCOUNT), actions).filter(({ level }) => level !== "note")).toEqual([]);
  });
  it("names every action exactly in what it allows, with a budget, and asks before anything is deleted", () => {
    const { rules, written } = load(role, ACCOUNT);
    for (const rule of written.allow) {
      for (const { value } of rule.actions) expect(value).not.toContain("*");
      expect(rule.budget, rule.id).toBeDefined();
    }
    const byName = new Map(actions.map((action) => [`${action.service}:${action.name}`, action]));
    for (const { id, actions: names, approval } of rules.allow) {
      const risky = [...names.keys()].filter((name) => {
        const action = byName.get(name);
        return action?.effect === "delete" || action?.escalates === true;
      });
      if (risky.length > 0) expect(approval, id).toBe("ask");
    }
  });
});

const CASES: Readonly<Record<Role, string>> = {
  "read-only": `cases:
  - { name: reads, action: "id:ListWorkloadPools", params: { PageNumber: 1, PageSize: 10 }, expect: allow, rules: [reads] }
  - { name: no change, action: "id:CreateWorkloadPool", params: { WorkloadPoolName: agent-a }, expect: refuse }
  - { name: no stored secret, action: "id:GetApiKeyCredentialProvider", params: { Name: a }, expect: refuse }
  - { name: no token, action: "id:GetWorkloadAccessToken", params: { Name: a }, expect: refuse }
`,
  "workload-provisioner": `cases:
  - { name: its pools, action: "id:CreateWorkloadPool", params: { WorkloadPoolName: agent-a }, expect: allow, rules: [own-pools], items: 1 }
  - { name: no other pools, action: "id:CreateWorkloadPool", params: { WorkloadPoolName: team }, expect: refuse }
  - { name: identities in them, action: "id:CreateWorkloadIdentity", params: { Name: bot, WorkloadPoolName: agent-a }, expect: allow, rules: [own-pools] }
  - { name: none in the default pool, action: "id:CreateWorkloadIdentity", params: { Name: bot }, expect: refuse, rules: [never-the-default-pool] }
  - name: no address that is not listed
    action: id:CreateWorkloadIdentity
    params: { Name: bot, WorkloadPoolName: agent-a, AllowedResourceOauth2ReturnUrls: ["https://evil.example.org/cb"] }
    expect: refuse
  - { name: keys of its pools, action: "id:CreateApiKeyCredentialProvider", params: { Name: k, PoolName: agent-a, ApiKey: text-of-a-key }, expect: ask, rules: [keys-of-own-pools], items: 1 }
  - { name: no keys elsewhere, action: "id:CreateApiKeyCredentialProvider", params: { Name: k, ApiKey: text-of-a-key }, expect: refuse }
  - { name: a person says what goes, action: "id:DeleteWorkloadPool", params: { WorkloadPoolName: agent-a }, expect: ask, rules: [remove-from-own-pools] }
  - { name: no other pool goes, action: "id:DeleteWorkloadPool", params: { WorkloadPoolName: prod }, expect: refuse }
  - { name: no token, action: "id:GetWorkloadAccessToken", params: { Name: bot, WorkloadPoolName: agent-a, DurationSeconds: 900 }, expect: refuse }
  - { name: no grant, action: "id:GrantPermission", params: {}, expect: refuse }
`,
  "directory-admin": `cases:
  - { name: users, action: "cloudidentity:CreateUser", params: { UserName: dev }, expect: allow, rules: [users-and-groups] }
  - { name: a person says who is renamed, action: "cloudidentity:UpdateUser", params: { UserId: u-1, DisplayName: Dev }, expect: ask, rules: [names-of-users] }
  - { name: no address for signing in, action: "cloudidentity:UpdateUser", params: { UserId: u-1, Email: dev@example.com }, expect: refuse }
  - { name: no sign-in name, action: "cloudidentity:UpdateUser", params: { UserId: u-1, UserName: root }, expect: refuse }
  - { name: members of a listed group, action: "cloudidentity:AddUserToGroup", params: { GroupId: fill-in-the-group-id, UserId: u-1 }, expect: ask, rules: [members] }
  - { name: of no other, action: "cloudidentity:AddUserToGroup", params: { GroupId: g-admins, UserId: u-1 }, expect: refuse }
  - { name: a person says who goes, action: "cloudidentity:DeleteUser", params: { UserId: u-1 }, expect: ask, rules: [remove], items: 1 }
  - { name: no password, action: "cloudidentity:ResetPassword", params: { UserId: u-1, GenerateRandomPassword: true, PasswordResetRequired: true }, expect: refuse, rules: [no-sign-in] }
  - name: not through Cloud Control either
    action: cloudcontrol:CreateResource
    params: { TypeName: "Volcengine::CloudIdentity::User", TargetState: { UserName: dev } }
    expect: refuse
`,
  "sso-admin": `cases:
  - { name: sets, action: "cloudidentity:CreatePermissionSet", params: { Name: readers }, expect: allow, rules: [permission-sets] }
  - { name: a listed policy, action: "cloudidentity:AddSystemPolicyToPermissionSet", params: { PermissionSetId: ps-1, PermissionPolicyName: ReadOnlyAccess }, expect: ask, rules: [policies-of-sets] }
  - { name: no other, action: "cloudidentity:AddSystemPolicyToPermissionSet", params: { PermissionSetId: ps-1, PermissionPolicyName: IAMFullAccess }, expect: refuse, rules: [] }
  - { name: never all rights, action: "cloudidentity:AddSystemPolicyToPermissionSet", params: { PermissionSetId: ps-1, PermissionPolicyName: AdministratorAccess }, expect: refuse, rules: [no-administrators] }
  - name: no document
    action: cloudidentity:AddInlinePolicyToPermissionSet
    params: { PermissionSetId: ps-1, InlinePolicyDocument: '{"Statement":[{"Effect":"Allow","Action":"tos:*","Resource":"*"}]}' }
    expect: refuse
  - { name: groups in a listed account, action: "cloudidentity:CreateAccountAssignment", params: { PermissionSetId: ps-1, PrincipalType: Group, PrincipalId: g-1, TargetId: "${ACCOUNT}" }, expect: ask, rules: [assign-to-groups] }
  - { name: no single users, action: "cloudidentity:CreateAccountAssignment", params: { PermissionSetId: ps-1, PrincipalType: User, PrincipalId: u-1, TargetId: "${ACCOUNT}" }, expect: refuse }
  - { name: no other account, action: "cloudidentity:CreateAccountAssignment", params: { PermissionSetId: ps-1, PrincipalType: Group, PrincipalId: g-1, TargetId: "2100000999" }, expect: refuse }
  - { name: a person says what is withdrawn, action: "cloudidentity:DeprovisionPermissionSet", params: { PermissionSetId: ps-1, TargetId: "${ACCOUNT}" }, expect: ask, rules: [withdraw] }
  - { name: a person says which set goes, action: "cloudidentity:DeletePermissionSet", params: { PermissionSetId: ps-1 }, expect: ask, rules: [remove-sets] }
`,
};

describe.each(ROLES)("%s decides", (role) => {
  const { cases } = readCases(new TextEncoder().encode(CASES[role]), { name: `${role}.cases.yaml` }, actions);
  const policy = load(role, ACCOUNT);
  it.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
    const { passed, why } = runCase(policy, one);
    expect(passed, why).toBe(true);
  });
});
