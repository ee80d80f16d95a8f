/** Which IAM users, user groups and roles have which policies (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainName,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-policy-attachments";

const NAME_LIMIT = 64;

const policyType = () =>
  z.enum(["System", "Custom"]).describe("System: the vendor's preset; Custom: made here");
const policy = () => ({ PolicyName: plainName(NAME_LIMIT), PolicyType: policyType() });

const scopes = () =>
  rowsOutput({
    PolicyScopeType: textOutput(),
    ProjectName: textOutput(),
    ProjectDisplayName: textOutput(),
    AttachDate: textOutput(),
  });

const attachedPolicies = () => ({
  AttachedPolicyMetadata: rowsOutput({
    PolicyName: textOutput(),
    PolicyType: textOutput(),
    PolicyTrn: textOutput(),
    Description: textOutput(),
    PolicyScope: scopes(),
    AttachDate: textOutput(),
  }),
});

const holder = () => ({
  // An integer by the reference; wide ids have come as text elsewhere.
  Id: z.union([z.number(), z.string()]).nullish(),
  DisplayName: textOutput(),
  Description: textOutput(),
  PolicyScope: scopes(),
  AttachDate: textOutput(),
});

const attachment = { service: "iam", family, effect: "update", escalates: true, output: () => ({}) } as const;
// A policy can deny: who loses it may be allowed more.
const detachment = { service: "iam", family, effect: "delete", escalates: true, output: () => ({}) } as const;
const listing = { service: "iam", family, effect: "read", output: attachedPolicies } as const;

const attachUserPolicy = defineAction({
  ...attachment,
  name: "AttachUserPolicy",
  title: "Attach a policy to an IAM user",
  zh: "为 IAM 用户绑定策略",
  summary:
    "Gives one IAM user everything that a policy allows, in the whole account. For several people prefer a group (AttachUserGroupPolicy). Taken back with DetachUserPolicy.",
  synonyms: [
    "grant permission; make admin; access denied; make somebody an administrator; give a sub-user rights; more permissions; attach a read policy to somebody; make somebody admin of the account; administrator of our account; sub-user gets access denied",
    "授权; 加权限; 变成管理员; 设为管理员; 给子账号授权; 给用户加权限; 权限不够; 给子用户绑策略; 子用户报没权限; 给子用户开权限",
  ],
  prerequisites: ["iam:ListPolicies", "iam:ListUsers"],
  input: () => ({ UserName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedUserPolicies",
    by: ["UserName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
    tells: "there",
  },
});

const detachUserPolicy = defineAction({
  ...detachment,
  name: "DetachUserPolicy",
  title: "Detach a policy from an IAM user",
  zh: "为 IAM 用户解绑策略",
  summary:
    "Takes a policy from one IAM user; what the user has through groups stays. The policy itself is kept. Detaching one that denies widens access: read it with GetPolicy first.",
  synonyms: [
    "revoke permission; remove access; no longer an administrator; take rights from a sub-user; take a policy away from a sub-user",
    "离职; 收回权限; 取消管理员; 去掉用户权限; 收回子账号权限; 子用户摘策略",
  ],
  prerequisites: ["iam:ListAttachedUserPolicies"],
  input: () => ({ UserName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedUserPolicies",
    by: ["UserName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
  },
});

const listAttachedUserPolicies = defineAction({
  ...listing,
  name: "ListAttachedUserPolicies",
  title: "List the policies of an IAM user",
  zh: "列出 IAM 用户绑定的策略",
  summary:
    "Lists the policies that an IAM user has directly, each with its scope (whole account or projects). What comes through groups is in ListGroupsForUser and ListAttachedUserGroupPolicies.",
  synonyms: [
    "what may this user do; audit permissions; what rights has a sub-user; is somebody an administrator; what can a sub-user do",
    "用户权限; 权限审计; 子账号有什么权限; 用户有哪些策略; 是不是管理员; 子用户能干什么",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({ UserName: plainName() }),
});

const attachUserGroupPolicy = defineAction({
  ...attachment,
  name: "AttachUserGroupPolicy",
  title: "Attach a policy to an IAM user group",
  zh: "为 IAM 用户组绑定策略",
  summary:
    "Gives every present and future member of an IAM user group what a policy allows, in the whole account. See ListUsersForGroup first. Taken back with DetachUserGroupPolicy.",
  synonyms: [
    "team permissions; grant to group; rights for a whole team; the whole team may manage; policy for everybody in a group",
    "批量授权; 用户组授权; 给组授权; 给用户组加权限; 整个组的权限; 整个组都能管理; 让开发组管理 ECS; 给整个组挂策略",
  ],
  prerequisites: ["iam:ListPolicies", "iam:ListGroups", "iam:ListUsersForGroup"],
  input: () => ({ UserGroupName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedUserGroupPolicies",
    by: ["UserGroupName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
    tells: "there",
  },
});

const detachUserGroupPolicy = defineAction({
  ...detachment,
  name: "DetachUserGroupPolicy",
  title: "Detach a policy from an IAM user group",
  zh: "为 IAM 用户组解绑策略",
  summary:
    "Takes a policy from an IAM user group and so from all its members: see ListUsersForGroup first. The policy itself is kept. Detaching one that denies widens access.",
  synonyms: [
    "revoke from group; remove team access; take a policy away from a group",
    "收回用户组权限; 去掉组的权限; 用户组取消授权; 组摘策略",
  ],
  prerequisites: ["iam:ListAttachedUserGroupPolicies", "iam:ListUsersForGroup"],
  input: () => ({ UserGroupName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedUserGroupPolicies",
    by: ["UserGroupName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
  },
});

const listAttachedUserGroupPolicies = defineAction({
  ...listing,
  name: "ListAttachedUserGroupPolicies",
  title: "List the policies of an IAM user group",
  zh: "列出 IAM 用户组绑定的策略",
  summary:
    "Lists the policies of an IAM user group, each with its scope (whole account or projects): what every member may do through it.",
  synonyms: ["group permissions; inherited rights", "用户组权限; 继承权限; 组有什么权限; 组有哪些策略"],
  prerequisites: ["iam:ListGroups"],
  input: () => ({ UserGroupName: plainName() }),
});

const attachRolePolicy = defineAction({
  ...attachment,
  name: "AttachRolePolicy",
  title: "Attach a policy to an IAM role",
  zh: "为 IAM 角色绑定策略",
  summary:
    "Gives an IAM role, and so whoever may assume it, what a policy allows in the whole account. Who may assume it is in the trust policy (GetRole). Taken back with DetachRolePolicy.",
  synonyms: [
    "grant to service; agent permissions; instance role; give a role rights; role lacks a right; role cannot write; add a right to a role",
    "角色授权; 服务授权; 给角色授权; 角色加权限; 给角色加上只读; 角色加策略; 角色缺权限; 角色没权限; 给云上角色加权限",
  ],
  prerequisites: ["iam:ListPolicies", "iam:ListRoles"],
  input: () => ({ RoleName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedRolePolicies",
    by: ["RoleName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
    tells: "there",
  },
});

const detachRolePolicy = defineAction({
  ...detachment,
  name: "DetachRolePolicy",
  title: "Detach a policy from an IAM role",
  zh: "为 IAM 角色解绑策略",
  summary:
    "Takes a policy from an IAM role: programs that run with the role may stop working. The policy itself is kept. Detaching one that denies widens access.",
  synonyms: [
    "revoke from role; reduce role rights; role has too many rights",
    "收回角色权限; 去掉角色权限; 角色取消授权; 角色权限太大",
  ],
  prerequisites: ["iam:ListAttachedRolePolicies"],
  input: () => ({ RoleName: plainName(NAME_LIMIT), ...policy() }),
  lookup: {
    action: "iam:ListAttachedRolePolicies",
    by: ["RoleName"],
    among: { list: "AttachedPolicyMetadata", by: { PolicyName: "PolicyName", PolicyType: "PolicyType" } },
  },
});

const listAttachedRolePolicies = defineAction({
  ...listing,
  name: "ListAttachedRolePolicies",
  title: "List the policies of an IAM role",
  zh: "列出 IAM 角色绑定的策略",
  summary:
    "Lists the policies of an IAM role, each with its scope (whole account or projects): what whoever assumes it may do.",
  synonyms: [
    "role permissions; what may this role do; what can a role do",
    "角色权限; 角色有什么权限; 角色有哪些策略; 角色能干什么",
  ],
  prerequisites: ["iam:ListRoles"],
  input: () => ({ RoleName: plainName() }),
});

const listEntitiesForPolicy = defineAction({
  service: "iam",
  name: "ListEntitiesForPolicy",
  family,
  effect: "read",
  title: "List who has an IAM policy",
  zh: "列出 IAM 策略绑定的身份",
  summary:
    "Lists the IAM users, user groups and roles that a policy is attached to, page by page. Look here before you change, detach or delete a policy.",
  synonyms: [
    "blast radius; who is admin; policy usage; where is a policy used; who has a policy; users, groups and roles of a policy; policy in use; before deleting a policy; where is AdministratorAccess used; who has AdministratorAccess; to whom was a policy given",
    "谁有权限; 影响范围; 策略被谁使用; 策略绑给了谁; 谁在用这个策略; 哪些用户有管理员权限; 谁是管理员; 哪些人绑了 AdministratorAccess; 策略都授给了谁; 策略给了哪些人; 绑了这条策略的",
  ],
  prerequisites: ["iam:ListPolicies"],
  input: () => ({
    PolicyName: plainName(),
    PolicyType: policyType(),
    EntityFilter: name("User, UserGroup or Role; all three when absent").optional(),
    Limit: limit(),
    Offset: offset(),
  }),
  output: () => ({
    PolicyUsers: rowsOutput({ UserName: textOutput(), ...holder() }),
    PolicyUserGroups: rowsOutput({ UserGroupName: textOutput(), ...holder() }),
    PolicyRoles: rowsOutput({ RoleName: textOutput(), ...holder() }),
    Total: countOutput(),
    Limit: countOutput(),
    Offset: countOutput(),
  }),
  paging: "limit-offset",
});

export const iamPolicyAttachments = defineFamily({
  name: family,
  title: "IAM policy attachments",
  zh: "IAM 策略绑定",
  summary:
    "A policy takes effect where it is attached: to an IAM user, to a user group with all its members, or to a role and whoever assumes it.",
  actions: [
    attachUserPolicy,
    detachUserPolicy,
    listAttachedUserPolicies,
    attachUserGroupPolicy,
    detachUserGroupPolicy,
    listAttachedUserGroupPolicies,
    attachRolePolicy,
    detachRolePolicy,
    listAttachedRolePolicies,
    listEntitiesForPolicy,
  ],
});
