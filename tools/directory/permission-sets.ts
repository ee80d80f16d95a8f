/** Permission sets: templates of rights that directory users and groups get in cloud accounts (cloudidentity). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainText,
  rowsOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "permission-sets";

/** A bound of our own for one policy document: the reference states none. */
const DOCUMENT_LIMIT = 65_536;

const permissionSetId = () => name("Id from CreatePermissionSet or ListPermissionSets");
const policyType = (describe: string) => z.enum(["System", "Inline"]).describe(describe);
const inlineDocument = () =>
  name('IAM policy as JSON text: {"Statement":[{"Effect","Action","Resource"}]}', DOCUMENT_LIMIT);

const settings = () => ({
  Description: plainText(255).optional(),
  SessionDuration: z.int().describe("Length of a session in seconds, e.g. 3600").optional(),
  RelayState: name("Console page that opens after sign-in, an https URL").optional(),
});

const permissionSet = () => ({
  PermissionSetId: textOutput(),
  Name: textOutput(),
  Description: textOutput(),
  RelayState: textOutput(),
  SessionDuration: countOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const createPermissionSet = defineAction({
  service: "cloudidentity",
  name: "CreatePermissionSet",
  family,
  effect: "create",
  title: "Create a permission set",
  zh: "创建权限集",
  summary:
    "Creates an empty permission set, a template of rights in cloud accounts. Next fill it with AddSystemPolicyToPermissionSet or AddInlinePolicyToPermissionSet, then hand it out with CreateAccountAssignment.",
  synonyms: [
    "access profile; role template; multi-account access; role for many accounts; administrator profile; bundle of rights; read-only bundle",
    "权限模板; 多账号授权; 多账号角色; 新建权限模板; 只读权限集; 一套权限; 权限包",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets"],
  input: () => ({ Name: name("Name; it cannot be changed later"), ...settings() }),
  output: () => ({ PermissionSetId: textOutput() }),
  egress: ["RelayState"],
  lookup: {
    action: "cloudidentity:ListPermissionSets",
    by: [],
    among: { list: "PermissionSets", by: { Name: "Name" } },
  },
});

const getPermissionSet = defineAction({
  service: "cloudidentity",
  name: "GetPermissionSet",
  family,
  effect: "read",
  title: "Get a permission set",
  zh: "查看权限集",
  summary:
    "Shows name, session length and landing page of one permission set. Its rights are in ListPermissionPoliciesInPermissionSet, who has it in ListAccountAssignments.",
  synonyms: [
    "session duration; access profile details; how long is a session; settings of an access profile",
    "会话时长; 权限集详情; 权限集信息; 会话多久; 多久要重新登录; 权限包详情",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets"],
  input: () => ({ PermissionSetId: permissionSetId() }),
  output: permissionSet,
});

const listPermissionSets = defineAction({
  service: "cloudidentity",
  name: "ListPermissionSets",
  family,
  effect: "read",
  title: "List permission sets",
  zh: "列出权限集",
  summary:
    "Lists the permission sets of the directory, page by page; filter by name to find a PermissionSetId.",
  synonyms: [
    "access profiles; which roles exist for SSO; role templates; bundles of rights",
    "有哪些权限集; 查询权限模板; 权限集列表; 权限模板列表; 权限包列表",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    Filter: plainText(254).describe("Search in names").optional(),
    PermissionSetIds: name("Only these ids, separated by commas").optional(),
  }),
  output: () => ({
    PermissionSets: rowsOutput({ ...permissionSet(), StatusNotifications: textsOutput() }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

const updatePermissionSet = defineAction({
  service: "cloudidentity",
  name: "UpdatePermissionSet",
  family,
  effect: "update",
  title: "Update a permission set",
  zh: "修改权限集",
  summary:
    "Overwrites description, session length or landing page of a permission set; its rights stay. Accounts that have it already may need ProvisionPermissionSet again.",
  synonyms: [
    "longer session; shorten SSO session; redirect after login; console session too short; session of 8 hours; logged out too soon; sessions last longer; rename an access profile; longer sign-in",
    "延长会话; 登录后跳转; 会话太短; 老掉线; 登录时长; 控制台会话时长; 权限集改描述; 会话加长; 掉线",
  ],
  exampleShows: ["Description"],
  prerequisites: ["cloudidentity:GetPermissionSet"],
  input: () => ({ PermissionSetId: permissionSetId(), ...settings() }),
  output: () => ({}),
  egress: ["RelayState"],
  lookup: { action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] },
});

const deletePermissionSet = defineAction({
  service: "cloudidentity",
  name: "DeletePermissionSet",
  family,
  effect: "delete",
  title: "Delete a permission set",
  zh: "删除权限集",
  summary:
    "Deletes a permission set for good, with the policies in it. See ListAccountAssignments and ListPermissionSetProvisionings first: whoever works through it would lose access.",
  synonyms: [
    "clean up access profile; remove role template; unused rights; bundle nobody uses",
    "清理权限; 移除权限模板; 权限集不要了; 删权限模板; 没人用的权限集",
  ],
  prerequisites: ["cloudidentity:ListAccountAssignments", "cloudidentity:ListPermissionSetProvisionings"],
  input: () => ({ PermissionSetId: permissionSetId() }),
  output: () => ({}),
  lookup: { action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] },
  takesAlong: [
    {
      what: "account assignments",
      zh: "账号授权",
      action: "cloudidentity:ListAccountAssignments",
      by: ["PermissionSetId"],
      names: "AccountAssignments[].PrincipalName",
    },
    {
      what: "policies",
      zh: "策略",
      action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
      by: ["PermissionSetId"],
      names: "PermissionPolicies[].PermissionPolicyName",
    },
    {
      what: "accounts it is provisioned in",
      zh: "已部署的账号",
      action: "cloudidentity:ListPermissionSetProvisionings",
      by: ["PermissionSetId"],
      names: "PermissionSetProvisionings[].TargetName",
    },
  ],
});

const addInlinePolicyToPermissionSet = defineAction({
  service: "cloudidentity",
  name: "AddInlinePolicyToPermissionSet",
  family,
  effect: "update",
  escalates: true,
  title: "Add an inline policy to a permission set",
  zh: "为权限集添加内联策略",
  summary:
    "Gives a permission set rights by a policy document of its own, for all who have the set. Where it has one already use UpdateInlinePolicyToPermissionSet; for the vendor's ready policies AddSystemPolicyToPermissionSet.",
  synonyms: [
    "custom rights; fine-grained access; least privilege; write rights into a permission set; JSON policy; own JSON into a permission set",
    "自定义权限; 精细化授权; 最小权限; 权限集加权限; 写一段策略; 自己写的 JSON 加进权限集",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets", "cloudidentity:ListPermissionPoliciesInPermissionSet"],
  input: () => ({ PermissionSetId: permissionSetId(), InlinePolicyDocument: inlineDocument() }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: {
    action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
    by: ["PermissionSetId"],
    among: { list: "PermissionPolicies", by: {}, where: { PermissionPolicyType: "Inline" } },
    tells: "there",
    as: { InlinePolicyDocument: "PermissionPolicyDocument" },
  },
});

const addSystemPolicyToPermissionSet = defineAction({
  service: "cloudidentity",
  name: "AddSystemPolicyToPermissionSet",
  family,
  effect: "update",
  escalates: true,
  title: "Add a system policy to a permission set",
  zh: "为权限集添加系统策略",
  summary:
    "Gives a permission set the rights of one of the vendor's ready policies, for all who have the set. For rights of your own wording use AddInlinePolicyToPermissionSet.",
  synonyms: [
    "AdministratorAccess; read-only access; managed policy; give a permission set more rights; one more managed policy",
    "预设策略; 管理员权限; 只读权限; 权限集加系统策略; 加管理员策略; 权限集再加一条",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets", "iam:ListPolicies"],
  input: () => ({
    PermissionSetId: permissionSetId(),
    PermissionPolicyName: name("Name of a system policy, e.g. ReadOnlyAccess (iam ListPolicies)"),
  }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: {
    action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
    by: ["PermissionSetId"],
    among: {
      list: "PermissionPolicies",
      by: { PermissionPolicyName: "PermissionPolicyName" },
      where: { PermissionPolicyType: "System" },
    },
    tells: "there",
  },
});

const updateInlinePolicyToPermissionSet = defineAction({
  service: "cloudidentity",
  name: "UpdateInlinePolicyToPermissionSet",
  family,
  effect: "update",
  escalates: true,
  title: "Replace the inline policy of a permission set",
  zh: "修改权限集的内联策略",
  summary:
    "Overwrites the whole inline policy document of a permission set, for all who have the set. Read the present one with ListPermissionPoliciesInPermissionSet first: it is not kept.",
  synonyms: [
    "change rights; tighten access; edit policy JSON; rewrite the inline JSON",
    "调整权限; 收紧权限; 改权限集内容; 内联策略改一下; 内联策略换一版",
  ],
  prerequisites: ["cloudidentity:ListPermissionPoliciesInPermissionSet"],
  input: () => ({ PermissionSetId: permissionSetId(), InlinePolicyDocument: inlineDocument() }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: {
    action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
    by: ["PermissionSetId"],
    among: { list: "PermissionPolicies", by: {}, where: { PermissionPolicyType: "Inline" } },
    as: { InlinePolicyDocument: "PermissionPolicyDocument" },
  },
});

const removePermissionPolicyFromPermissionSet = defineAction({
  service: "cloudidentity",
  name: "RemovePermissionPolicyFromPermissionSet",
  family,
  effect: "delete",
  // A policy can deny: without it something may be allowed.
  escalates: true,
  title: "Remove a policy from a permission set",
  zh: "移除权限集的策略",
  summary:
    "Takes a system policy or the inline policy out of a permission set; an inline document is gone for good. Removing one that denies widens access: read it with ListPermissionPoliciesInPermissionSet first.",
  synonyms: [
    "reduce rights; revoke rights; detach policy; too many rights; permission set with fewer rights; take a policy out of a permission set",
    "回收权限; 解绑策略; 权限集去掉策略; 减少权限; 权限集里拿掉一条; 权限集减权限",
  ],
  exampleShows: ["PermissionPolicyName"],
  prerequisites: ["cloudidentity:ListPermissionPoliciesInPermissionSet"],
  input: () => ({
    PermissionSetId: permissionSetId(),
    PermissionPolicyType: policyType("System: one of the vendor's; Inline: the set's own document"),
    PermissionPolicyName: name("Which one; needed where the type is System").optional(),
  }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: {
    action: "cloudidentity:ListPermissionPoliciesInPermissionSet",
    by: ["PermissionSetId"],
    among: {
      list: "PermissionPolicies",
      by: { PermissionPolicyType: "PermissionPolicyType", PermissionPolicyName: "PermissionPolicyName" },
    },
  },
});

const listPermissionPoliciesInPermissionSet = defineAction({
  service: "cloudidentity",
  name: "ListPermissionPoliciesInPermissionSet",
  family,
  effect: "read",
  title: "List the policies of a permission set",
  zh: "列出权限集的策略",
  summary:
    "Lists what a permission set allows: its system policies and its inline policy, each with its document, page by page.",
  synonyms: [
    "effective rights; what may they do; audit access; what does a permission set allow; what is inside a permission set",
    "权限审计; 查看权限内容; 权限集有哪些策略; 权限集能做什么; 权限集里面有什么",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets"],
  input: () => ({
    PermissionSetId: permissionSetId(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    PermissionPolicyType: policyType("Only policies of this type").optional(),
  }),
  output: () => ({
    PermissionPolicies: rowsOutput({
      PermissionPolicyName: textOutput(),
      PermissionPolicyType: textOutput(),
      PermissionPolicyDocument: textOutput(),
      CreatedTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

export const permissionSets = defineFamily({
  name: family,
  title: "Permission sets",
  zh: "权限集",
  summary:
    "A permission set is a template of rights. Assigned to a directory user or group for a cloud account, it becomes a role that they sign in to that account with.",
  actions: [
    createPermissionSet,
    getPermissionSet,
    listPermissionSets,
    updatePermissionSet,
    deletePermissionSet,
    addInlinePolicyToPermissionSet,
    addSystemPolicyToPermissionSet,
    updateInlinePolicyToPermissionSet,
    removePermissionPolicyFromPermissionSet,
    listPermissionPoliciesInPermissionSet,
  ],
});
