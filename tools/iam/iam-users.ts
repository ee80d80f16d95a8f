/** IAM users: people and programs with rights of their own in the cloud account (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  limit,
  name,
  offset,
  plainText,
  rowsOutput,
  tags,
  tagsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-users";

const userName = () => name("Name of the IAM user (ListUsers)");
// Documented by its name alone.
const piiRedaction = () => z.int().describe("1 asks for masked mail addresses and phone numbers").optional();

const user = () => ({
  UserName: textOutput(),
  DisplayName: textOutput(),
  Id: countOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  Email: textOutput(),
  EmailIsVerify: flagOutput(),
  MobilePhone: textOutput(),
  MobilePhoneIsVerify: flagOutput(),
  Tags: tagsOutput(),
  AccountId: countOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});
const oneUser = () => ({ User: z.looseObject(user()).nullish() });

const createUser = defineAction({
  service: "iam",
  name: "CreateUser",
  family,
  effect: "create",
  title: "Create an IAM user",
  zh: "创建 IAM 用户",
  summary:
    "Creates a user in the cloud account. The user has no rights, no console sign-in and no keys yet: next AttachUserPolicy or AddUserToGroup, then CreateLoginProfile for a person or CreateAccessKey for a program.",
  synonyms: [
    "onboard; new employee; sub-user; service account; new sub-user; account for a program; cloud account for a person or program",
    "入职; 开通账号; 子用户; 新建子账号; 开子账号; 建子用户; 程序账号; 新同事子账号; 云账号; 给外包开子账号",
  ],
  exampleShows: ["DisplayName"],
  input: () => ({
    UserName: name("Name, unique in the account: letters, digits, . _ - @; usually at most 64"),
    DisplayName: plainText().optional(),
    Description: plainText().optional(),
    Email: plainText().optional(),
    MobilePhone: plainText().optional(),
    Tags: tags().optional(),
  }),
  output: oneUser,
  lookup: { action: "iam:GetUser", by: ["UserName"] },
});

const getUser = defineAction({
  service: "iam",
  name: "GetUser",
  family,
  effect: "read",
  title: "Get an IAM user",
  zh: "查看 IAM 用户",
  summary:
    "Shows one IAM user, named by UserName, ID or the id of one of their access keys. Rights are in ListAttachedUserPolicies and ListGroupsForUser, sign-in in GetLoginProfile.",
  synonyms: [
    "whose key is this; key owner; find account; details of a sub-user; who owns this AK; which sub-user has this id",
    "密钥归属; 查询子用户; 子账号详情; AK 是谁的; AK 归属; 子用户资料",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({
    UserName: userName().optional(),
    ID: z.int().describe("Id of the user, instead of the name").optional(),
    AccessKeyID: name("Id of an access key of the user, instead of the name").optional(),
    PiiRedaction: piiRedaction(),
  }),
  alternatives: [{ of: ["UserName", "ID", "AccessKeyID"], required: true }],
  output: oneUser,
});

const listUsers = defineAction({
  service: "iam",
  name: "ListUsers",
  family,
  effect: "read",
  title: "List IAM users",
  zh: "列出 IAM 用户",
  summary:
    "Lists the IAM users of the cloud account, page by page; search by name, display name or description. People who sign in through SSO are in the cloud identity directory instead.",
  synonyms: [
    "who has access; account inventory; sub-users; audit; all sub-users; everybody with a sub-account",
    "子用户列表; 账号盘点; 有哪些子账号; 子账号列表; 所有子用户",
  ],
  input: () => ({
    Query: name("Search in names, display names and descriptions").optional(),
    Limit: limit(),
    Offset: offset(),
    PiiRedaction: piiRedaction(),
  }),
  output: () => ({
    UserMetadata: rowsOutput(user()),
    Total: countOutput(),
    Limit: countOutput(),
    Offset: countOutput(),
  }),
  paging: "limit-offset",
});

const updateUser = defineAction({
  service: "iam",
  name: "UpdateUser",
  family,
  effect: "update",
  // Another e-mail address or phone number can hand the account's verification codes to another person.
  escalates: true,
  title: "Update an IAM user",
  zh: "修改 IAM 用户",
  summary:
    "Overwrites the given fields of an IAM user. NewEmail and NewMobilePhone can change who gets the verification codes, NewUserName changes the sign-in name and the TRN: look at GetUser first. Password and sign-in: UpdateLoginProfile.",
  synonyms: [
    "rename; change phone; change mail address; edit a sub-user; sub-user got married; display name",
    "改名; 换手机号; 换邮箱; 改子账号信息; 子账号改名; 子用户改显示名",
  ],
  exampleShows: ["NewDisplayName"],
  prerequisites: ["iam:GetUser"],
  renames: { UserName: "NewUserName" },
  input: () => ({
    UserName: name("The present name"),
    NewUserName: name("The new name").optional(),
    NewDisplayName: plainText().optional(),
    NewDescription: plainText().optional(),
    NewEmail: plainText().optional(),
    NewMobilePhone: plainText().optional(),
  }),
  output: oneUser,
  lookup: { action: "iam:GetUser", by: ["UserName"], at: "User" },
});

const deleteUser = defineAction({
  service: "iam",
  name: "DeleteUser",
  family,
  effect: "delete",
  title: "Delete an IAM user",
  zh: "删除 IAM 用户",
  summary:
    "Deletes an IAM user for good: sign-in and everything that runs on their keys stops. See ListAccessKeys and GetAccessKeyLastUsed first; to stop them reversibly, use UpdateLoginProfile and UpdateAccessKey.",
  synonyms: [
    "offboard; leaver; remove account; revoke access; sub-user is gone; contractor is gone; sub-user cleaned up",
    "离职; 注销账号; 删子账号; 子账号不用了; 人走了; 外包走了; 子账号删干净",
  ],
  prerequisites: ["iam:GetUser", "iam:ListAccessKeys", "iam:ListGroupsForUser"],
  input: () => ({ UserName: userName() }),
  output: () => ({}),
  lookup: { action: "iam:GetUser", by: ["UserName"], at: "User" },
  takesAlong: [
    {
      what: "access keys",
      zh: "访问密钥",
      action: "iam:ListAccessKeys",
      by: ["UserName"],
      names: "AccessKeyMetadata[].AccessKeyId",
    },
    {
      what: "attached policies",
      zh: "已绑定的策略",
      action: "iam:ListAttachedUserPolicies",
      by: ["UserName"],
      names: "AttachedPolicyMetadata[].PolicyName",
    },
    {
      what: "groups",
      zh: "用户组",
      action: "iam:ListGroupsForUser",
      by: ["UserName"],
      names: "UserGroups[].UserGroupName",
    },
  ],
});

export const iamUsers = defineFamily({
  name: family,
  title: "IAM users",
  zh: "IAM 用户",
  summary:
    "People and programs with rights of their own in one cloud account. They sign in with a login profile, or sign requests with access keys.",
  actions: [createUser, getUser, listUsers, updateUser, deleteUser],
});
