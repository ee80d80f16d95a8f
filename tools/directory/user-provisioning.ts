/** Directory users copied into cloud accounts as IAM users, and what went wrong on the way (cloudidentity). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainText,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "user-provisioning";

const provisioningId = () => name("Id from CreateUserProvisioning or ListUserProvisionings");
const eventId = () => name("Id from ListUserProvisioningEvents");
const policyName = () => name("Name of the IAM policy (iam ListPolicies)");

const provisioning = () => ({
  UserProvisioningId: textOutput(),
  ProvisionStatus: textOutput(),
  PrincipalId: textOutput(),
  PrincipalType: textOutput(),
  TargetId: textOutput(),
  Description: textOutput(),
  DuplicationStrategy: textOutput(),
  DuplicationSuffix: textOutput(),
  DeletionStrategy: textOutput(),
  IdentitySourceStrategy: textOutput(),
});
const stored = () => ({
  ...provisioning(),
  PrincipalName: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const createUserProvisioning = defineAction({
  service: "cloudidentity",
  name: "CreateUserProvisioning",
  family,
  effect: "create",
  escalates: true,
  title: "Provision directory users to an account",
  zh: "创建用户访问授权任务",
  summary:
    "Makes IAM users in a cloud account for a directory user or a group's members, who sign in there as them. Takeover seizes IAM users of the same name with all their rights. Rights come with AttachPolicyToUserProvision; ask GetUserProvisioning whether it is done.",
  synonyms: [
    "sync users to account; onboard; IAM user SSO; IAM users for employees; IAM user of the same name in a member account",
    "同步 IAM 用户; 入职; 用户同步; 员工同步成 IAM 用户; 同步到成员账号; 同步子用户; 在成员账号里建子用户; 自动生成子用户",
  ],
  prerequisites: [
    "cloudidentity:ListUsers",
    "cloudidentity:ListGroups",
    "cloudidentity:ListUserProvisionings",
  ],
  input: () => ({
    PrincipalType: z.enum(["User", "Group"]).describe("What PrincipalId is"),
    PrincipalId: name("UserId (cloudidentity ListUsers) or GroupId (cloudidentity ListGroups)"),
    TargetId: name("Id of the cloud account, which must belong to the organisation"),
    DuplicationStrategy: z
      .enum(["KeepBoth", "Takeover"])
      .describe("An IAM user of that name exists: make another, or take that one over"),
    DuplicationSuffix: plainText().describe("Goes behind the IAM user name; needed for KeepBoth").optional(),
    IdentitySourceStrategy: z
      .enum(["Create", "Ignore"])
      .describe("An IAM user of the same identity source exists: make one anyway, or skip"),
    DeletionStrategy: z
      .enum(["Keep", "Delete"])
      .describe("What becomes of the IAM users when the provisioning is deleted"),
    Description: plainText().optional(),
  }),
  output: () => ({ ...provisioning(), Remark: textOutput() }),
  lookup: {
    action: "cloudidentity:ListUserProvisionings",
    by: [],
    among: {
      list: "UserProvisionings",
      by: { PrincipalId: "PrincipalId", PrincipalType: "PrincipalType", TargetId: "TargetId" },
    },
  },
});

const getUserProvisioning = defineAction({
  service: "cloudidentity",
  name: "GetUserProvisioning",
  family,
  effect: "read",
  title: "Get a user provisioning",
  zh: "查看用户访问授权任务",
  summary:
    "Shows one provisioning of directory users to a cloud account: its ProvisionStatus, and what happens to the IAM users when it is deleted. Why one failed is in ListUserProvisioningEvents.",
  synonyms: [
    "sync status; is the user there yet; deletion strategy; settings of one user provisioning",
    "同步状态; 授权进度; 用户同步详情; 一条用户同步的详情",
  ],
  prerequisites: ["cloudidentity:ListUserProvisionings"],
  input: () => ({ UserProvisioningId: provisioningId() }),
  output: stored,
});

const listUserProvisionings = defineAction({
  service: "cloudidentity",
  name: "ListUserProvisionings",
  family,
  effect: "read",
  title: "List user provisionings",
  zh: "列出用户访问授权任务",
  summary:
    "Lists which directory users and groups are provisioned to which cloud accounts as IAM users, page by page. Access by permission set is in ListAccountAssignments.",
  synonyms: [
    "synced users; who was copied to the account; access review; who gets an IAM user in an account",
    "用户同步列表; 谁能登录账号; 同步了哪些用户; 往账号同步了谁",
  ],
  input: () => ({
    AccountId: name("Only provisionings to this cloud account").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
  }),
  output: () => ({ UserProvisionings: rowsOutput(stored()), ...pageOutput("Total") }),
  paging: "page-number",
});

const deleteUserProvisioning = defineAction({
  service: "cloudidentity",
  name: "DeleteUserProvisioning",
  family,
  effect: "delete",
  title: "Delete a user provisioning",
  zh: "删除用户访问授权任务",
  summary:
    "Ends the provisioning of directory users to a cloud account. With DeletionStrategy Delete their IAM users there are deleted too: look at GetUserProvisioning first. If it fails, ListUserProvisioningEvents says why.",
  synonyms: [
    "offboard; stop user sync; revoke account access; remove synced IAM users; no more IAM user in a member account",
    "离职; 解除授权; 停止同步; 取消用户同步; 不再同步到账号; 成员账号里不再建子用户",
  ],
  prerequisites: ["cloudidentity:GetUserProvisioning"],
  input: () => ({ UserProvisioningId: provisioningId() }),
  output: () => ({}),
  // It goes when what it made in the member account is gone.
  lookup: {
    action: "cloudidentity:GetUserProvisioning",
    by: ["UserProvisioningId"],
    proves: "happened",
  },
});

const attachPolicyToUserProvision = defineAction({
  service: "cloudidentity",
  name: "AttachPolicyToUserProvision",
  family,
  effect: "update",
  escalates: true,
  title: "Attach a policy to a user provisioning",
  zh: "为用户访问授权任务绑定策略",
  summary:
    "Gives the IAM users of a provisioning the rights of an IAM policy in their cloud account. One user alone is done in that account, by iam AttachUserPolicy.",
  synonyms: [
    "grant rights; synced users cannot do anything; rights of synced users; IAM users made from the directory have no rights; policy for provisioned users",
    "授予权限; 同步用户授权; 添加权限; 给同步用户加权限; 同步出来的子用户没权限; 给用户同步挂策略; 同步的子用户加策略",
  ],
  prerequisites: ["cloudidentity:ListUserProvisionings", "iam:ListPolicies"],
  input: () => ({ UserProvisioningId: provisioningId(), PolicyName: policyName() }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetUserProvisioning", by: ["UserProvisioningId"] }],
});

const detachPolicyToUserProvision = defineAction({
  service: "cloudidentity",
  name: "DetachPolicyToUserProvision",
  family,
  effect: "delete",
  // As with iam's detachments: a policy can deny, and without it something may be allowed.
  escalates: true,
  title: "Detach a policy from a user provisioning",
  zh: "为用户访问授权任务解绑策略",
  summary:
    "Takes the rights of an IAM policy from the IAM users of a provisioning; the policy itself stays. Detaching one that denies widens access.",
  synonyms: [
    "revoke rights; reduce access; too many rights; take a policy off provisioned users",
    "回收权限; 移除策略; 去掉同步用户权限; 同步的子用户减权限; 摘策略",
  ],
  prerequisites: ["cloudidentity:GetUserProvisioning"],
  input: () => ({ UserProvisioningId: provisioningId(), PolicyName: policyName() }),
  output: () => ({}),
  names: [{ action: "cloudidentity:GetUserProvisioning", by: ["UserProvisioningId"] }],
});

const listUserProvisioningEvents = defineAction({
  service: "cloudidentity",
  name: "ListUserProvisioningEvents",
  family,
  effect: "read",
  title: "List failures of user provisioning",
  zh: "列出用户访问授权记录",
  summary:
    "Lists what failed while directory users were provisioned to cloud accounts or taken out again, each with its reason, page by page. Mend the cause, then RetryUserProvisioningEvent.",
  synonyms: [
    "sync errors; why is the user missing; provisioning stuck; why did the sync fail; creating the IAM user failed; recent failures",
    "同步失败; 授权失败原因; 同步报错; 失败原因; 建子用户失败; 失败记录; 最近的失败; 没建出来",
  ],
  input: () => ({
    EventStatus: listOf(name("ProvisionFailed or DeleteProvisionFailed"), "Only these statuses").optional(),
    QueryString: name("Search in user names and display names").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
  }),
  output: () => ({
    UserProvisioningEvent: rowsOutput({
      UserProvisioningEventId: textOutput(),
      UserProvisioningId: textOutput(),
      EventStatus: textOutput(),
      FailureReason: textOutput(),
      Description: textOutput(),
      UserId: textOutput(),
      UserName: textOutput(),
      PrincipalType: textOutput(),
      TargetId: textOutput(),
      TargetName: textOutput(),
      CreatedTime: textOutput(),
      UpdatedTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

const retryUserProvisioningEvent = defineAction({
  service: "cloudidentity",
  name: "RetryUserProvisioningEvent",
  family,
  effect: "update",
  // Where the provisioning failed, the retry is what grants.
  escalates: true,
  title: "Retry a failed user provisioning",
  zh: "重试用户访问授权记录",
  summary:
    "Tries once more what a failure in ListUserProvisioningEvents was about: ProvisionFailed makes the IAM user in the account, DeleteProvisionFailed takes it out. Look at the failure first.",
  synonyms: [
    "sync again; stuck user; resume; try the sync again; run a failed one again; creating the IAM user failed, once more",
    "重新同步; 再次授权; 再试一次; 重新授权; 失败的再跑一次; 重跑; 子用户没建成再来一次",
  ],
  prerequisites: ["cloudidentity:ListUserProvisioningEvents"],
  input: () => ({ UserProvisioningEventId: eventId() }),
  output: () => ({}),
});

const deleteUserProvisioningEvent = defineAction({
  service: "cloudidentity",
  name: "DeleteUserProvisioningEvent",
  family,
  effect: "delete",
  title: "Delete a failure of user provisioning",
  zh: "删除用户访问授权记录",
  summary:
    "Deletes the record of a failed provisioning for good; it can then not be retried. Users and their access stay as they are: that is DeleteUserProvisioning.",
  synonyms: [
    "dismiss error; clear failed sync; ignore failure; clean up the failure list",
    "清除失败记录; 忽略错误; 清理失败事件; 失败记录清掉",
  ],
  prerequisites: ["cloudidentity:ListUserProvisioningEvents"],
  input: () => ({ UserProvisioningEventId: eventId() }),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:ListUserProvisioningEvents",
    by: [],
    among: { list: "UserProvisioningEvent", by: { UserProvisioningEventId: "UserProvisioningEventId" } },
  },
});

export const userProvisioning = defineFamily({
  name: family,
  title: "User provisioning",
  zh: "用户访问授权",
  summary:
    "Provisioning makes IAM users in a cloud account for directory users and groups. It is the other way to an account beside permission sets.",
  actions: [
    createUserProvisioning,
    getUserProvisioning,
    listUserProvisionings,
    deleteUserProvisioning,
    attachPolicyToUserProvision,
    detachPolicyToUserProvision,
    listUserProvisioningEvents,
    retryUserProvisioningEvent,
    deleteUserProvisioningEvent,
  ],
});
