/** How people get into a user pool in bulk, and which identity provider they sign in through (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, rowsOutput, secretInput, textOutput, textsOutput } from "../../src/action/fields.ts";
import { connectionUid, importOutcome, poolUid, userUid, userUids } from "./pool-users-fields.ts";

const family = "pool-user-import";

/** A bound of our own for one file, in characters of base64. */
const CSV_LIMIT = 2_097_152;

/** One account at an identity provider, and the pool user it belongs to. */
const link = () => ({
  UserPoolUid: poolUid(),
  UserPoolUserUid: userUid(),
  ConnectionUid: connectionUid(),
  ExternalProviderUserId: name("Id of the account at the identity provider"),
});

const createUsersCSV = defineAction({
  service: "id",
  name: "CreateUsersCSV",
  family,
  effect: "create",
  items: "uncountable",
  // What the file sets cannot be seen from outside: passwords and verified addresses may be among it.
  escalates: true,
  encoding: "POST form",
  title: "Import pool users from a CSV file",
  zh: "通过 CSV 导入用户池用户",
  summary:
    "Creates users of a user pool from a CSV file laid out as GetUserCSVTemplate shows. Rows fail one by one: read ErrorsStructured. For people whom you can name in the call use CreateUsers, which can be read before it is approved.",
  synonyms: [
    "upload spreadsheet; migrate accounts; bulk onboarding; import from a spreadsheet; upload Excel; migrate users; load users from a file; spreadsheet of customers",
    "表格批量导入; 迁移账号; 从表格导入用户; Excel 导入; csv 导入; 上传用户名单; 文件导入用户; 用表格建用户",
  ],
  exampleShows: ["UsersCsvB64"],
  prerequisites: ["id:GetUserCSVTemplate", "id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    UsersCsvB64: secretInput("The file in base64", CSV_LIMIT).optional(),
    ExternalProviderConnectionUid: connectionUid(
      "Identity provider they come from (ListIdentityProviders)",
    ).optional(),
  }),
  output: importOutcome,
  secrets: { input: ["UsersCsvB64"] },
});

const getUserCSVTemplate = defineAction({
  service: "id",
  name: "GetUserCSVTemplate",
  family,
  effect: "read",
  title: "Get the CSV template for importing pool users",
  zh: "查看用户池用户导入模板",
  summary:
    "Shows how a CSV file for CreateUsersCSV has to be laid out for this user pool, its custom attributes included. The template for group memberships is GetUserGroupsCsvTemplate.",
  synonyms: [
    "spreadsheet columns; header row; sample file; import template; format of the CSV; blank sheet; empty file to fill in; columns needed",
    "下载模板; 表头格式; 导入模板; csv 模板; 表格格式; 示例文件; 空表; 要填的表; 空白模板; 导入用户的表",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({}),
});

const batchConvertFederatedUsersToNativeUsers = defineAction({
  service: "id",
  name: "BatchConvertFederatedUsersToNativeUsers",
  family,
  effect: "update",
  items: "UserUids[]",
  escalates: true,
  title: "Convert federated pool users to native ones",
  zh: "批量将联合用户转换为本地用户",
  summary:
    "Makes users who sign in through an identity provider into users of the pool itself, who then sign in there. No action turns them back. Users who clash with others, e.g. by email, are left out and named in ConflictUsers.",
  synonyms: [
    "stop using SSO; leave the identity provider; local accounts; federated to local; people who came in through Okta become local; keep their uid; drop the identity provider but keep users",
    "取消联邦登录; 转为本地账号; 联合登录改成本地; 联合用户改本地; 脱离身份源; 不用 Okta 了人留着; 变成本地用户; 保留 uid; 转成本地",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserUids: userUids(),
  }),
  output: () => ({
    SuccessfulUids: textsOutput(),
    ConflictUsers: rowsOutput({ Field: textOutput(), UserUids: textsOutput() }),
  }),
  names: [{ action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } }],
});

const linkIdentityProviderToUser = defineAction({
  service: "id",
  name: "LinkIdentityProviderToUser",
  family,
  effect: "update",
  escalates: true,
  title: "Link a pool user to an identity provider account",
  zh: "为用户池用户关联身份提供商账号",
  summary:
    "Lets an account at an identity provider sign in as an existing pool user. Whoever holds that account gets all that the user has: make sure of the id. Undo with DisableIdentityProviderForUser.",
  synonyms: [
    "merge accounts; connect Feishu account; account binding; connect a Google account; same person twice; bind social account; tie an account to a profile; same person has two accounts; add Apple login",
    "SSO 登录; 绑定第三方账号; 绑定微信; 绑到已有用户; 账号合并; 关联飞书账号; 绑到现有账号; 两个账号是一个人; 加绑",
  ],
  prerequisites: ["id:ListUsers", "id:ListIdentityProviders"],
  input: link,
  output: () => ({ Message: textOutput() }),
  names: [{ action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", UserPoolUserUid: "UserUid" } }],
  lookup: {
    action: "id:GetUser",
    by: { UserPoolUid: "UserPoolUid", UserPoolUserUid: "UserUid" },
    among: {
      list: "ExternalIdentities",
      by: { ConnectionUid: "ConnectionUid", ExternalProviderUserId: "ExternalProviderUserIdentifier" },
    },
    tells: "there",
  },
});

const disableIdentityProviderForUser = defineAction({
  service: "id",
  name: "DisableIdentityProviderForUser",
  family,
  effect: "delete",
  title: "Unlink a pool user from an identity provider account",
  zh: "解除用户池用户的身份提供商关联",
  summary:
    "Ends that an account at an identity provider signs in as a pool user; the user stays. Somebody without password or another link can then not sign in: see ExternalIdentities in GetUser first.",
  synonyms: [
    "disconnect SSO; unbind third-party login; unbind social account; stop a user's Feishu login; untie an account; no more Google for this user; remove a linked login",
    "解绑; 取消 SSO 登录; 解绑微信; 解绑飞书; 取消关联账号; 取消绑定; 不让用微信登; 解开关联",
  ],
  prerequisites: ["id:GetUser", "id:ListIdentityProviders"],
  input: link,
  output: () => ({ Message: textOutput() }),
  names: [{ action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", UserPoolUserUid: "UserUid" } }],
  lookup: {
    action: "id:GetUser",
    by: { UserPoolUid: "UserPoolUid", UserPoolUserUid: "UserUid" },
    among: {
      list: "ExternalIdentities",
      by: { ConnectionUid: "ConnectionUid", ExternalProviderUserId: "ExternalProviderUserIdentifier" },
    },
  },
});

export const poolUserImport = defineFamily({
  name: family,
  title: "Import and linking of pool users",
  zh: "用户池用户导入与身份关联",
  summary:
    "Brings people into a user pool from a CSV file, and says through which identity provider a pool user signs in. Synchronization from an identity provider has its own families.",
  actions: [
    createUsersCSV,
    getUserCSVTemplate,
    batchConvertFederatedUsersToNativeUsers,
    linkIdentityProviderToUser,
    disableIdentityProviderForUser,
  ],
});
