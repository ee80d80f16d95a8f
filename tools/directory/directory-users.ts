/** Users of the organisation's directory, the people who sign in through SSO (cloudidentity). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  secretHandle,
  secretOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "directory-users";

const userId = () => name("Id from CreateUser or ListUsers");
const profile = () => ({
  DisplayName: plainText(64).optional(),
  Description: plainText(255).optional(),
  Email: plainText(128).optional(),
  Phone: plainText(20).optional(),
});

const user = () => ({
  UserId: textOutput(),
  UserName: textOutput(),
  DisplayName: textOutput(),
  Description: textOutput(),
  Email: textOutput(),
  Phone: textOutput(),
  Source: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const createUser = defineAction({
  service: "cloudidentity",
  name: "CreateUser",
  family,
  effect: "create",
  title: "Create a directory user",
  zh: "创建云身份中心用户",
  summary:
    "Creates a person in the organisation's directory (cloud identity center). The user has no rights yet: add them to a group with AddUserToGroup. Check with ListUsers that the name is free.",
  synonyms: [
    "onboard; new employee; add staff; hire; add a colleague; somebody joins the company; account in the SSO directory",
    "入职; 新员工; 开通账号; 新同事; 加员工; 添加员工; 新人开账号; 目录里加人; SSO 账号; 新同事要账号",
  ],
  exampleShows: ["DisplayName", "Email"],
  input: () => ({ UserName: name("Sign-in name, unique in the directory", 54), ...profile() }),
  output: user,
  lookup: {
    action: "cloudidentity:ListUsers",
    by: ["UserName"],
    among: { list: "Users", by: { UserName: "UserName" } },
  },
});

const getUser = defineAction({
  service: "cloudidentity",
  name: "GetUser",
  family,
  effect: "read",
  title: "Get a directory user",
  zh: "查看云身份中心用户",
  summary: "Shows one user of the directory. Find the UserId with ListUsers.",
  synonyms: [
    "look up a person; who is this; e-mail of a colleague; is a colleague active; one person in the SSO directory",
    "用户详情; 查看员工信息; 同事信息; 员工资料; 目录里某个人; 同事状态",
  ],
  prerequisites: ["cloudidentity:ListUsers"],
  input: () => ({ UserId: userId() }),
  output: () => ({ ...user(), IdentityType: textOutput() }),
});

const listUsers = defineAction({
  service: "cloudidentity",
  name: "ListUsers",
  family,
  effect: "read",
  title: "List directory users",
  zh: "列出云身份中心用户",
  summary: "Lists users of the directory, page by page; search by name to find a UserId.",
  synonyms: [
    "employees; find a person; who is in the company; all colleagues; is there somebody called; everybody in the SSO directory; is somebody in the company directory",
    "员工列表; 查找用户; 所有员工; 找同事; 公司里有谁; 有没有这个人; 目录里所有人; 员工名单; 查有没有叫某某的人",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    QueryString: name("Search in user names and display names").optional(),
    UserName: name("Only the user of this name").optional(),
    Source: z.enum(["Sync", "Manual"]).describe("Synchronised, or made by hand").optional(),
  }),
  output: () => ({
    Users: rowsOutput(user()),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

const updateUser = defineAction({
  service: "cloudidentity",
  name: "UpdateUser",
  family,
  effect: "update",
  // Another e-mail address or name can hand the account to another person.
  escalates: true,
  title: "Update a directory user",
  zh: "修改云身份中心用户",
  summary:
    "Overwrites the given fields of a directory user: names, description, email, phone. A new Email or UserName can change who is able to sign in as them: look at GetUser first.",
  synonyms: [
    "change e-mail; rename person; new phone number; block an employee; disable an employee; name changed; married name; freeze a colleague's SSO account",
    "修改邮箱; 换手机号; 改同事邮箱; 停用员工; 改员工资料; 禁用员工; 改名; 改姓名; 冻结同事; 停掉 SSO 账号",
  ],
  exampleShows: ["DisplayName"],
  prerequisites: ["cloudidentity:GetUser"],
  input: () => ({ UserId: userId(), UserName: plainName(54).optional(), ...profile() }),
  output: () => ({}),
  lookup: { action: "cloudidentity:GetUser", by: ["UserId"] },
});

const deleteUser = defineAction({
  service: "cloudidentity",
  name: "DeleteUser",
  family,
  effect: "delete",
  title: "Delete a directory user",
  zh: "删除云身份中心用户",
  summary:
    "Deletes a person from the directory for good, who then cannot sign in any more. Check the UserId with GetUser first.",
  synonyms: [
    "offboard; employee leaves; revoke access; someone quit; left the company; wipe somebody from the SSO directory; cannot get into any account",
    "离职; 注销账号; 离职员工; 删员工; 人走了; 从目录删人; 彻底删员工",
  ],
  prerequisites: ["cloudidentity:GetUser"],
  input: () => ({ UserId: userId() }),
  output: () => ({}),
  lookup: { action: "cloudidentity:GetUser", by: ["UserId"] },
  takesAlong: [
    {
      what: "account assignments",
      zh: "账号授权",
      action: "cloudidentity:ListAccountAssignments",
      by: { UserId: "PrincipalId" },
      with: { PrincipalType: "User" },
      names: "AccountAssignments[].PermissionSetName",
    },
  ],
});

const resetPassword = defineAction({
  service: "cloudidentity",
  name: "ResetPassword",
  family,
  effect: "issue",
  title: "Reset a directory user's password",
  zh: "重置云身份中心用户密码",
  summary:
    "Replaces the password of a directory user, by a random one or by the given one; sign-in with the old one ends at once. The new one comes back as a handle, whose value nobody is shown: no person can sign in with it, tell the user so.",
  synonyms: [
    "forgot password; locked out; compromised account; stop somebody signing in; block an employee's sign-in; lock an employee out; employee cannot log in; new password for a colleague; random new password; portal password",
    "忘记密码; 修改密码; 无法登录; 禁止员工登录; 让员工不能再登录; 员工忘记密码; 重设密码; 换密码; 门户密码; 随机新密码",
  ],
  prerequisites: ["cloudidentity:ListUsers", "cloudidentity:GetUser"],
  input: () => ({
    UserId: userId(),
    GenerateRandomPassword: z.boolean().describe("true: the service makes one, leave Password out"),
    Password: z
      .union([secretHandle(), plainName(32).min(8)])
      .describe('A handle {"$secret": "secret_…"} (generate_secret); text only if you were given it')
      .optional(),
    PasswordResetRequired: z.boolean().describe("Whether to ask for another at the next sign-in"),
  }),
  output: () => ({ Password: secretOutput() }),
  secrets: { input: ["Password"], output: ["Password"] },
  names: [{ action: "cloudidentity:GetUser", by: ["UserId"] }],
});

export const directoryUsers = defineFamily({
  name: family,
  title: "Directory users",
  zh: "云身份中心用户",
  summary:
    "People in the organisation’s directory (cloud identity center), who reach cloud accounts through permission sets and groups.",
  actions: [createUser, getUser, listUsers, updateUser, deleteUser, resetPassword],
});
