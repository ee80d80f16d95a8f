/** Groups of the organisation's directory and their members (cloudidentity, reference page CreateGroup). */
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

const family = "directory-groups";

const groupId = () => name("Id from CreateGroup or ListGroups");
const userId = () => name("Id from CreateUser or ListUsers");
const joinType = (describe: string) => z.enum(["Manual", "Auto"]).describe(describe);

const group = () => ({
  GroupId: textOutput(),
  GroupName: textOutput(),
  DisplayName: textOutput(),
  Description: textOutput(),
  JoinType: textOutput(),
  Source: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const createGroup = defineAction({
  service: "cloudidentity",
  name: "CreateGroup",
  family,
  effect: "create",
  title: "Create a directory group",
  zh: "创建云身份中心用户组",
  summary:
    "Creates a group of people in the organisation's directory (cloud identity center). Next add members with AddUserToGroup. Check with ListGroups that the name is free.",
  synonyms: [
    "new team; SSO group; team in the SSO directory; group to grant accounts by",
    "新增分组; 组织团队; 新建员工组; 建组; 目录里建组; 拉个组; 按组授权",
  ],
  input: () => ({
    GroupName: name("Name, unique in the directory", 63),
    JoinType: joinType("How members join: added by hand, or automatically"),
    DisplayName: plainText(64).optional(),
    Description: plainText(128).optional(),
  }),
  output: group,
  lookup: {
    action: "cloudidentity:ListGroups",
    by: [],
    among: { list: "Groups", by: { GroupName: "GroupName" } },
  },
});

const getGroup = defineAction({
  service: "cloudidentity",
  name: "GetGroup",
  family,
  effect: "read",
  title: "Get a directory group",
  zh: "查看云身份中心用户组",
  summary: "Shows one group of the directory, without its members (ListGroupMembers).",
  synonyms: [
    "team details; what is this group for; what is a team for",
    "分组详情; 查询分组; 组信息; 这个组干什么的",
  ],
  prerequisites: ["cloudidentity:ListGroups"],
  input: () => ({ GroupId: groupId() }),
  output: group,
});

const listGroups = defineAction({
  service: "cloudidentity",
  name: "ListGroups",
  family,
  effect: "read",
  title: "List directory groups",
  zh: "列出云身份中心用户组",
  summary: "Lists groups of the directory, page by page; search by name to find a GroupId.",
  synonyms: [
    "find a team; which groups exist; all teams; teams in the SSO directory",
    "查找分组; 分组列表; 有哪些组; 员工组列表; 目录里的组; SSO 组列表",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    QueryString: name("Search in group names and display names").optional(),
    JoinType: joinType("Only groups that are joined this way").optional(),
  }),
  output: () => ({
    Groups: rowsOutput(group()),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

const updateGroup = defineAction({
  service: "cloudidentity",
  name: "UpdateGroup",
  family,
  effect: "update",
  title: "Update a directory group",
  zh: "修改云身份中心用户组",
  summary: "Overwrites display name or description of a directory group; name and members stay.",
  synonyms: [
    "rename team; edit the description; rename a group; team has a new name",
    "改显示名; 编辑分组; 组改名; 组换名字",
  ],
  exampleShows: ["DisplayName"],
  prerequisites: ["cloudidentity:GetGroup"],
  input: () => ({
    GroupId: groupId(),
    DisplayName: plainText(64).optional(),
    Description: plainText(128).optional(),
  }),
  output: () => ({}),
  lookup: { action: "cloudidentity:GetGroup", by: ["GroupId"] },
});

const deleteGroup = defineAction({
  service: "cloudidentity",
  name: "DeleteGroup",
  family,
  effect: "delete",
  title: "Delete a directory group",
  zh: "删除云身份中心用户组",
  summary:
    "Deletes a group from the directory for good; its members lose what they had through it. See ListGroupMembers first.",
  synonyms: [
    "dissolve a team; remove group; clean up; team was dissolved",
    "解散分组; 清理分组; 删组; 组不要了; 组撤了; 目录删组",
  ],
  prerequisites: ["cloudidentity:ListGroupMembers"],
  input: () => ({ GroupId: groupId() }),
  output: () => ({}),
  lookup: { action: "cloudidentity:GetGroup", by: ["GroupId"] },
  takesAlong: [
    {
      what: "members",
      zh: "成员",
      action: "cloudidentity:ListGroupMembers",
      by: ["GroupId"],
      names: "Members[].UserName",
    },
    {
      what: "account assignments",
      zh: "账号授权",
      action: "cloudidentity:ListAccountAssignments",
      by: { GroupId: "PrincipalId" },
      with: { PrincipalType: "Group" },
      names: "AccountAssignments[].PermissionSetName",
    },
  ],
});

const addUserToGroup = defineAction({
  service: "cloudidentity",
  name: "AddUserToGroup",
  family,
  effect: "update",
  escalates: true,
  title: "Add a user to a directory group",
  zh: "将用户加入云身份中心用户组",
  summary: "Makes a directory user a member of a group, with every right that the group has.",
  synonyms: [
    "join a team; give access; onboard; put somebody into a group; put a contractor into a team of the SSO directory; auditors",
    "添加成员; 入职授权; 加到组; 拉进组; 进组; 目录里加到组; 把同事放进组; 进审计组",
  ],
  prerequisites: ["cloudidentity:ListUsers", "cloudidentity:ListGroups"],
  input: () => ({ GroupId: groupId(), UserId: userId() }),
  output: () => ({}),
  names: [
    { action: "cloudidentity:GetGroup", by: ["GroupId"] },
    { action: "cloudidentity:GetUser", by: ["UserId"] },
  ],
  lookup: {
    action: "cloudidentity:ListGroupMembers",
    by: ["GroupId"],
    among: { list: "Members", by: { UserId: "UserId" } },
    tells: "there",
  },
});

const removeUserFromGroup = defineAction({
  service: "cloudidentity",
  name: "RemoveUserFromGroup",
  family,
  effect: "delete",
  title: "Remove a user from a directory group",
  zh: "将用户移出云身份中心用户组",
  summary: "Ends a directory user's membership of a group and the rights that came with it.",
  synonyms: [
    "leave a team; revoke access; offboard; take somebody out of a group; no longer in the team; account stays",
    "移除成员; 离职; 收回权限; 踢出组; 移出组; 移出审计组; 账号留着",
  ],
  prerequisites: ["cloudidentity:ListGroupMembers"],
  input: () => ({ GroupId: groupId(), UserId: userId() }),
  output: () => ({}),
  names: [
    { action: "cloudidentity:GetGroup", by: ["GroupId"] },
    { action: "cloudidentity:GetUser", by: ["UserId"] },
  ],
  lookup: {
    action: "cloudidentity:ListGroupMembers",
    by: ["GroupId"],
    among: { list: "Members", by: { UserId: "UserId" } },
  },
});

const listGroupMembers = defineAction({
  service: "cloudidentity",
  name: "ListGroupMembers",
  family,
  effect: "read",
  title: "List the members of a directory group",
  zh: "列出云身份中心用户组成员",
  summary: "Lists who is in a directory group and since when, page by page; search by name.",
  synonyms: [
    "team roster; who has access; membership review; who is in a group; colleagues in a group; who is in the auditors group; people of a team in the SSO directory",
    "成员名单; 权限审查; 组里有谁; 组里有哪些人; 组里都有哪些同事; 审计组有谁; 目录组的成员",
  ],
  prerequisites: ["cloudidentity:ListGroups"],
  input: () => ({
    GroupId: groupId(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    QueryString: name("Search in user names and display names").optional(),
  }),
  output: () => ({
    Members: rowsOutput({
      UserId: textOutput(),
      UserName: textOutput(),
      DisplayName: textOutput(),
      Description: textOutput(),
      Email: textOutput(),
      Phone: textOutput(),
      IdentityType: textOutput(),
      Source: textOutput(),
      JoinTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

export const directoryGroups = defineFamily({
  name: family,
  title: "Directory groups",
  zh: "云身份中心用户组",
  summary: "Groups of people in the organisation’s directory. Members have every right that their group has.",
  actions: [
    createGroup,
    getGroup,
    listGroups,
    updateGroup,
    deleteGroup,
    addUserToGroup,
    removeUserFromGroup,
    listGroupMembers,
  ],
});
