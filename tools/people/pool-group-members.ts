/** Who is in which group of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, pageNumber, pageOutput, pageSize, rowsOutput, textOutput } from "../../src/action/fields.ts";
import { groupFilter, groupRow, groupUid, sorting } from "./pool-groups-fields.ts";
import {
  connectionUid,
  importOutcome,
  poolUid,
  ROW_SECRETS,
  tokenPaging,
  user,
  userFilter,
  userUid,
  userUids,
} from "./pool-users-fields.ts";

const family = "pool-group-members";

const members = () => ({
  UserPoolUid: poolUid(),
  GroupUid: groupUid(),
  UserUids: userUids(),
});
const message = () => ({ Message: textOutput() });

const addUsersToGroup = defineAction({
  service: "id",
  name: "AddUsersToGroup",
  family,
  effect: "update",
  items: "UserUids[]",
  escalates: true,
  title: "Add users to a pool group",
  zh: "将用户加入用户池用户组",
  summary:
    "Makes users of a user pool members of one of its groups, with the IAM role and every right that it carries (GetGroup). They stay in their other groups; to change over use ChangeUsersGroup.",
  synonyms: [
    "join a team; give access; assign members; put somebody into a group; member of a group; put people into the VIP group; make somebody a beta tester",
    "添加成员; 入组; 授权用户; 加到组; 拉进组; 拉到组; 加人; 分到组; 进组; 挪到会员组; 加入会员; 放进组; 升为会员; 给几个人分组",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:GetGroup", "id:ListUsers", "id:ListGroups"],
  input: members,
  output: message,
  names: [
    { action: "id:GetGroup", by: ["UserPoolUid", "GroupUid"] },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListUsersInGroup",
    by: ["UserPoolUid", "GroupUid"],
    among: { list: "Data", by: { "UserUids[]": "Uid" } },
    tells: "there",
  },
});

const removeUsersFromGroup = defineAction({
  service: "id",
  name: "RemoveUsersFromGroup",
  family,
  effect: "delete",
  items: "UserUids[]",
  // Whose first group goes may get the role of the next.
  escalates: true,
  title: "Remove users from a pool group",
  zh: "将用户移出用户池用户组",
  summary:
    "Ends the membership of users in one group of a user pool, and the rights that came with it. The users themselves stay. See ListUsersInGroup first.",
  synonyms: [
    "revoke access; leave a team; kick out; take somebody out of a group; no longer VIP; kick somebody out of a group; keep the account",
    "移除成员; 退组; 收回权限; 踢出组; 移出组; 从组里去掉; 不再是会员; 移走但账号留着; 从分组里去掉",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:ListUsersInGroup"],
  input: members,
  output: message,
  names: [
    { action: "id:GetGroup", by: ["UserPoolUid", "GroupUid"] },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListUsersInGroup",
    by: ["UserPoolUid", "GroupUid"],
    among: { list: "Data", by: { "UserUids[]": "Uid" } },
  },
});

const changeUsersGroup = defineAction({
  service: "id",
  name: "ChangeUsersGroup",
  family,
  effect: "update",
  items: "UserUids[]",
  escalates: true,
  title: "Move users to another pool group",
  zh: "变更用户所在的用户池用户组",
  summary:
    "Moves users of a user pool into one group, out of the groups that they are in now. Which these are the call does not say: note them with ListGroupsForUsers first. To add without taking away use AddUsersToGroup.",
  synonyms: [
    "transfer; switch team; replace membership; from one group to another; upgrade from basic to premium; silver to gold; another tier",
    "调组; 转组; 从一个组换到另一个组; 换组; 移到另一个组; 挪到另一个组; 调整分组; 升级会员组; 从普通换到高级; 换到另一组; 银卡到金卡; 升级降级",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:ListGroupsForUsers", "id:ListGroups", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    NewGroupUid: groupUid(),
    UserUids: userUids(),
  }),
  output: message,
  names: [
    { action: "id:GetGroup", by: { UserPoolUid: "UserPoolUid", NewGroupUid: "GroupUid" } },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListUsersInGroup",
    by: { UserPoolUid: "UserPoolUid", NewGroupUid: "GroupUid" },
    among: { list: "Data", by: { "UserUids[]": "Uid" } },
    tells: "there",
    proves: "not happened",
  },
});

const listUsersInGroup = defineAction({
  service: "id",
  name: "ListUsersInGroup",
  family,
  effect: "read",
  title: "List the users in a pool group",
  zh: "列出用户池用户组中的用户",
  summary:
    "Lists who is in a group of a user pool, with full profiles, page by page, filtered as in ListUsers. The other way round: ListGroupsForUser.",
  synonyms: [
    "team roster; who has this role; head count; who is in a group; members of a group; everybody in a group; names in a group",
    "成员列表; 组成员; 组里有谁; 组里有哪些人; 群组成员; 这组都有谁; 分组名单",
  ],
  prerequisites: ["id:ListGroups"],
  input: () => ({
    UserPoolUid: poolUid(),
    GroupUid: groupUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    ...tokenPaging(),
    Filter: userFilter(),
  }),
  output: () => ({ Data: rowsOutput(user()), NextToken: textOutput(), ...pageOutput("TotalCount") }),
  secrets: { output: ROW_SECRETS },
  paging: "page-number",
});

const listGroupsForUser = defineAction({
  service: "id",
  name: "ListGroupsForUser",
  family,
  effect: "read",
  title: "List the pool groups of a user",
  zh: "列出用户所在的用户池用户组",
  summary:
    "Lists the groups that one user of a user pool is in, with the IAM role of each, page by page. For several users at once use ListGroupsForUsers.",
  synonyms: [
    "memberships; what access does somebody have; why can they do this; which groups is somebody in; groups of a person; groups somebody belongs to; memberships of a person; is somebody VIP; groups he is in",
    "所属分组; 用户权限来源; 在哪些组; 属于哪些组; 为什么有这个权限; 所属用户组; 所属组; 属于哪个组; 他在哪几个组; 是不是会员",
  ],
  prerequisites: ["id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserUid: userUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: groupFilter(),
    ...sorting("CreateTime"),
  }),
  output: () => ({ Data: rowsOutput(groupRow()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const listGroupsForUsers = defineAction({
  service: "id",
  name: "ListGroupsForUsers",
  family,
  effect: "read",
  title: "List the pool groups of several users",
  zh: "批量列出用户所在的用户池用户组",
  summary:
    "Lists for each of several users of a user pool the groups that they are in, in one answer without pages. For one user, with filters, use ListGroupsForUser.",
  synonyms: [
    "compare memberships; access review; groups of several people; groups of many people at once",
    "批量查询分组; 权限审查; 多个人在哪些组; 这些人各在哪些组",
  ],
  prerequisites: ["id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserUids: userUids(),
  }),
  output: () => ({ Data: rowsOutput({ UserUid: textOutput(), Groups: rowsOutput(groupRow()) }) }),
});

// The reference lists no field for the file that the name promises.
const createUserGroupsCsv = defineAction({
  service: "id",
  name: "CreateUserGroupsCsv",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  encoding: "POST form",
  title: "Import pool group memberships from a CSV file",
  zh: "通过 CSV 导入用户池用户组成员",
  summary:
    "Sets the memberships of many pool users in groups as a CSV file says (GetUserGroupsCsvTemplate). The API documents no field for the file, so a call may find nothing to import: prefer AddUsersToGroup, or the console.",
  synonyms: [
    "bulk assign groups; upload spreadsheet of members; group members from CSV; assign groups by file; spreadsheet who goes into which group",
    "批量分组; 表格导入成员; 组成员 csv 导入; 用表格分组; 表格批量分组; 文件导入分组",
  ],
  prerequisites: ["id:GetUserGroupsCsvTemplate", "id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserIdentifierType: name("What names a user in the file, as the template has it"),
    UniqueGroupPerUserEnabled: z
      .boolean()
      .describe("true: one group for each user, out of all others")
      .optional(),
    ExternalProviderConnectionUid: connectionUid(
      "Identity provider whose ids name the users (ListIdentityProviders)",
    ).optional(),
  }),
  output: importOutcome,
});

const getUserGroupsCsvTemplate = defineAction({
  service: "id",
  name: "GetUserGroupsCsvTemplate",
  family,
  effect: "read",
  title: "Get the CSV template for pool group memberships",
  zh: "查看用户池用户组成员导入模板",
  summary:
    "Shows how a CSV file of group memberships has to be laid out for CreateUserGroupsCsv. The template for users themselves is GetUserCSVTemplate.",
  synonyms: [
    "spreadsheet columns; header row; sample file of members; blank sheet for group memberships; file to fill in for groups",
    "下载模板; 表头格式; 组成员模板; 分组表格格式; 分组要填的表; 空表; 分组模板; 批量分组的表",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({}),
});

export const poolGroupMembers = defineFamily({
  name: family,
  title: "Members of pool groups",
  zh: "用户池用户组成员",
  summary:
    "Who is in which group of a user pool. Joining a group gives its IAM role and rights, leaving it takes them away.",
  actions: [
    addUsersToGroup,
    removeUsersFromGroup,
    changeUsersGroup,
    listUsersInGroup,
    listGroupsForUser,
    listGroupsForUsers,
    createUserGroupsCsv,
    getUserGroupsCsvTemplate,
  ],
});
