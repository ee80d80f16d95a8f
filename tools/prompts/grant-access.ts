import { choice, definePrompt, given, type Step, text } from "../../src/action/prompt.ts";
import { entity, named, orCreate, whoAmI } from "./steps.ts";

interface Grant {
  readonly who: string;
  readonly what: string;
  readonly on?: string | undefined;
  readonly within?: string | undefined;
}

export const grantAccess = definePrompt({
  name: "grant_access",
  title: "Grant access",
  zh: "授予访问权限",
  description: "Give somebody no more than the access they need: see what exists, grant, check again.",
  arguments: {
    system: choice(
      ["namespace", "directory", "iam"],
      "namespace: Cedar policies for agents and apps; directory: permission sets in cloud accounts; iam: IAM policies of users (for roles: iam:AttachRolePolicy)",
    ),
    who: text("namespace: an entity such as Agent::bot; else the user's name"),
    what: text("namespace: an operation such as Action::read; directory: permission set; iam: policy"),
    on: text("namespace: a resource such as Invoice::42; directory: id of the cloud account").optional(),
    within: text("namespace: the namespace's name; else the group that is to have the access").optional(),
  },
  steps({ system, ...grant }) {
    const kinds = { namespace: inNamespace, directory: inDirectory, iam: inIam };
    return [whoAmI, ...kinds[system](grant)];
  },
});

const ASK_GROUP = "the group that is to have the access: a group rather than a single user";

function inNamespace({ who, what, on, within }: Grant): readonly Step[] {
  const namespace = given("NamespaceName", within);
  const asks = {
    ...(within === undefined ? { NamespaceName: "the permission namespace" } : {}),
    ...(on === undefined ? { Resource: "the resource, as {Type, Id}" } : {}),
  };
  const question = {
    ...namespace,
    Principal: entity("who", who),
    Operation: entity("what", what),
    ...(on === undefined ? {} : { Resource: entity("on", on) }),
  };
  const inNamespaceOnly = within === undefined ? { asks: { NamespaceName: asks.NamespaceName ?? "" } } : {};
  return [
    {
      action: "id:ListNamespaces",
      params: within === undefined ? {} : { Filter: { Name: within } },
      fields: ["NamespaceName", "Description"],
      why: "Shows whether the namespace exists.",
      check: "If it does not, stop and ask: a new namespace has no application that asks it.",
    },
    {
      action: "id:ListPolicies",
      params: namespace,
      ...inNamespaceOnly,
      fields: ["PolicyName", "Status", "Policy"],
      why: "Shows the policies that there are, and how they spell types and ids.",
      check:
        "Use the same spelling. A policy that forbids wins over any grant: if one applies, stop and ask.",
    },
    {
      action: "id:CheckPermission",
      params: question,
      asks,
      why: "Tests before the grant.",
      check: "If it is allowed already, tell the user by which policy, and stop.",
    },
    {
      action: "id:GrantPermission",
      params: { ...question, Effect: "permit", PolicyName: policyName(who, what, on) },
      asks,
      why: "Permits this operation on this resource and nothing else. For several principals name a group that the application knows instead, with Principal.Operator `in`.",
    },
    { action: "id:CheckPermission", params: question, asks, why: "Tests after the grant: now allowed." },
    {
      action: "id:CheckPermission",
      params: {
        ...question,
        Resource: { ...(on === undefined ? { Type: "Resource" } : entity("on", on)), Id: "another-one" },
      },
      ...inNamespaceOnly,
      why: "Tests that the grant is narrow: another resource must still be refused.",
      check: "If it is allowed, tell the user by which policy.",
    },
  ];
}

const policyName = (...parts: readonly (string | undefined)[]) =>
  `grant-${parts.filter((part) => part !== undefined).join("-")}`
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 64);

function inDirectory({ who, what, on, within }: Grant): readonly Step[] {
  const principal = { from: "group", path: "Groups[].GroupId", ...named("GroupName", within) };
  // Looked at before the grant and after it.
  const members = {
    action: "cloudidentity:ListGroupMembers",
    params: {},
    takes: { GroupId: principal },
    fields: ["UserName", "JoinTime"],
  };
  const assignments = {
    action: "cloudidentity:ListAccountAssignments",
    params: { PrincipalType: "Group" },
    takes: { PrincipalId: principal },
    fields: ["PermissionSetName", "TargetId", "TargetName"],
  };
  const set = { from: "set", path: "PermissionSets[].PermissionSetId", where: { Name: what } };
  return [
    {
      action: "cloudidentity:ListUsers",
      params: { UserName: who },
      as: "user",
      fields: ["UserId", "UserName", "Email"],
      why: "Finds the person.",
      check: "If there is not exactly one match, stop and ask.",
    },
    {
      action: "cloudidentity:ListGroups",
      params: given("QueryString", within),
      as: "group",
      fields: ["GroupId", "GroupName", "JoinType", "Description"],
      why: "Finds the group. Grant to a group rather than to a user.",
      check: groupCheck(within, "cloudidentity:CreateGroup"),
    },
    {
      ...members,
      why: "Shows who would get the access along with them, and whether they are in it.",
    },
    {
      ...assignments,
      why: "Shows what the group can do already.",
      check:
        "If it includes what is wanted, the membership is enough. If it is more than wanted, stop and ask.",
    },
    {
      action: "cloudidentity:ListPermissionSets",
      params: { Filter: what },
      as: "set",
      fields: ["PermissionSetId", "Name", "Description"],
      why: "Finds the permission set.",
      check:
        "If none fits, list all without Filter, show the user their names, ask, and go on with the one they choose.",
    },
    {
      action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
      params: {},
      takes: { PermissionSetId: set },
      why: "Shows what it allows.",
      check: "If it allows more than the user needs, say so and ask before going on.",
    },
    {
      action: "cloudidentity:CreateAccountAssignment",
      params: { PrincipalType: "Group", ...given("TargetId", on) },
      takes: { PermissionSetId: set, PrincipalId: principal },
      ...(on === undefined ? { asks: { TargetId: "the id of the cloud account" } } : {}),
      optional: "only if the group does not have it yet",
      why: "Gives the group the permission set in that account.",
    },
    {
      action: "cloudidentity:AddUserToGroup",
      params: {},
      takes: {
        GroupId: principal,
        UserId: { from: "user", path: "Users[].UserId", where: { UserName: who } },
      },
      optional: "only if they are not in it yet",
      why: "Makes the person a member.",
    },
    {
      ...members,
      why: "Shows that they are in the group now.",
    },
    {
      ...assignments,
      why: "Shows what the group can do now.",
    },
  ];
}

function inIam({ who, what, within }: Grant): readonly Step[] {
  const inGroup = given("UserGroupName", within);
  const asked = within === undefined ? { asks: { UserGroupName: ASK_GROUP } } : {};
  // Looked at before the grant and after it.
  const groups = {
    action: "iam:ListGroupsForUser",
    params: { UserName: who },
    fields: ["UserGroupName", "JoinDate"],
  };
  const policies = { action: "iam:ListAttachedUserGroupPolicies", params: inGroup, ...asked };
  const type = { from: "policy", path: "PolicyMetadata[].PolicyType", where: { PolicyName: what } };
  return [
    {
      action: "iam:GetUser",
      params: { UserName: who },
      why: "Shows the user.",
      check: "Not found: stop and ask; they may be a directory user.",
    },
    {
      action: "iam:ListAttachedUserPolicies",
      params: { UserName: who },
      why: "Shows what they may do themselves.",
    },
    {
      ...groups,
      why: "Shows the groups that they are in.",
    },
    {
      action: "iam:ListGroups",
      params: given("Query", within),
      fields: ["UserGroupName", "Description"],
      why: "Finds the group. Grant to a group rather than to a user.",
      check: groupCheck(within, "iam:CreateGroup"),
    },
    {
      ...policies,
      why: "Shows what the group may do already.",
      check: "If it is more than is wanted, stop and ask.",
    },
    {
      action: "iam:ListPolicies",
      params: { Query: what },
      as: "policy",
      fields: ["PolicyName", "PolicyType", "Description"],
      why: "Finds the policy.",
      check:
        "If none fits, show the user what there is, ask, and go on with what they choose; iam:CreatePolicy makes a narrower one.",
    },
    {
      action: "iam:GetPolicy",
      params: { PolicyName: what },
      takes: { PolicyType: type },
      why: "Shows what it allows.",
      check: "Wildcards in Action or Resource that nobody needs: say so, and propose a narrower policy.",
    },
    {
      action: "iam:AttachUserGroupPolicy",
      params: { ...inGroup, PolicyName: what },
      takes: { PolicyType: type },
      ...asked,
      optional: "only if the group does not have it yet",
      why: "Gives the group the policy; every member gets it, so name them to the user first (iam:ListUsersForGroup).",
    },
    {
      action: "iam:AddUserToGroup",
      params: { ...inGroup, UserName: who },
      ...asked,
      optional: "only if they are not in it yet",
      why: "Makes the user a member.",
    },
    {
      ...groups,
      why: "Shows that they are in the group now.",
    },
    {
      ...policies,
      why: "Shows what the group may do now.",
    },
  ];
}

const groupCheck = (name: string | undefined, action: string) =>
  name === undefined ? `Ask the user for ${ASK_GROUP}.` : orCreate("it", action, "If it does not exist");
