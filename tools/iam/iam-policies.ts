/** IAM policies: the JSON documents that say what users, user groups and roles of the account may do (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainName,
  plainText,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-policies";

const DOCUMENT_LIMIT = 6144;
const NAME_LIMIT = 64;
const DESCRIPTION_LIMIT = 255;

const customPolicy = () => name("Name of a policy of the account; presets cannot be changed", NAME_LIMIT);

const policy = () => ({
  PolicyName: textOutput(),
  PolicyType: textOutput(),
  PolicyTrn: textOutput(),
  Description: textOutput(),
  // Text as it came: what GetPolicy answers can be edited and given to UpdatePolicy as it is.
  PolicyDocument: textOutput(),
  Category: textOutput(),
  AttachmentCount: countOutput(),
  IsServiceRolePolicy: countOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});

const onePolicy = () => ({ Policy: z.looseObject(policy()).nullish() });

// No lookup: GetPolicy needs PolicyType, which a create does not take.
const createPolicy = defineAction({
  service: "iam",
  name: "CreatePolicy",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM policy",
  zh: "创建 IAM 自定义策略",
  summary:
    "Creates a custom policy: a JSON document of what is allowed or denied on which cloud resources. It grants nothing until it is attached (AttachUserPolicy, AttachUserGroupPolicy, AttachRolePolicy). For Cedar rules in a namespace use id:CreatePolicy.",
  synonyms: [
    "grant access; least privilege; permissions JSON; write a custom policy; rights as JSON; JSON of allowed operations",
    "授权; 最小权限; 权限不足; 写策略; 写权限 JSON; 自定义权限; 新建策略; 写一份 JSON 权限",
  ],
  prerequisites: ["iam:ListPolicies"],
  input: () => ({
    PolicyName: name("Letters, digits and +=,.@-_; unique in the account", NAME_LIMIT),
    PolicyDocument: name(
      'JSON text: {"Statement":[{"Effect":"Allow","Action":["ecs:Get*"],"Resource":["*"]}]}',
      DOCUMENT_LIMIT,
    ),
    Description: plainText(DESCRIPTION_LIMIT).optional(),
  }),
  output: onePolicy,
  lookup: { action: "iam:GetPolicy", by: ["PolicyName"], with: { PolicyType: "Custom" } },
});

const getPolicy = defineAction({
  service: "iam",
  name: "GetPolicy",
  family,
  effect: "read",
  title: "Get an IAM policy",
  zh: "查看 IAM 策略",
  summary:
    "Shows one policy with its document and the number of attachments. Who has it is answered by ListEntitiesForPolicy.",
  synonyms: [
    "what does it allow; read statement; text of a policy; JSON of a policy",
    "权限内容; 策略语法; 策略里写了什么; 策略原文; 策略的 JSON",
  ],
  prerequisites: ["iam:ListPolicies"],
  input: () => ({
    PolicyName: plainName(),
    PolicyType: z.enum(["System", "Custom"]).describe("System: the vendor's preset; Custom: made here"),
  }),
  output: onePolicy,
});

const listPolicies = defineAction({
  service: "iam",
  name: "ListPolicies",
  family,
  effect: "read",
  title: "List IAM policies",
  zh: "列出 IAM 策略",
  summary:
    "Lists the policies that can be attached in the account, the vendor's presets and custom ones, with their documents, page by page. Look here for a preset before you create a policy. What one user has is answered by ListAttachedUserPolicies.",
  synonyms: [
    "managed policies; FullAccess; ReadOnlyAccess; which policies exist",
    "预设策略; 系统策略; 有哪些策略; 策略列表",
  ],
  input: () => ({
    Scope: name("All, System (presets) or Custom; All when absent").optional(),
    Query: name("Search text").optional(),
    WithServiceRolePolicy: z
      .int()
      .describe("1: also those of service-linked roles; 0 when absent")
      .optional(),
    Limit: limit(),
    Offset: offset(),
  }),
  output: () => ({
    PolicyMetadata: rowsOutput(policy()),
    Total: countOutput(),
    Limit: countOutput(),
    Offset: countOutput(),
  }),
  paging: "limit-offset",
});

const updatePolicy = defineAction({
  service: "iam",
  name: "UpdatePolicy",
  family,
  effect: "update",
  escalates: true,
  title: "Update an IAM policy",
  zh: "修改 IAM 自定义策略",
  summary:
    "Changes name, description or document of a custom policy. A new document replaces the old one at once for everybody who has the policy: read it with GetPolicy and see ListEntitiesForPolicy first.",
  synonyms: [
    "rename policy; add permission; revoke permission; edit a custom policy; change the JSON of a policy",
    "调整权限; 编辑策略; 改策略; 策略加一条权限; 改策略 JSON",
  ],
  exampleShows: ["NewPolicyDocument"],
  prerequisites: ["iam:GetPolicy", "iam:ListEntitiesForPolicy"],
  renames: { PolicyName: "NewPolicyName" },
  input: () => ({
    PolicyName: customPolicy(),
    NewPolicyName: plainName(NAME_LIMIT).optional(),
    NewPolicyDocument: text(
      'Whole JSON text: {"Statement":[{"Effect":"Allow","Action":["ecs:Get*"],"Resource":["*"]}]}',
      DOCUMENT_LIMIT,
    ).optional(),
    NewDescription: plainText(DESCRIPTION_LIMIT).optional(),
  }),
  output: onePolicy,
  lookup: { action: "iam:GetPolicy", by: ["PolicyName"], with: { PolicyType: "Custom" }, at: "Policy" },
});

const deletePolicy = defineAction({
  service: "iam",
  name: "DeletePolicy",
  family,
  effect: "delete",
  // A policy can deny: without it something may be allowed.
  escalates: true,
  title: "Delete an IAM policy",
  zh: "删除 IAM 自定义策略",
  summary:
    "Deletes a custom policy for good. See ListEntitiesForPolicy first: one that is still attached may be refused, or its holders lose what it allowed. Deleting one that denies widens access.",
  synonyms: [
    "remove policy; clean up permissions; policy no longer used; custom policy thrown away",
    "清理策略; 回收权限; 删策略; 策略不用了; 自定义策略清掉",
  ],
  prerequisites: ["iam:ListEntitiesForPolicy", "iam:GetPolicy"],
  input: () => ({ PolicyName: customPolicy() }),
  output: () => ({}),
  lookup: { action: "iam:GetPolicy", by: ["PolicyName"], with: { PolicyType: "Custom" }, at: "Policy" },
  takesAlong: [
    {
      what: "users with it",
      zh: "拥有它的用户",
      action: "iam:ListEntitiesForPolicy",
      by: ["PolicyName"],
      with: { PolicyType: "Custom", EntityFilter: "User" },
      names: "PolicyUsers[].UserName",
    },
    {
      what: "groups with it",
      zh: "拥有它的用户组",
      action: "iam:ListEntitiesForPolicy",
      by: ["PolicyName"],
      with: { PolicyType: "Custom", EntityFilter: "UserGroup" },
      names: "PolicyUserGroups[].UserGroupName",
    },
    {
      what: "roles with it",
      zh: "拥有它的角色",
      action: "iam:ListEntitiesForPolicy",
      by: ["PolicyName"],
      with: { PolicyType: "Custom", EntityFilter: "Role" },
      names: "PolicyRoles[].RoleName",
    },
  ],
});

export const iamPolicies = defineFamily({
  name: family,
  title: "IAM policies",
  zh: "IAM 策略",
  summary:
    "A policy is a JSON document that says what is allowed or denied on which cloud resources. It takes effect once attached to an IAM user, user group or role. Presets come from the vendor, custom policies from the account.",
  actions: [createPolicy, getPolicy, listPolicies, updatePolicy, deletePolicy],
});
