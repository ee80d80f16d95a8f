/** IAM user groups and who is in them: rights for several IAM users at once (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainText,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-groups";

const groupName = () => name("Name of the IAM group (iam ListGroups)");
const userName = () => name("Name of the IAM user (iam ListUsers)");
const query = () => name("Search in names, display names and descriptions").optional();

const group = () => ({
  UserGroupName: textOutput(),
  DisplayName: textOutput(),
  Description: textOutput(),
  UserGroupID: countOutput(),
  AccountID: countOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});
const oneGroup = () => ({ UserGroup: z.looseObject(group()).nullish() });
const page = () => ({ Total: countOutput(), Limit: countOutput(), Offset: countOutput() });

const createGroup = defineAction({
  service: "iam",
  name: "CreateGroup",
  family,
  effect: "create",
  title: "Create an IAM group",
  zh: "创建 IAM 用户组",
  summary:
    "Creates a group of IAM users in the cloud account, empty and without rights. Next AttachUserGroupPolicy gives it rights and AddUserToGroup members.",
  synonyms: [
    "team permissions; same rights for several people; department; group of sub-users; team of sub-users",
    "团队权限; 批量授权; 建 IAM 组; 子用户组; 给开发建个组",
  ],
  input: () => ({
    UserGroupName: name("Name, unique in the account: letters, digits, . _ -", 64),
    DisplayName: plainText(64).optional(),
    Description: plainText(128).optional(),
  }),
  output: oneGroup,
  lookup: { action: "iam:GetGroup", by: ["UserGroupName"] },
});

const getGroup = defineAction({
  service: "iam",
  name: "GetGroup",
  family,
  effect: "read",
  title: "Get an IAM group",
  zh: "查看 IAM 用户组",
  summary:
    "Shows one IAM group, without its members (ListUsersForGroup) and its rights (ListAttachedUserGroupPolicies).",
  synonyms: ["team details; does it exist; IAM group by name", "用户组详情; 组信息; 看一个 IAM 组"],
  prerequisites: ["iam:ListGroups"],
  input: () => ({ UserGroupName: groupName() }),
  output: oneGroup,
});

const listGroups = defineAction({
  service: "iam",
  name: "ListGroups",
  family,
  effect: "read",
  title: "List IAM groups",
  zh: "列出 IAM 用户组",
  summary:
    "Lists all IAM groups of the cloud account, page by page; search by name. The groups of one user: ListGroupsForUser.",
  synonyms: ["teams; which groups exist; audit; teams in IAM", "用户组列表; 团队; 有哪些 IAM 组; IAM 里的组"],
  input: () => ({ Query: query(), Limit: limit(), Offset: offset() }),
  output: () => ({ UserGroups: rowsOutput(group()), ...page() }),
  paging: "limit-offset",
});

const updateGroup = defineAction({
  service: "iam",
  name: "UpdateGroup",
  family,
  effect: "update",
  title: "Update an IAM group",
  zh: "修改 IAM 用户组",
  summary: "Overwrites name, display name or description of an IAM group; members and rights stay.",
  synonyms: ["rename team", "relabel", "改名", "重命名", "组改名", "改组描述"],
  exampleShows: ["NewDisplayName"],
  prerequisites: ["iam:GetGroup"],
  renames: { UserGroupName: "NewUserGroupName" },
  input: () => ({
    UserGroupName: name("The present name"),
    NewUserGroupName: name("The new name", 64).optional(),
    NewDisplayName: plainText(64).optional(),
    NewDescription: plainText(128).optional(),
  }),
  output: () => ({}),
  lookup: { action: "iam:GetGroup", by: ["UserGroupName"], at: "UserGroup" },
});

const deleteGroup = defineAction({
  service: "iam",
  name: "DeleteGroup",
  family,
  effect: "delete",
  // A policy of the group can deny: without it something may be allowed, as after detaching the policy.
  escalates: true,
  title: "Delete an IAM group",
  zh: "删除 IAM 用户组",
  summary:
    "Deletes an IAM group for good; its members lose the rights they had through it, and what its policies denied them may be allowed. See ListUsersForGroup and ListAttachedUserGroupPolicies first.",
  synonyms: [
    "dissolve team; clean up; nobody uses the IAM group",
    "解散团队; 清理; 删 IAM 组; 组不要了; 没人用的组",
  ],
  prerequisites: ["iam:ListUsersForGroup", "iam:ListAttachedUserGroupPolicies"],
  input: () => ({ UserGroupName: groupName() }),
  output: () => ({}),
  lookup: { action: "iam:GetGroup", by: ["UserGroupName"], at: "UserGroup" },
  takesAlong: [
    {
      what: "members",
      zh: "成员",
      action: "iam:ListUsersForGroup",
      by: ["UserGroupName"],
      names: "Users[].UserName",
    },
    {
      what: "attached policies",
      zh: "已绑定的策略",
      action: "iam:ListAttachedUserGroupPolicies",
      by: ["UserGroupName"],
      names: "AttachedPolicyMetadata[].PolicyName",
    },
  ],
});

const addUserToGroup = defineAction({
  service: "iam",
  name: "AddUserToGroup",
  family,
  effect: "update",
  escalates: true,
  title: "Add a user to an IAM group",
  zh: "将用户加入 IAM 用户组",
  summary:
    "Makes an IAM user a member of a group, with every right that the group has: see ListAttachedUserGroupPolicies first. One right for one user: AttachUserPolicy.",
  synonyms: [
    "grant access; onboard; join team; put a sub-user into a group; make somebody admin; put somebody into admins",
    "授权; 入职; 加入团队; 子账号加到组; 拉进组; 进组; 加进管理员组",
  ],
  prerequisites: ["iam:ListUsers", "iam:ListGroups", "iam:ListAttachedUserGroupPolicies"],
  input: () => ({ UserGroupName: groupName(), UserName: userName() }),
  output: () => ({}),
  lookup: {
    action: "iam:ListUsersForGroup",
    by: ["UserGroupName"],
    among: { list: "Users", by: { UserName: "UserName" } },
    tells: "there",
  },
});

const removeUserFromGroup = defineAction({
  service: "iam",
  name: "RemoveUserFromGroup",
  family,
  effect: "delete",
  // As DeleteGroup, for one user.
  escalates: true,
  title: "Remove a user from an IAM group",
  zh: "将用户移出 IAM 用户组",
  summary:
    "Ends an IAM user's membership of a group: the rights that came with it go, and what its policies denied may be allowed. The user's own rights stay (ListAttachedUserPolicies).",
  synonyms: [
    "revoke access; offboard; change of team; take a sub-user out of a group; take somebody out of admins",
    "收回权限; 转岗; 离职; 踢出组; 移出组; 从管理员组去掉",
  ],
  prerequisites: ["iam:ListGroupsForUser", "iam:ListAttachedUserGroupPolicies"],
  input: () => ({ UserGroupName: groupName(), UserName: userName() }),
  output: () => ({}),
  lookup: {
    action: "iam:ListUsersForGroup",
    by: ["UserGroupName"],
    among: { list: "Users", by: { UserName: "UserName" } },
  },
});

const listUsersForGroup = defineAction({
  service: "iam",
  name: "ListUsersForGroup",
  family,
  effect: "read",
  title: "List the users of an IAM group",
  zh: "列出 IAM 用户组中的用户",
  summary: "Lists who is in an IAM group and since when, page by page.",
  synonyms: [
    "members; who has these rights; team roster; who is in an IAM group; names in an IAM group",
    "成员; 谁有权限; 组里有谁; 组里有哪些子用户; IAM 组的名单",
  ],
  prerequisites: ["iam:ListGroups"],
  input: () => ({ UserGroupName: groupName(), Limit: limit(), Offset: offset() }),
  output: () => ({
    Users: rowsOutput({
      UserName: textOutput(),
      DisplayName: textOutput(),
      Description: textOutput(),
      Id: countOutput(),
      JoinDate: textOutput(),
    }),
    ...page(),
  }),
  paging: "limit-offset",
});

const listGroupsForUser = defineAction({
  service: "iam",
  name: "ListGroupsForUser",
  family,
  effect: "read",
  title: "List the IAM groups of a user",
  zh: "列出用户所在的 IAM 用户组",
  summary:
    "Lists the groups that an IAM user is in and since when, page by page. Their rights come from these groups' policies and from ListAttachedUserPolicies.",
  synonyms: [
    "membership; what may this person do; effective rights; which IAM groups is somebody in; is somebody in admins",
    "所属团队; 权限来源; 在哪些组; 属于哪些组; 子用户在哪几个组",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({ UserName: userName(), Query: query(), Limit: limit(), Offset: offset() }),
  output: () => ({
    UserGroups: rowsOutput({
      UserGroupName: textOutput(),
      DisplayName: textOutput(),
      Description: textOutput(),
      UserGroupID: countOutput(),
      JoinDate: textOutput(),
    }),
    ...page(),
  }),
  paging: "limit-offset",
});

export const iamGroups = defineFamily({
  name: family,
  title: "IAM groups",
  zh: "IAM 用户组",
  summary:
    "Groups of IAM users in one cloud account. Members have every right of their group, and what its policies deny.",
  actions: [
    createGroup,
    getGroup,
    listGroups,
    updateGroup,
    deleteGroup,
    addUserToGroup,
    removeUserFromGroup,
    listUsersForGroup,
    listGroupsForUser,
  ],
});
