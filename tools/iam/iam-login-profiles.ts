/** Login profiles: whether and how an IAM user signs in to the console (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { countOutput, flagOutput, name, secretInput, text, textOutput } from "../../src/action/fields.ts";

const family = "iam-login-profiles";

const userName = () => name("Name of the IAM user (iam ListUsers)");

/** The settings besides the password; a create has a default for each, an update leaves what is absent. */
const settings = (absence: string) => ({
  LoginAllowed: z.boolean().describe(`Whether the user may sign in${absence}`).optional(),
  PasswordResetRequired: z.boolean().describe(`New password at the next sign-in${absence}`).optional(),
  SafeAuthFlag: z.boolean().describe(`Second factor at sign-in${absence}`).optional(),
  SafeAuthType: text("Kinds of second factor, by commas: vmfa, phone, email").optional(),
  SafeAuthExemptRequired: z.int().describe("1: no second factor for a while after one; 0: always").optional(),
  SafeAuthExemptUnit: z
    .int()
    .describe("Unit of SafeAuthExemptDuration: 0 minutes, 1 hours, 2 days")
    .optional(),
  SafeAuthExemptDuration: z.int().describe("How long: 5-1440 minutes, 1-168 hours or 1-7 days").optional(),
});

const profile = () => ({
  LoginProfile: z
    .looseObject({
      UserName: textOutput(),
      UserId: countOutput(),
      LoginAllowed: flagOutput(),
      LoginLocked: flagOutput(),
      PasswordResetRequired: flagOutput(),
      PasswordExpireAt: countOutput(),
      LastResetPasswordTime: countOutput(),
      LastLoginDate: textOutput(),
      LastLoginIp: textOutput(),
      SafeAuthFlag: flagOutput(),
      SafeAuthType: textOutput(),
      SafeAuthExemptRequired: countOutput(),
      SafeAuthExemptUnit: countOutput(),
      SafeAuthExemptDuration: countOutput(),
      CreateDate: textOutput(),
      UpdateDate: textOutput(),
    })
    .nullish(),
});

const createLoginProfile = defineAction({
  service: "iam",
  name: "CreateLoginProfile",
  family,
  // A password must never be part of an address.
  encoding: "POST json",
  effect: "create",
  escalates: true,
  title: "Create an IAM login profile",
  zh: "创建 IAM 用户登录配置",
  summary:
    "Gives an IAM user a password for the console. Sign-in stays off unless LoginAllowed is true. Programs need CreateAccessKey instead; for a user who has a profile, UpdateLoginProfile.",
  synonyms: [
    "console access; first password; enable sign-in; MFA; let a sub-user into the console; password for the console; sign in to the web console too; has just keys so far; turn on console sign-in",
    "开通控制台登录; 初始密码; 子账号登录控制台; 允许登录控制台; 设置控制台密码; 只有密钥还要登控制台; 网页登录; 能登控制台",
  ],
  prerequisites: ["iam:CreateUser", "iam:ListUsers"],
  input: () => ({
    UserName: userName(),
    Password: secretInput("The first password"),
    ...settings("; false when absent"),
  }),
  output: profile,
  secrets: { input: ["Password"] },
  lookup: { action: "iam:GetLoginProfile", by: ["UserName"] },
});

const getLoginProfile = defineAction({
  service: "iam",
  name: "GetLoginProfile",
  family,
  effect: "read",
  title: "Get an IAM login profile",
  zh: "查看 IAM 用户登录配置",
  summary:
    "Shows whether an IAM user may sign in to the console, is locked, needs a second factor, and when and from where they last did. Never the password. Not found means that they have none.",
  synonyms: [
    "last sign-in; account locked; inactive user; MFA status; sub-user cannot sign in; when did a sub-user last sign in; is console login on; can he sign in to the web console",
    "无法登录; 最近登录; 登不上控制台; 子账号被锁; 能不能登录控制台; 上次登录时间; 能不能网页登录; 控制台开没开",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({ UserName: userName() }),
  output: profile,
});

const updateLoginProfile = defineAction({
  service: "iam",
  name: "UpdateLoginProfile",
  family,
  encoding: "POST json",
  effect: "update",
  escalates: true,
  title: "Update an IAM login profile",
  zh: "修改 IAM 用户登录配置",
  summary:
    "Sets a new password for an IAM user, allows or stops console sign-in, or changes the second factor. LoginAllowed false stops it reversibly. Access keys go on working: UpdateAccessKey.",
  synonyms: [
    "reset password; forgot password; suspend user; MFA; freeze console login; unlock a sub-user; block console login; new console password; change password at next login; change password at first login; reset console password",
    "重置密码; 禁用登录; 登录保护; 冻结登录; 解锁子账号; 禁止登录控制台; 子账号密码; 忘了密码; 停用控制台登录; 首次登录改密码; 控制台密码重设",
  ],
  exampleShows: ["LoginAllowed"],
  prerequisites: ["iam:GetLoginProfile"],
  input: () => ({
    UserName: userName(),
    Password: secretInput("The new password").optional(),
    ...settings(""),
  }),
  output: profile,
  secrets: { input: ["Password"] },
  lookup: { action: "iam:GetLoginProfile", by: ["UserName"], at: "LoginProfile" },
});

const deleteLoginProfile = defineAction({
  service: "iam",
  name: "DeleteLoginProfile",
  family,
  // Takes a way to sign in away and opens none.
  effect: "delete",
  title: "Delete an IAM login profile",
  zh: "删除 IAM 用户登录配置",
  summary:
    "Takes an IAM user's password and console sign-in away for good; the user, their rights and their access keys stay. UpdateLoginProfile with LoginAllowed false does it reversibly.",
  synonyms: [
    "disable console access; offboard; lock out; no more console login; keys only from now on; no web console any more; take console sign-in away",
    "关闭控制台登录; 离职; 取消控制台登录; 不让登录控制台; 只准用密钥; 不许登控制台; 以后不能登控制台; 收回控制台",
  ],
  prerequisites: ["iam:GetLoginProfile"],
  input: () => ({ UserName: userName() }),
  output: () => ({}),
  lookup: { action: "iam:GetLoginProfile", by: ["UserName"], at: "LoginProfile" },
});

export const iamLoginProfiles = defineFamily({
  name: family,
  title: "IAM login profiles",
  zh: "IAM 用户登录配置",
  summary:
    "A login profile is an IAM user's password and second factor for the console. Without one a user can only use access keys.",
  actions: [createLoginProfile, getLoginProfile, updateLoginProfile, deleteLoginProfile],
});
