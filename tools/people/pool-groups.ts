/** Groups of a user pool, which may carry an IAM role for their members (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainText,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { group, groupFilter, groupRow, groupUid, sorting } from "./pool-groups-fields.ts";
import { escalatesWith, poolUid } from "./pool-users-fields.ts";

const family = "pool-groups";

const description = () => plainText(2048).optional();
const role = () =>
  plainText().describe("IAM role for the members, e.g. trn:iam::ACCOUNT:role/NAME").optional();
const precedence = () =>
  z.int().describe("Decides which role counts for who is in several groups").optional();

const createGroup = defineAction({
  service: "id",
  name: "CreateGroup",
  family,
  effect: "create",
  ...escalatesWith("create", ["IamRoleTrn"]),
  title: "Create a pool group",
  zh: "创建用户池用户组",
  summary:
    "Creates a group in a user pool; add people with AddUsersToGroup. With IamRoleTrn its members may get cloud credentials of that role. Not a directory group (cloudidentity) nor an IAM group; for an organization chart use CreateDepartment.",
  synonyms: [
    "team; user segment; customer tier; group customers; VIP group; audience; beta testers; people who get one cloud role",
    "新增分组; 用户分组; 绑定角色; 建组; 单独分一组; 新建用户组; 客户分组; 内测用户; 组内的人用一个角色; 建个分组; 拉个组",
  ],
  prerequisites: ["id:ListUserPools", "id:ListGroups"],
  input: () => ({
    UserPoolUid: poolUid(),
    Name: name("Name of the new group", 128),
    Description: description(),
    IamRoleTrn: role(),
    Precedence: precedence(),
  }),
  output: group,
  names: [{ action: "id:GetUserPool", by: ["UserPoolUid"] }],
  lookup: { action: "id:ListGroups", by: ["UserPoolUid"], among: { list: "Data", by: { Name: "Name" } } },
});

const getGroup = defineAction({
  service: "id",
  name: "GetGroup",
  family,
  effect: "read",
  title: "Get a pool group",
  zh: "查看用户池用户组",
  summary:
    "Shows one group of a user pool: description, source, precedence and the IAM role that it carries. For its members use ListUsersInGroup.",
  synonyms: [
    "team details; which role does it grant; settings of a group; how many members",
    "分组详情; 分组绑定的角色; 组信息; 这个组的设置; 组有多少人",
  ],
  prerequisites: ["id:ListGroups"],
  input: () => ({ UserPoolUid: poolUid(), GroupUid: groupUid() }),
  output: group,
});

const listGroups = defineAction({
  service: "id",
  name: "ListGroups",
  family,
  effect: "read",
  title: "List pool groups",
  zh: "列出用户池用户组",
  summary:
    "Lists the groups of a user pool with their IAM roles and numbers of members, page by page, filtered by name, source or Uid. For the groups of one user use ListGroupsForUser.",
  synonyms: [
    "find a team; empty groups; which groups grant roles; groups of a pool; all groups of the pool",
    "查找分组; 分组列表; 有哪些组; 用户组列表; 所有分组; 池里的组",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: groupFilter(),
    ...sorting("CreateTime"),
  }),
  output: () => ({ Data: rowsOutput(groupRow()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateGroup = defineAction({
  service: "id",
  name: "UpdateGroup",
  family,
  effect: "update",
  // Among several groups of a user the precedence decides which role counts: it hands out a role as well.
  ...escalatesWith("update", ["IamRoleTrn", "Precedence"]),
  title: "Update a pool group",
  zh: "修改用户池用户组",
  summary:
    "Changes description, IAM role or precedence of a user pool's group; its name stays. A new role holds for every member at once: see ListUsersInGroup first.",
  synonyms: [
    "change role of a team; group priority; rename a group; rename; other cloud role for a group",
    "调整优先级; 更换角色; 编辑分组; 组改名; 改组信息; 组换个名; 组换角色",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetGroup", "id:ListUsersInGroup"],
  input: () => ({
    UserPoolUid: poolUid(),
    GroupUid: groupUid(),
    Description: description(),
    IamRoleTrn: role(),
    Precedence: precedence(),
  }),
  output: group,
  lookup: { action: "id:GetGroup", by: ["UserPoolUid", "GroupUid"] },
});

const deleteGroup = defineAction({
  service: "id",
  name: "DeleteGroup",
  family,
  effect: "delete",
  // Whose first group goes may get the role of the next.
  escalates: true,
  title: "Delete a pool group",
  zh: "删除用户池用户组",
  summary:
    "Deletes a group of a user pool for good; its members stay users but lose the role and whatever else depends on the group. See ListUsersInGroup first.",
  synonyms: [
    "dissolve a team; remove group; clean up; campaign is over; group no longer needed",
    "解散分组; 清理分组; 删组; 组不要了; 撤掉分组; 活动结束; 组废掉",
  ],
  prerequisites: ["id:ListUsersInGroup", "id:GetGroup"],
  input: () => ({ UserPoolUid: poolUid(), GroupUid: groupUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetGroup", by: ["UserPoolUid", "GroupUid"] },
  takesAlong: [
    {
      what: "members",
      zh: "成员",
      action: "id:ListUsersInGroup",
      by: ["UserPoolUid", "GroupUid"],
      names: "Data[].Name",
    },
  ],
});

export const poolGroups = defineFamily({
  name: family,
  title: "Pool groups",
  zh: "用户池用户组",
  summary:
    "Groups of the users of one user pool. A group may carry an IAM role, which its members then get. They are neither groups of the organization's directory nor IAM groups.",
  actions: [createGroup, getGroup, listGroups, updateGroup, deleteGroup],
});
