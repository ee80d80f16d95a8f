/** Who of the directory has which permission set in which cloud account, and where sets are deployed (cloudidentity). */
import * as z from "zod";
import type { Action, Lookup } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, pageNumber, pageOutput, pageSize, rowsOutput, textOutput } from "../../src/action/fields.ts";

const family = "account-assignments";

/** One of the list that has all four of what an assignment consists of. */
const listed: Lookup = {
  action: "cloudidentity:ListAccountAssignments",
  by: ["PermissionSetId", "PrincipalId", "PrincipalType", "TargetId"],
  among: {
    list: "AccountAssignments",
    by: {
      PermissionSetId: "PermissionSetId",
      PrincipalId: "PrincipalId",
      PrincipalType: "PrincipalType",
      TargetId: "TargetId",
    },
  },
};

const permissionSetId = () => name("Id from ListPermissionSets");
const accountId = () => name("Id of the cloud account, which must belong to the organisation");
const principalType = () => z.enum(["User", "Group"]).describe("What PrincipalId is");
const principalId = () => name("UserId (cloudidentity ListUsers) or GroupId (cloudidentity ListGroups)");

const assignment = () => ({
  PermissionSetId: permissionSetId(),
  PrincipalType: principalType(),
  PrincipalId: principalId(),
  TargetId: accountId(),
});

/** What starts a task answers with its id only; the status is the read's. */
const task = {
  service: "cloudidentity",
  family,
  output: () => ({ TaskId: textOutput() }),
  follow: { action: "cloudidentity:GetTaskStatus", with: "TaskId", from: "TaskId" },
} as const satisfies Partial<Action>;

const createAccountAssignment = defineAction({
  ...task,
  name: "CreateAccountAssignment",
  effect: "create",
  escalates: true,
  title: "Assign a permission set in an account",
  zh: "创建角色访问授权",
  summary:
    "Lets a directory user or group sign in to a cloud account with the rights of a permission set. It runs as a task (GetTaskStatus). Check the rights with ListPermissionPoliciesInPermissionSet first.",
  synonyms: [
    "grant account access; onboard; give team access; SSO role; admin of an account; let contractors into an account; access to the production account; assign a permission set to a group; let a group into a member account through SSO",
    "入职; 多账号授权; 分配权限; 给账号权限; 分配账号管理员; 生产账号权限; 让团队能进账号; 授权访问账号; 分配权限集; 把权限集给用户; 授予权限集; 给团队账号权限; 让组能进成员账号; 通过 SSO 进账号; 只读进账号",
  ],
  prerequisites: [
    "cloudidentity:ListPermissionSets",
    "cloudidentity:ListGroups",
    "cloudidentity:ListAccountAssignments",
  ],
  input: assignment,
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: listed,
});

const deleteAccountAssignment = defineAction({
  ...task,
  name: "DeleteAccountAssignment",
  effect: "delete",
  title: "Take back a permission set in an account",
  zh: "删除角色访问授权",
  summary:
    "Ends a directory user's or group's access to a cloud account through one permission set; other assignments stay. It runs as a task (GetTaskStatus). Look at ListAccountAssignments first.",
  synonyms: [
    "revoke account access; offboard; unassign; no more access to an account; take a permission set from a user; should not reach an account any longer; close an account for somebody; keeps other accounts",
    "离职; 回收权限; 取消授权; 收回账号访问; 收回账号权限; 不让进账号; 撤销账号授权; 收回权限集; 收回权限集授权; 取消权限集分配; 不能再进这个账号; 某个账号不让进; 其他账号保留; 踢出账号",
  ],
  prerequisites: ["cloudidentity:ListAccountAssignments"],
  input: () => ({
    ...assignment(),
    DeprovisionStrategy: z
      .enum(["DeprovisionForLastPermissionSetOnAccount", "None"])
      .describe("Whether the set's last assignment in the account also takes the set out")
      .optional(),
  }),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: listed,
});

const listAccountAssignments = defineAction({
  service: "cloudidentity",
  name: "ListAccountAssignments",
  family,
  effect: "read",
  title: "List who has permission sets in accounts",
  zh: "列出角色访问授权",
  summary:
    "Lists assignments: which directory user or group has which permission set in which cloud account, page by page, filtered by any of the three. For one person ask for the groups they are in as well.",
  synonyms: [
    "who has access; access review; audit rights; which accounts can a group reach; who can get into an account; rights in accounts; who is admin of an account; who has what on an account",
    "谁有权限; 权限审计; 授权列表; 能进哪些账号; 谁能进这个账号; 账号有哪些人能访问; 某个组的账号权限; 谁有管理员权限集; 谁被分配了权限集; 这个账号都有谁; 某人能进哪些账号",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets"],
  input: () => ({
    PermissionSetId: permissionSetId().optional(),
    PrincipalType: principalType().optional(),
    PrincipalId: principalId().optional(),
    TargetId: name("Only assignments in this cloud account").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
  }),
  output: () => ({
    AccountAssignments: rowsOutput({
      PermissionSetId: textOutput(),
      PermissionSetName: textOutput(),
      PrincipalId: textOutput(),
      PrincipalName: textOutput(),
      PrincipalType: textOutput(),
      TargetId: textOutput(),
      TargetName: textOutput(),
      CreatedTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

const provisionPermissionSet = defineAction({
  ...task,
  name: "ProvisionPermissionSet",
  effect: "update",
  escalates: true,
  title: "Deploy a permission set to an account",
  zh: "部署权限集",
  summary:
    "Brings the present policies of a permission set to one cloud account, for all who have the set there. Needed where ListPermissionSetProvisionings says ReprovisionRequired or ProvisionFailed. It runs as a task (GetTaskStatus).",
  synonyms: [
    "redeploy; rights not applied; policy change has no effect; bring changes to accounts; changed permission set has no effect; roll out again; permission set was edited; push to the member account",
    "重新部署; 权限未生效; 同步权限; 权限集改了没生效; 账号里没变化; 重新下发; 推到账号; 再下发一次; 重新推到成员账号; 改完下发",
  ],
  prerequisites: [
    "cloudidentity:ListPermissionSetProvisionings",
    "cloudidentity:ListPermissionPoliciesInPermissionSet",
  ],
  input: () => ({ PermissionSetId: permissionSetId(), TargetId: accountId() }),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  lookup: {
    action: "cloudidentity:ListTasks",
    by: [],
    among: { list: "Tasks", by: { PermissionSetId: "PermissionSetId", TargetId: "TargetId" } },
    tells: "there",
    proves: "not happened",
  },
});

const deprovisionPermissionSet = defineAction({
  ...task,
  name: "DeprovisionPermissionSet",
  effect: "delete",
  title: "Withdraw a permission set from an account",
  zh: "解除部署权限集",
  summary:
    "Takes a permission set out of one cloud account; the set itself stays. Look at ListAccountAssignments for the account first: nobody can work there through it any more. It runs as a task (GetTaskStatus).",
  synonyms: [
    "undeploy; remove role from account; clean up account; take a permission set off an account",
    "卸载权限集; 清理账号权限; 从账号移除权限集; 撤下权限集; 从账号里撤下",
  ],
  prerequisites: ["cloudidentity:ListPermissionSetProvisionings", "cloudidentity:ListAccountAssignments"],
  input: () => ({ PermissionSetId: permissionSetId(), TargetId: name("Id of the cloud account") }),
  names: [{ action: "cloudidentity:GetPermissionSet", by: ["PermissionSetId"] }],
  takesAlong: [
    {
      what: "account assignments",
      zh: "账号授权",
      action: "cloudidentity:ListAccountAssignments",
      by: ["PermissionSetId", "TargetId"],
      names: "AccountAssignments[].PrincipalName",
    },
  ],
  lookup: {
    action: "cloudidentity:ListTasks",
    by: [],
    among: { list: "Tasks", by: { PermissionSetId: "PermissionSetId", TargetId: "TargetId" } },
    tells: "there",
    proves: "not happened",
  },
});

const listPermissionSetProvisionings = defineAction({
  service: "cloudidentity",
  name: "ListPermissionSetProvisionings",
  family,
  effect: "read",
  title: "List deployments of permission sets",
  zh: "列出权限集部署",
  summary:
    "Lists in which cloud accounts permission sets are deployed and whether that is up to date, page by page. It does not say who has them: that is ListAccountAssignments.",
  synonyms: [
    "out of date rights; failed rollout; drift; did a permission set roll out; where is a permission set deployed; accounts a permission set was rolled out to",
    "部署状态; 部署失败; 需要重新部署; 权限集部署到哪些账号; 权限集下发状态; 权限集有没有下发; 下发到哪些账号",
  ],
  prerequisites: ["cloudidentity:ListPermissionSets"],
  input: () => ({
    PermissionSetId: permissionSetId().optional(),
    TargetId: name("Only this cloud account").optional(),
    ProvisioningStatus: z
      .enum(["Provisioned", "ReprovisionRequired", "ProvisionFailed", "Running"])
      .describe("ReprovisionRequired: the set was changed since")
      .optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
  }),
  output: () => ({
    PermissionSetProvisionings: rowsOutput({
      PermissionSetId: textOutput(),
      PermissionSetName: textOutput(),
      TargetId: textOutput(),
      TargetName: textOutput(),
      ProvisioningStatus: textOutput(),
      CreatedTime: textOutput(),
      UpdatedTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

export const accountAssignments = defineFamily({
  name: family,
  title: "Account assignments",
  zh: "角色访问授权",
  summary:
    "An assignment gives a directory user or group a permission set in one cloud account. A deployment brings the set’s present rights to that account.",
  actions: [
    createAccountAssignment,
    deleteAccountAssignment,
    listAccountAssignments,
    provisionPermissionSet,
    deprovisionPermissionSet,
    listPermissionSetProvisionings,
  ],
});
