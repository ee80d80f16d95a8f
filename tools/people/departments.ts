/** Departments: the organization chart of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  listOf,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import {
  department,
  departmentFilter,
  departmentRow,
  departmentUid,
  UID_LIMIT,
} from "./departments-fields.ts";
import { escalatesWith, poolUid, tokenPaging } from "./pool-users-fields.ts";

const family = "departments";

const one = () => ({ UserPoolUid: poolUid(UID_LIMIT), DepartmentUid: departmentUid() });
const settings = () => ({
  Description: plainText(2048).optional(),
  IamRoleTrn: plainText(2048)
    .describe("IAM role for the members, e.g. trn:iam::ACCOUNT:role/NAME")
    .optional(),
  Precedence: z.int().describe("Decides which role counts for who is in several departments").optional(),
});

const createDepartment = defineAction({
  service: "id",
  name: "CreateDepartment",
  family,
  effect: "create",
  ...escalatesWith("create", ["IamRoleTrn"]),
  title: "Create a department",
  zh: "创建部门",
  summary:
    "Creates a department of a user pool below another one; add people with AddUsersToDepartment. With IamRoleTrn its members may get cloud credentials of that role. For groups without hierarchy use CreateGroup.",
  synonyms: [
    "org unit; organization chart; new division; add a department; sub-department; branch office; node below another; new org unit",
    "组织架构; 新增科室; 新部门; 下级部门; 成立部门; 下面加一个分公司; 新增节点; 加个部门; 成立分公司",
  ],
  prerequisites: ["id:ListUserPools", "id:GetDepartmentTree", "id:ListDepartments"],
  input: () => ({
    UserPoolUid: poolUid(UID_LIMIT),
    // The reference does not say how the top of the chart is named.
    ParentDepartmentUid: departmentUid(
      "Department above it (ListDepartments); at the top try 0, which is not documented",
    ),
    Name: plainName(255),
    ...settings(),
    ExternalID: plainText(512).describe("Its id in the system it comes from").optional(),
    Source: plainText(64).describe("System it comes from").optional(),
  }),
  output: departmentRow,
  lookup: {
    action: "id:ListDepartments",
    by: ["UserPoolUid", "ParentDepartmentUid"],
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getDepartment = defineAction({
  service: "id",
  name: "GetDepartment",
  family,
  effect: "read",
  title: "Get a department",
  zh: "查看部门",
  summary:
    "Shows one department of a user pool: its place in the organization, IAM role, numbers of members and of departments below. For several use BatchGetDepartments, for its members ListDepartmentMembers.",
  synonyms: [
    "org unit details; how many people; parent unit; how many people are in an org unit; cloud role of a department; number of members",
    "部门详情; 部门人数; 部门信息; 部门有多少人; 部门绑的云角色; 节点详情; 节点多少人",
  ],
  prerequisites: ["id:ListDepartments"],
  input: one,
  output: department,
});

const batchGetDepartments = defineAction({
  service: "id",
  name: "BatchGetDepartments",
  family,
  effect: "read",
  title: "Get several departments at once",
  zh: "批量查看部门",
  summary:
    "Shows several departments of a user pool in one answer, each under its Uid, e.g. to put names to the DepartmentUids of a user. For one use GetDepartment.",
  synonyms: [
    "resolve department ids; names of org units; several departments by id; several org units in one call",
    "批量查询部门; 部门名称解析; 多个部门信息; 几个部门一起查",
  ],
  prerequisites: ["id:ListDepartments", "id:GetUser"],
  input: () => ({
    UserPoolUid: poolUid(UID_LIMIT),
    DepartmentUids: listOf(plainName(), "Uids from ListDepartments or GetUser").optional(),
  }),
  output: () => ({
    // The reference leaves open what is under each Uid; by the name a department.
    DepartmentsByUid: z.record(z.string(), z.looseObject(departmentRow()).nullish()).nullish(),
  }),
});

const listDepartments = defineAction({
  service: "id",
  name: "ListDepartments",
  family,
  effect: "read",
  title: "List departments",
  zh: "列出部门",
  summary:
    "Lists the departments below one department of a user pool, page by page, filtered by name, source or external id. For all levels at once use GetDepartmentTree.",
  synonyms: [
    "child units; browse the org chart; find a division; sub-departments; branch offices; nodes below",
    "子部门; 查找部门; 有哪些部门; 下级部门; 部门列表; 下面有哪些节点; 分公司列表",
  ],
  prerequisites: ["id:ListUserPools", "id:GetDepartmentTree"],
  input: () => ({
    UserPoolUid: poolUid(UID_LIMIT),
    ParentDepartmentUid: departmentUid(
      "Department whose departments to list; at the top try 0, which is not documented",
    ),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    ...tokenPaging(),
    Filter: departmentFilter(),
    SortField: plainText(64).describe("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: plainText(16).describe("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({ Data: rowsOutput(departmentRow()), NextToken: textOutput(), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const getDepartmentTree = defineAction({
  service: "id",
  name: "GetDepartmentTree",
  family,
  effect: "read",
  title: "Get the tree of departments",
  zh: "查看部门树",
  summary:
    "Shows a department of a user pool with all that is below it, level by level, with numbers of members. Set MaxDepth in a large organization; for one level with pages use ListDepartments.",
  synonyms: [
    "org chart; hierarchy; organization structure; whole company structure; whole organization at a glance",
    "组织架构树; 层级结构; 公司架构; 整个组织架构; 架构图; 整棵树; 全公司架构",
  ],
  prerequisites: ["id:ListUserPools", "id:ListDepartmentsForUser"],
  input: () => ({
    UserPoolUid: poolUid(),
    RootDepartmentUid: plainText().describe(
      "Department to start from (GetDepartmentPath); at the top try 0, not documented",
    ),
    MaxDepth: z.int().describe("Levels to show").optional(),
    Filter: departmentFilter(),
    FilterResultMode: z
      .int()
      .describe("What a filter leaves of the tree; the service numbers the ways")
      .optional(),
  }),
  output: () => ({
    Roots: rowsOutput({
      Department: z.looseObject(departmentRow()).nullish(),
      MemberCount: countOutput(),
      // Each as a root; spelled out once, since the tree has no documented depth.
      Children: rowsOutput({}),
    }),
  }),
});

const getDepartmentPath = defineAction({
  service: "id",
  name: "GetDepartmentPath",
  family,
  effect: "read",
  title: "Get the path to a department",
  zh: "查看部门路径",
  summary:
    "Shows the departments from the top of a user pool's organization down to one department. It also tells the Uid of the topmost department, from which GetDepartmentTree starts.",
  synonyms: [
    "parent chain; breadcrumb; ancestors; root department; upper departments; where in the organization",
    "上级部门; 根部门; 上级路径; 所属上级; 从根到部门; 在架构里的位置; 上面几级; 往上到根",
  ],
  prerequisites: ["id:ListDepartmentsForUser"],
  input: one,
  output: () => ({ Path: rowsOutput(departmentRow()) }),
});

const updateDepartment = defineAction({
  service: "id",
  name: "UpdateDepartment",
  family,
  effect: "update",
  // Precedence chooses among roles; a move puts every member below what the new parent carries.
  ...escalatesWith("update", ["IamRoleTrn", "Precedence", "ParentDepartmentUid"]),
  title: "Update a department",
  zh: "修改部门",
  summary:
    "Renames a department of a user pool, moves it below another one, or changes its description, IAM role or precedence. A new role holds for every member at once: see ListDepartmentMembers first.",
  synonyms: [
    "reorganize; merge units; rename division; rename a department; move a department below another; hang one department below another; rename a branch; hang a node elsewhere; cloud role of a department",
    "调整组织架构; 部门改名; 部门迁移; 部门换上级; 部门合并; 并到另一个部门下面; 部门合并到; 分公司改名; 挪到另一个节点下; 部门换角色",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:GetDepartment", "id:ListDepartmentMembers"],
  input: () => ({
    ...one(),
    Name: plainName(255).optional(),
    ParentDepartmentUid: departmentUid("Department to move it below").optional(),
    ...settings(),
  }),
  output: department,
  lookup: { action: "id:GetDepartment", by: ["UserPoolUid", "DepartmentUid"] },
});

const deleteDepartment = defineAction({
  service: "id",
  name: "DeleteDepartment",
  family,
  effect: "delete",
  uncountableWith: ["ForceDeleteChildren", "ForceDeleteMembers", "MemberPolicy"],
  // Whose first department goes may get the role of the next.
  escalates: true,
  title: "Delete a department",
  zh: "删除部门",
  summary:
    "Deletes a department of a user pool for good; with the Force parameters even one that is not empty. Look at GetDepartmentTree and ListDepartmentMembers first, and leave Force out unless the user asks for it.",
  synonyms: [
    "dissolve a unit; close a division; department no longer exists; branch was closed; remove a node",
    "撤销部门; 解散部门; 撤掉部门; 裁撤部门; 部门没了; 分公司撤了; 删节点",
  ],
  prerequisites: ["id:GetDepartmentTree", "id:ListDepartmentMembers"],
  input: () => ({
    ...one(),
    ForceDeleteChildren: z.boolean().describe("Also the departments below it").optional(),
    ForceDeleteMembers: z
      .boolean()
      .describe("Although it has members; perhaps the users with it (undocumented)")
      .optional(),
    MemberPolicy: plainText(64).describe("What becomes of its members, as the service names it").optional(),
  }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetDepartment", by: ["UserPoolUid", "DepartmentUid"] },
  takesAlong: [
    {
      what: "departments below it",
      zh: "下级部门",
      action: "id:ListDepartments",
      by: { UserPoolUid: "UserPoolUid", DepartmentUid: "ParentDepartmentUid" },
      names: "Data[].Name",
    },
    {
      what: "members",
      zh: "成员",
      action: "id:ListUsersInDepartment",
      by: ["UserPoolUid", "DepartmentUid"],
      names: "Data[].Name",
    },
  ],
});

export const departments = defineFamily({
  name: family,
  title: "Departments",
  zh: "部门",
  summary:
    "The organization chart of a user pool: departments below departments. A department may carry an IAM role, which its members then get.",
  actions: [
    createDepartment,
    getDepartment,
    batchGetDepartments,
    listDepartments,
    getDepartmentTree,
    getDepartmentPath,
    updateDepartment,
    deleteDepartment,
  ],
});
