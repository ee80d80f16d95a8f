import { choice, definePrompt, type Step } from "../../src/action/prompt.ts";
import { whoAmI } from "./steps.ts";

const ATTACHED = ["AttachedPolicyMetadata.PolicyName", "AttachedPolicyMetadata.PolicyType"];

const MANY = "More than about 30: ask the user which ones matter, or count only.";

export const accessReview = definePrompt({
  name: "access_review",
  title: "Review access",
  zh: "访问权限审查",
  description:
    "Find out who can do what: people, IAM users and their keys, agents, policies. Changes nothing.",
  arguments: {
    scope: choice(
      ["all", "directory", "iam", "agents", "user_pools", "permissions"],
      "directory: people, permission sets; iam: users, roles, keys; agents: identities, credentials; user_pools: groups; permissions: Cedar",
    ).default("all"),
  },
  steps({ scope }) {
    const parts = { directory, iam, agents, user_pools: userPools, permissions };
    if (scope !== "all") return [reviewed, ...parts[scope]];
    return [reviewed, ...Object.values(parts).flat()];
  },
});

const reviewed: Step = {
  ...whoAmI,
  why: "Shows the account that is reviewed.",
  check: "Put it at the head of the report.",
};

const directory: readonly Step[] = [
  {
    action: "cloudidentity:ListGroups",
    params: {},
    as: "groups",
    fields: ["GroupId", "GroupName", "JoinType"],
    why: "Lists the directory's groups.",
    check: MANY,
  },
  {
    action: "cloudidentity:ListGroupMembers",
    params: {},
    takes: { GroupId: { from: "groups", path: "Groups[].GroupId", each: true } },
    fields: ["UserName", "Email", "JoinTime"],
    why: "Shows who is in each.",
  },
  {
    action: "cloudidentity:ListAccountAssignments",
    params: {},
    fields: ["PrincipalType", "PrincipalName", "PermissionSetName", "TargetName"],
    why: "Shows who has which permission set where.",
    check: "Report single users who have one: a group is easier to review.",
  },
  {
    action: "cloudidentity:ListPermissionSets",
    params: {},
    as: "sets",
    fields: ["PermissionSetId", "Name"],
    why: "Lists the permission sets.",
  },
  {
    action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
    params: {},
    takes: { PermissionSetId: { from: "sets", path: "PermissionSets[].PermissionSetId", each: true } },
    fields: ["PermissionPolicyName", "PermissionPolicyType", "PermissionPolicyDocument"],
    why: "Shows what each allows.",
    check: "Report wildcards and administrator policies.",
  },
];

const iam: readonly Step[] = [
  {
    action: "iam:ListUsers",
    params: {},
    as: "users",
    fields: ["UserName", "DisplayName", "CreateDate"],
    why: "Lists the IAM users.",
    check: MANY,
  },
  {
    action: "iam:ListAttachedUserPolicies",
    params: {},
    takes: { UserName: { from: "users", path: "UserMetadata[].UserName", each: true } },
    fields: ATTACHED,
    why: "Shows what each may do directly.",
  },
  {
    action: "iam:ListGroups",
    params: {},
    as: "userGroups",
    fields: ["UserGroupName"],
    why: "Lists the IAM groups.",
  },
  {
    action: "iam:ListUsersForGroup",
    params: {},
    takes: { UserGroupName: { from: "userGroups", path: "UserGroups[].UserGroupName", each: true } },
    fields: ["UserName", "JoinDate"],
    why: "Shows who is in each.",
  },
  {
    action: "iam:ListAttachedUserGroupPolicies",
    params: {},
    takes: { UserGroupName: { from: "userGroups", path: "UserGroups[].UserGroupName", each: true } },
    fields: ATTACHED,
    why: "Shows what each may do.",
  },
  {
    action: "iam:ListAccessKeys",
    params: {},
    takes: { UserName: { from: "users", path: "UserMetadata[].UserName", each: true } },
    as: "keys",
    fields: ["AccessKeyMetadata.AccessKeyId", "AccessKeyMetadata.UserName", "AccessKeyMetadata.Status"],
    why: "Lists the keys of each user.",
  },
  {
    action: "iam:GetAccessKeyLastUsed",
    params: {},
    takes: {
      AccessKeyId: { from: "keys", path: "AccessKeyMetadata[].AccessKeyId", each: true },
      UserName: { from: "keys", path: "AccessKeyMetadata[].UserName", each: true, parameter: "UserName" },
    },
    why: "Shows when each key was last used.",
    check: "Report keys that are active and unused for 90 days, and users with two active keys.",
  },
  {
    action: "iam:ListRoles",
    params: {},
    as: "roles",
    fields: ["RoleName", "TrustPolicyDocument"],
    why: "Lists the roles and who may assume them.",
    check: "Report trust in other accounts, and in everybody.",
  },
  {
    action: "iam:ListAttachedRolePolicies",
    params: {},
    takes: { RoleName: { from: "roles", path: "RoleMetadata[].RoleName", each: true } },
    fields: ATTACHED,
    why: "Shows what each allows.",
  },
];

const agents: readonly Step[] = [
  {
    action: "id:ListWorkloadPools",
    params: {},
    as: "pools",
    fields: ["WorkloadPoolName", "TotalWorkloads", "TrustAnchors"],
    why: "Lists the pools of agents.",
  },
  {
    action: "id:ListWorkloadIdentities",
    params: {},
    takes: { WorkloadPoolName: { from: "pools", path: "WorkloadPools[].WorkloadPoolName", each: true } },
    fields: ["Name", "Description", "UpdatedAt"],
    why: "Lists the agents of each.",
  },
  {
    action: "id:ListCredentialProviders",
    params: {},
    takes: { PoolName: { from: "pools", path: "WorkloadPools[].WorkloadPoolName", each: true } },
    fields: ["Name", "Type", "Flow", "BindingResourceNumber", "UpdatedAt"],
    why: "Lists the stored credentials that they can fetch.",
    check: "Report credentials that nothing uses, and old ones.",
  },
];

const userPools: readonly Step[] = [
  {
    action: "id:ListUserPools",
    params: {},
    as: "userPools",
    fields: ["Uid", "Name", "TotalUsers"],
    why: "Lists the pools of your applications' users.",
  },
  {
    action: "id:ListGroups",
    params: {},
    takes: { UserPoolUid: { from: "userPools", path: "Data[].Uid", each: true } },
    fields: ["Name", "IamRoleTrn", "TotalCountOfGroupMember"],
    why: "Lists the groups of each.",
    check: "Report groups that carry an IAM role: their members act in the cloud account.",
  },
];

const permissions: readonly Step[] = [
  {
    action: "id:ListNamespaces",
    params: {},
    as: "namespaces",
    fields: ["NamespaceName", "Description"],
    why: "Lists the permission namespaces.",
  },
  {
    action: "id:ListPolicies",
    params: {},
    takes: { NamespaceName: { from: "namespaces", path: "Namespaces[].NamespaceName", each: true } },
    fields: ["PolicyName", "Status", "Policy"],
    why: "Shows the Cedar policies of each.",
    check: "Report permits without a principal, an action or a resource, and policies that are disabled.",
  },
];
