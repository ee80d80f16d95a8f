/** Who is in which department of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  pageNumber,
  pageOutput,
  pageSize,
  plainText,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { departmentRow, departmentUid, UID_LIMIT } from "./departments-fields.ts";
import { poolUid, ROW_SECRETS, user, userFilter, userUid, userUids } from "./pool-users-fields.ts";

const family = "department-members";

const place = () => ({ UserPoolUid: poolUid(UID_LIMIT), DepartmentUid: departmentUid() });
const members = () => ({
  ...place(),
  UserUids: userUids(),
});
const page = () => ({ PageNumber: pageNumber(), PageSize: pageSize(100) });
const message = () => ({ Message: textOutput() });

const isPrimary = (describe: string) => z.boolean().describe(describe).optional();

const placesOutput = () =>
  rowsOutput({
    Department: z.looseObject(departmentRow()).nullish(),
    Role: textOutput(),
    IsPrimary: flagOutput(),
  });

const addUsersToDepartment = defineAction({
  service: "id",
  name: "AddUsersToDepartment",
  family,
  effect: "update",
  items: "UserUids[]",
  escalates: true,
  title: "Add users to a department",
  zh: "将用户加入部门",
  summary:
    "Makes users of a user pool members of a department, with the IAM role and every right that it carries (GetDepartment). They stay in their other departments; to change over use ChangeUsersDepartment.",
  synonyms: [
    "assign to org unit; new joiner; staff; put somebody into a department; place people under an org unit; new hires join a team; also works for",
    "入职; 添加部门成员; 新人到部门; 加到部门; 分到部门; 入职部门; 放到部门下; 安排部门; 新人归到部门",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:GetDepartment", "id:ListUsers", "id:ListDepartments"],
  input: members,
  output: message,
  names: [
    { action: "id:GetDepartment", by: ["UserPoolUid", "DepartmentUid"] },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListDepartmentMembers",
    by: ["UserPoolUid", "DepartmentUid"],
    among: { list: "Members", by: { "UserUids[]": "UserUid" } },
    tells: "there",
  },
});

const removeUsersFromDepartment = defineAction({
  service: "id",
  name: "RemoveUsersFromDepartment",
  family,
  effect: "delete",
  items: "UserUids[]",
  // Whose first department goes may get the role of the next.
  escalates: true,
  title: "Remove users from a department",
  zh: "将用户移出部门",
  summary:
    "Ends the membership of users in one department of a user pool, and the rights that came with it. The users themselves stay. See ListDepartmentMembers first.",
  synonyms: [
    "leave a unit; revoke access; take somebody out of a department; no longer works for; take out of an org unit",
    "移除部门成员; 调离; 收回权限; 离开部门; 移出部门; 从部门去掉; 不在这个部门了; 从节点移走",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:ListDepartmentMembers"],
  input: members,
  output: message,
  names: [
    { action: "id:GetDepartment", by: ["UserPoolUid", "DepartmentUid"] },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListDepartmentMembers",
    by: ["UserPoolUid", "DepartmentUid"],
    among: { list: "Members", by: { "UserUids[]": "UserUid" } },
  },
});

const changeUsersDepartment = defineAction({
  service: "id",
  name: "ChangeUsersDepartment",
  family,
  effect: "update",
  items: "UserUids[]",
  escalates: true,
  title: "Move users to another department",
  zh: "变更用户所在部门",
  summary:
    "Moves users of a user pool from one department to another: they lose what the old one gave and get what the new one carries. Other memberships stay; to add without taking away use AddUsersToDepartment.",
  synonyms: [
    "transfer; internal move; change of team; from one department to another; moved from sales to support; out of the old one and into the new one; where somebody sits in the org tree",
    "转岗; 调岗; 部门调动; 换部门; 调到另一个部门; 人员调动; 移到另一个部门; 从销售转到客服; 换岗; 从原部门到新部门",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:ListDepartmentMembers", "id:GetDepartment", "id:ListDepartments"],
  input: () => ({
    UserPoolUid: poolUid(UID_LIMIT),
    OriginDepartmentUid: departmentUid("Department they leave"),
    NewDepartmentUid: departmentUid("Department they join"),
    UserUids: userUids(),
  }),
  output: message,
  names: [
    { action: "id:GetDepartment", by: { UserPoolUid: "UserPoolUid", OriginDepartmentUid: "DepartmentUid" } },
    { action: "id:GetDepartment", by: { UserPoolUid: "UserPoolUid", NewDepartmentUid: "DepartmentUid" } },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListDepartmentMembers",
    by: { UserPoolUid: "UserPoolUid", OriginDepartmentUid: "DepartmentUid" },
    among: { list: "Members", by: { "UserUids[]": "UserUid" } },
    tells: "gone",
    // Who is not in the one may never have been, and so not be in the other.
    proves: "not happened",
  },
});

const updateDepartmentMember = defineAction({
  service: "id",
  name: "UpdateDepartmentMember",
  family,
  effect: "update",
  escalates: true,
  title: "Update a department member",
  zh: "修改部门成员",
  summary:
    "Sets the role that a user has in a department of a user pool, e.g. as its head, and whether it is their primary one. To move somebody use ChangeUsersDepartment.",
  synonyms: [
    "appoint a manager; team lead; main department; make somebody head of a department; head of department; job title; new boss; make somebody manager",
    "主部门; 部门负责人; 主管; 任命主管; 设为负责人; 部门领导; 部门经理; 换负责人; 升主管; 换领导",
  ],
  exampleShows: ["IsPrimary"],
  prerequisites: ["id:ListDepartmentMembers"],
  input: () => ({
    ...place(),
    UserUid: userUid(UID_LIMIT),
    Role: plainText(64).describe("Role in the department, as ListDepartmentMembers spells it").optional(),
    IsPrimary: isPrimary("Whether it is the user's primary department"),
  }),
  output: message,
  names: [
    { action: "id:GetDepartment", by: ["UserPoolUid", "DepartmentUid"] },
    { action: "id:GetUser", by: ["UserPoolUid", "UserUid"] },
  ],
  lookup: {
    action: "id:ListDepartmentMembers",
    by: ["UserPoolUid", "DepartmentUid"],
    among: { list: "Members", by: { UserUid: "UserUid" } },
  },
});

const listDepartmentMembers = defineAction({
  service: "id",
  name: "ListDepartmentMembers",
  family,
  effect: "read",
  title: "List the members of a department",
  zh: "列出部门成员",
  summary:
    "Lists who is in a department of a user pool, by Uid, with role and whether it is their primary department, page by page. For names and profiles use ListUsersInDepartment.",
  synonyms: [
    "who leads the unit; staff list; who heads a department; who works here and who leads; names in an org unit",
    "部门负责人; 部门人员名单; 部门领导是谁; 部门里有谁; 部门名单; 谁管这个部门",
  ],
  prerequisites: ["id:ListDepartments"],
  input: () => ({
    ...place(),
    ...page(),
    Role: plainText(64).describe("Only members of this role").optional(),
    IsPrimary: isPrimary("Only those for whom it is the primary one, or is not"),
  }),
  output: () => ({
    Members: rowsOutput({ UserUid: textOutput(), Role: textOutput(), IsPrimary: flagOutput() }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const listUsersInDepartment = defineAction({
  service: "id",
  name: "ListUsersInDepartment",
  family,
  effect: "read",
  title: "List the users in a department",
  zh: "列出部门中的用户",
  summary:
    "Lists the users of a department of a user pool with full profiles, page by page, filtered as in ListUsers. For their roles in it use ListDepartmentMembers.",
  synonyms: [
    "people directory; team roster; find a colleague; people of a department; who works in a department; everybody in an org unit",
    "部门通讯录; 同事; 部门有哪些人; 部门员工; 部门人员; 节点里的人; 这个部门都有谁",
  ],
  prerequisites: ["id:ListDepartments"],
  input: () => ({ ...place(), ...page(), Filter: userFilter() }),
  output: () => ({ Data: rowsOutput(user()), ...pageOutput("TotalCount") }),
  secrets: { output: ROW_SECRETS },
  paging: "page-number",
});

const listDepartmentsForUser = defineAction({
  service: "id",
  name: "ListDepartmentsForUser",
  family,
  effect: "read",
  title: "List the departments of a user",
  zh: "列出用户所在部门",
  summary:
    "Lists the departments that one user of a user pool is in, with their role in each and which is the primary one. For several users use BatchListDepartmentsForUsers.",
  synonyms: [
    "where does somebody work; which unit; which departments is somebody in; which team does he work for",
    "所属部门; 主部门; 在哪个部门; 属于哪些部门; 哪个部门的; 他是哪个部门的; 归哪个部门",
  ],
  prerequisites: ["id:ListUsers"],
  input: () => ({ UserPoolUid: poolUid(UID_LIMIT), UserUid: userUid(UID_LIMIT) }),
  output: () => ({ Departments: placesOutput() }),
});

const batchListDepartmentsForUsers = defineAction({
  service: "id",
  name: "BatchListDepartmentsForUsers",
  family,
  effect: "read",
  title: "List the departments of several users",
  zh: "批量列出用户所在部门",
  summary:
    "Lists for each of several users of a user pool the departments that they are in, in one answer without pages. For one user use ListDepartmentsForUser.",
  synonyms: [
    "compare org units; access review; departments of many people; which teams do these people work for",
    "批量查询所属部门; 权限审查; 这些人在哪些部门; 多个人的部门; 这些人各是哪个部门",
  ],
  prerequisites: ["id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(UID_LIMIT),
    UserUids: userUids(),
  }),
  output: () => ({ Users: rowsOutput({ UserUid: textOutput(), Departments: placesOutput() }) }),
});

export const departmentMembers = defineFamily({
  name: family,
  title: "Department members",
  zh: "部门成员",
  summary:
    "Who is in which department of a user pool, in which role. Joining a department gives its IAM role and rights, leaving it takes them away.",
  actions: [
    addUsersToDepartment,
    removeUsersFromDepartment,
    changeUsersDepartment,
    updateDepartmentMember,
    listDepartmentMembers,
    listUsersInDepartment,
    listDepartmentsForUser,
    batchListDepartmentsForUsers,
  ],
});
