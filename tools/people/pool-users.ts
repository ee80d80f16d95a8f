/** Users of a user pool: the people who sign in to the applications that the pool serves (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import {
  bulkOutcome,
  connectionUid,
  deletionErrors,
  escalatesWith,
  externalIdentifier,
  importOutcome,
  mask,
  password,
  poolUid,
  profile,
  ROW_SECRETS,
  SIGN_IN_OF_NEW,
  SIGN_IN_OF_OLD,
  tokenPaging,
  USER_SECRETS,
  updateOutcome,
  user,
  userFilter,
  userUid,
  userUids,
  verified,
} from "./pool-users-fields.ts";

const family = "pool-users";

const connection = () => connectionUid("Identity provider they come from (ListIdentityProviders)").optional();
const userState = () => name("State as GetUser shows it; decides whether they can sign in").optional();

const createUser = defineAction({
  service: "id",
  name: "CreateUser",
  family,
  effect: "create",
  ...escalatesWith("create", SIGN_IN_OF_NEW),
  title: "Create a pool user",
  zh: "创建用户池用户",
  summary:
    "Creates one person in a user pool, who signs in to your applications; not a directory user (cloudidentity), not an IAM user. For many at once use CreateUsers, then AddUsersToGroup. Nobody is shown a password from generate_secret, so no person can sign in with it.",
  synonyms: [
    "add account; new customer; register somebody; onboard; new account for an app user; sign a customer up; add one person; sign somebody up; one account by hand; a customer calls and wants an account",
    "新增用户; 注册账号; 开户; 给客户开户; 新建账号; 开个账户; 添加用户; 手动建用户; 手动加一个人; 加个用户; 帮客户注册",
  ],
  exampleShows: ["Name", "Email"],
  prerequisites: ["id:ListUserPools", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...profile(),
    Password: password(),
    ...verified(),
    ExternalProviderConnectionUid: connection(),
    ExternalProviderUserIdentifier: externalIdentifier(),
  }),
  output: user,
  secrets: { input: ["Password", "UserMetadata"], output: USER_SECRETS },
  names: [{ action: "id:GetUserPool", by: ["UserPoolUid"] }],
  lookup: {
    action: "id:ListUsers",
    by: ["UserPoolUid"],
    among: {
      list: "Data",
      by: { "Email?": "Email", "PreferredUsername?": "PreferredUsername" },
    },
  },
});

const createUsers = defineAction({
  service: "id",
  name: "CreateUsers",
  family,
  effect: "create",
  items: "Users[]",
  ...escalatesWith("create", SIGN_IN_OF_NEW),
  title: "Create several pool users at once",
  zh: "批量创建用户池用户",
  summary:
    "Creates several people in a user pool in one call. Some may fail while others are made: read ErrorsStructured, whose Index is the place in Users. For a file use CreateUsersCSV, for one person CreateUser.",
  synonyms: [
    "bulk add accounts; mass registration; onboard a team; many accounts at once; thirty people at once; array of users; from JSON",
    "批量新增账号; 批量开户; 一次建多个用户; 批量建号; 一次加很多人; 传数组建用户; 批量加人; 加 30 个人",
  ],
  exampleShows: ["Users"],
  prerequisites: ["id:ListUserPools", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    Users: listOf(
      z.strictObject({
        ...profile(),
        Password: password(),
        ...verified(),
        ExternalProviderUserIdentifier: externalIdentifier(),
      }),
      "The people to create",
    ).optional(),
    ExternalProviderConnectionUid: connection(),
  }),
  output: importOutcome,
  secrets: { input: ["Users[].Password", "Users[].UserMetadata"] },
  lookup: {
    action: "id:ListUsers",
    by: ["UserPoolUid"],
    among: { list: "Data", by: { "Users[].Email": "Email" } },
  },
});

const getUser = defineAction({
  service: "id",
  name: "GetUser",
  family,
  effect: "read",
  title: "Get a pool user",
  zh: "查看用户池用户",
  summary:
    "Shows one user of a user pool: profile, state, groups, departments, linked identity providers and last sign-in. Metadata comes back sealed. Find the user with ListUsers.",
  synonyms: [
    "account details; who is this person; last login time; profile of a user; when did somebody last sign in; is the account locked; linked accounts of a user; has he verified his mail",
    "查询用户信息; 最近登录; 用户资料; 账号详情; 账号状态; 是否被锁; 绑了哪些账号; 个人信息; 邮箱验证了吗",
  ],
  prerequisites: ["id:ListUsers"],
  input: () => ({ UserPoolUid: poolUid(), UserUid: userUid(), ResponseValueMask: mask() }),
  output: user,
  secrets: { output: USER_SECRETS },
});

const listUsers = defineAction({
  service: "id",
  name: "ListUsers",
  family,
  effect: "read",
  title: "List pool users",
  zh: "列出用户池用户",
  summary:
    "Lists the users of a user pool, page by page, and searches them by name, email, phone, group, department or custom attribute. For one group ListUsersInGroup, for one department ListUsersInDepartment.",
  synonyms: [
    "find a person; duplicate accounts; who never joined anything; look somebody up by mail or phone; all customers; everyone whose mail ends in; locked accounts; new sign-ups; whose mail is this",
    "查找用户; 重复账号; 搜索账号; 按邮箱找人; 按手机号查; 用户列表; 所有用户; 找人; 新注册的人; 被锁的人; 查某个人; 这个邮箱是谁的; 手机号是谁的",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    ...tokenPaging(),
    Filter: userFilter(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
    ResponseValueMask: mask(),
    ResponseValueNull: z
      .strictObject({
        UserMetadata: z.boolean().optional(),
        ExternalIdentitiesExternalProviderUserMetadata: z.boolean().optional(),
      })
      .describe("true: leave it out of the answer")
      .optional(),
  }),
  output: () => ({ Data: rowsOutput(user()), NextToken: textOutput(), ...pageOutput("TotalCount") }),
  secrets: { output: ROW_SECRETS },
  paging: "page-number",
});

const updateUser = defineAction({
  service: "id",
  name: "UpdateUser",
  family,
  effect: "update",
  ...escalatesWith("update", SIGN_IN_OF_OLD),
  title: "Update a pool user",
  zh: "修改用户池用户",
  summary:
    "Changes one user of a user pool, no directory user: profile, password, state, email or phone. Read it with GetUser first. A new password, email or state decides who can sign in. For several users UpdateUsers, which takes no password.",
  synonyms: [
    "reset password; lock account; change email; suspend; block a customer; disable an account; unlock; freeze; ban; new password; change phone number; fraudulent customer; deactivate a customer; customer cannot log in; nickname",
    "重置密码; 禁用账号; 解锁; 改手机号; 封号; 冻结账号; 锁定用户; 禁止登录; 锁账号; 改邮箱; 改资料; 停用用户; 账号封掉; 封禁账号; 解除锁定; 登不上帮他重置; 改昵称; 名字写错了; 拉黑; 骗子; 更正资料",
  ],
  exampleShows: ["Nickname"],
  prerequisites: ["id:GetUser", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserUid: userUid(),
    ...profile(),
    UserState: userState(),
    Password: password(),
    ...verified(),
  }),
  output: user,
  secrets: { input: ["Password", "UserMetadata"], output: USER_SECRETS },
  lookup: { action: "id:GetUser", by: ["UserPoolUid", "UserUid"] },
});

const updateUsers = defineAction({
  service: "id",
  name: "UpdateUsers",
  family,
  effect: "update",
  items: "Users[]",
  ...escalatesWith("update", SIGN_IN_OF_OLD),
  title: "Update several pool users at once",
  zh: "批量修改用户池用户",
  summary:
    "Changes several users of a user pool in one call, each named by UserUid; passwords only with UpdateUser. Some may fail while others are changed: read ErrorsStructured, whose Index is the place in Users.",
  synonyms: [
    "bulk edit; lock many accounts; mass change of attributes; edit a hundred people at once; bulk disable; change hundreds of users; same change for everybody; phone numbers of hundreds; nickname of many; one request for many",
    "批量禁用账号; 批量改资料; 一次改很多人; 批量停用用户; 批量封号; 一起修改很多用户; 统一修改用户; 大批用户修改; 同时改很多人; 手机号一起改; 昵称一起改; 一次请求改多人",
  ],
  exampleShows: ["Users"],
  prerequisites: ["id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    Users: listOf(
      z.strictObject({
        UserUid: userUid().optional(),
        ...profile(),
        UserState: userState(),
        ...verified(),
      }),
      "Whom to change, and to what",
    ).optional(),
  }),
  output: updateOutcome,
  secrets: { input: ["Users[].UserMetadata"] },
});

const deleteUsers = defineAction({
  service: "id",
  name: "DeleteUsers",
  family,
  effect: "delete",
  items: "UserUids[]",
  title: "Delete pool users",
  zh: "删除用户池用户",
  summary:
    "Deletes one or more users of a user pool for good, with their memberships and linked identities. Check each with GetUser first; to only stop somebody from signing in, change UserState with UpdateUser.",
  synonyms: [
    "offboard; leaver; remove account; erase personal data; delete an account; remove customers; right to be forgotten; GDPR; test accounts; purge; wipe a customer",
    "离职; 注销账号; 销户; 删用户; 删账号; 删除个人数据; 批量删除; 删除个人信息; 客户注销; 清掉测试账号; 把人删干净; 用户要求删除",
  ],
  exampleShows: ["UserUids"],
  prerequisites: ["id:GetUser", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    UserUids: userUids(),
  }),
  output: () => ({ ...bulkOutcome(), ErrorsStructured: deletionErrors() }),
  names: [
    { action: "id:GetUserPool", by: ["UserPoolUid"] },
    { action: "id:GetUser", by: { UserPoolUid: "UserPoolUid", "UserUids[]": "UserUid" } },
  ],
  lookup: {
    action: "id:ListUsers",
    by: ["UserPoolUid"],
    among: { list: "Data", by: { "UserUids[]": "Uid" } },
  },
});

export const poolUsers = defineFamily({
  name: family,
  title: "Pool users",
  zh: "用户池用户",
  summary:
    "The people of a user pool, who sign in to your applications. They are neither users of the organization's directory nor IAM users of the cloud account.",
  actions: [createUser, createUsers, getUser, listUsers, updateUser, updateUsers, deleteUsers],
});
