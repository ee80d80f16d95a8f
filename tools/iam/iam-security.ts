/** Guards of the account: quotas, a second check for IAM users, the addresses they may come from (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-security";

const shared = { service: "iam", family, encoding: "POST json" } as const;

const getAccountSummary = defineAction({
  ...shared,
  name: "GetAccountSummary",
  effect: "read",
  title: "Get the IAM quotas and usage of the account",
  zh: "查看 IAM 账号配额与用量",
  summary:
    "Shows how many IAM users, groups, roles and policies the account has and may have, and the limits per user, group and role. Look here after a QuotaExceeded error.",
  synonyms: [
    "account summary; limit reached; how many users; how many users may I still create; how many roles; how much of the quota is left",
    "配额不足; 超出限额; 还能建几个; 用户上限; 配额多少; 用了多少配额; 配额还剩多少; 上限多少",
  ],
  input: () => ({}),
  output: () => ({
    SummaryMap: z
      .looseObject({
        UsersUsage: countOutput(),
        UsersQuota: countOutput(),
        GroupsUsage: countOutput(),
        GroupsQuota: countOutput(),
        GroupsPerUserQuota: countOutput(),
        RolesUsage: countOutput(),
        RolesQuota: countOutput(),
        PoliciesUsage: countOutput(),
        PoliciesQuota: countOutput(),
        PolicySize: countOutput(),
        AttachedPoliciesPerUserQuota: countOutput(),
        AttachedPoliciesPerGroupQuota: countOutput(),
        AttachedPoliciesPerRoleQuota: countOutput(),
        AttachedSystemPoliciesPerUserQuota: countOutput(),
        AttachedSystemPoliciesPerGroupQuota: countOutput(),
        AttachedSystemPoliciesPerRoleQuota: countOutput(),
        AccessKeysPerAccountQuota: countOutput(),
        AccessKeysPerUserQuota: countOutput(),
      })
      .nullish(),
  }),
});

const getSecurityConfig = defineAction({
  ...shared,
  name: "GetSecurityConfig",
  effect: "read",
  title: "Get the operation protection of an IAM user",
  zh: "查看 IAM 用户的操作保护",
  summary:
    "Shows whether an IAM user must pass a second check before sensitive operations, how, and for how many minutes one check holds. SafeAuthClose 0 means that it is on, 1 off. The check at sign-in is in GetLoginProfile.",
  synonyms: [
    "MFA; two-factor; step-up; does a user need MFA",
    "二次验证; 敏感操作; 是否要二次验证; 开了 MFA 吗",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({ UserName: plainName() }),
  output: () => ({
    // An integer by the reference; wide ids have come as text elsewhere.
    UserID: z.union([z.number(), z.string()]).nullish(),
    SafeAuthClose: countOutput(),
    SafeAuthType: textOutput(),
    SafeAuthExemptDuration: countOutput(),
  }),
});

const setSecurityConfig = defineAction({
  ...shared,
  name: "SetSecurityConfig",
  effect: "update",
  escalates: true,
  title: "Set the operation protection of an IAM user",
  zh: "设置 IAM 用户的操作保护",
  summary:
    "Sets how an IAM user proves who they are before sensitive operations, and for how long one check holds. It can weaken the check: see GetSecurityConfig first. The check at sign-in is set with UpdateLoginProfile.",
  synonyms: [
    "enforce MFA; two-factor; step-up; second factor for sensitive operations; require MFA; turn MFA on; confirm sensitive operations",
    "二次验证; 强制 MFA; 必须 MFA; 开启 MFA; 敏感操作二次验证; 要求二次验证; 操作保护; 高危操作要确认; 敏感操作要验证",
  ],
  prerequisites: ["iam:GetSecurityConfig"],
  input: () => ({
    UserName: plainName(),
    SafeAuthType: text("phone, email, vmfa (MFA device), or several with commas: phone,email"),
    SafeAuthExemptDuration: z.int().describe("Minutes that one check holds, 5 to 30; usually 10").optional(),
  }),
  output: () => ({}),
  lookup: { action: "iam:GetSecurityConfig", by: ["UserName"] },
});

const getAllowedIPAddresses = defineAction({
  ...shared,
  name: "GetAllowedIPAddresses",
  effect: "read",
  title: "Get the IP allowlist of IAM users",
  zh: "查看 IAM 子用户 IP 白名单",
  summary:
    "Shows from which IP addresses the account's IAM users may come, whether the list is in force, and how many entries it may have.",
  synonyms: [
    "whitelist; login blocked; office network; from where may people sign in; which addresses may log in",
    "登录限制; 访问来源; 允许哪些 IP 登录; 登录 IP 限制; 限制了哪些 IP; 名单上有哪些 IP",
  ],
  input: () => ({}),
  output: () => ({
    EnableIPList: flagOutput(),
    IPList: rowsOutput({ IP: textOutput(), Description: textOutput() }),
    Quota: countOutput(),
  }),
});

const updateAllowedIPAddresses = defineAction({
  ...shared,
  name: "UpdateAllowedIPAddresses",
  effect: "update",
  escalates: true,
  title: "Update the IP allowlist of IAM users",
  zh: "修改 IAM 子用户 IP 白名单",
  summary:
    "Replaces the list of IP addresses from which the account's IAM users may come, and turns it on or off. Read it with GetAllowedIPAddresses and give all of it: a list that lacks the caller's address can lock everybody out, also this server.",
  synonyms: [
    "whitelist; restrict network; office network; only from the office; only company network; block other IPs; log in only from the office; only from our network; office range; only our office addresses; IP range; CIDR",
    "登录限制; 限制来源; 只允许公司 IP; 只允许内网登录; 限制登录 IP; 加白名单; 只能从公司网络登录; 办公室网段; 公司网段; IP 段; 加一个 IP",
  ],
  exampleShows: ["IPList"],
  prerequisites: ["iam:GetAllowedIPAddresses"],
  input: () => ({
    EnableIPList: z.boolean().describe("Whether the list is in force; false lets every address in"),
    IPList: listOf(
      z.strictObject({
        IP: name("E.g. 203.0.113.7").optional(),
        Description: plainText().optional(),
      }),
      "The whole new list, not what is added",
    ).optional(),
  }),
  output: () => ({}),
  lookup: { action: "iam:GetAllowedIPAddresses", by: [] },
});

export const iamSecurity = defineFamily({
  name: family,
  title: "IAM security settings",
  zh: "IAM 安全设置",
  summary:
    "Guards of the account: quotas and their use, a second check before sensitive operations of an IAM user, and the IP addresses that IAM users may come from.",
  actions: [
    getAccountSummary,
    getSecurityConfig,
    setSecurityConfig,
    getAllowedIPAddresses,
    updateAllowedIPAddresses,
  ],
});
