/** The directory as a service: on or off, its name, and how people sign in to its portal (cloudidentity). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, plainName, rowsOutput, textOutput } from "../../src/action/fields.ts";

const family = "directory-settings";

const loginType = () => name("Password or SAMLSSO; see ListPortalLoginSettings");

const getServiceStatus = defineAction({
  service: "cloudidentity",
  name: "GetServiceStatus",
  family,
  effect: "read",
  title: "Get the status of the directory service",
  zh: "查看云身份中心服务状态",
  summary:
    "Shows whether the directory (cloud identity center) is enabled, with its instance, name and region, and whether it could be. Call it first where directory actions fail.",
  synonyms: [
    "is it switched on; instance id; directory unavailable; is the identity center open",
    "是否开通; 实例状态; 身份中心开了吗",
  ],
  input: () => ({}),
  output: () => ({
    Instances: rowsOutput({
      InstanceId: textOutput(),
      InstanceName: textOutput(),
      Region: textOutput(),
      Status: textOutput(),
      CreatedTime: textOutput(),
    }),
    PrerequisiteCheckResult: textOutput(),
  }),
});

const enableService = defineAction({
  service: "cloudidentity",
  name: "EnableService",
  family,
  effect: "update",
  // It opens the portal to everybody who had access before it was disabled.
  escalates: true,
  title: "Enable the directory service",
  zh: "启用云身份中心服务",
  summary:
    "Enables the directory (cloud identity center) for the organisation; where it was being disabled, its people can sign in again. GetServiceStatus says whether it can be.",
  synonyms: [
    "turn on SSO; activate; get started; start using the identity center",
    "开通服务; 恢复服务; 开通身份中心; 打开身份中心",
  ],
  prerequisites: ["cloudidentity:GetServiceStatus"],
  input: () => ({}),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:GetServiceStatus",
    by: [],
    among: { list: "Instances", by: {} },
    sets: { Status: ["Enable"] },
  },
});

const disableService = defineAction({
  service: "cloudidentity",
  name: "DisableService",
  family,
  effect: "delete",
  escalates: true,
  title: "Disable the directory service",
  zh: "停用云身份中心服务",
  summary:
    "Switches the whole directory (cloud identity center) off: nobody reaches cloud accounts through it any more, and what it holds may be lost. Look at GetServiceStatus and ListAccountAssignments first, and ask the user.",
  synonyms: [
    "shut down SSO; close identity center; deactivate",
    "关闭服务; 注销实例; 关闭身份中心; 不用身份中心",
  ],
  prerequisites: ["cloudidentity:GetServiceStatus", "cloudidentity:ListAccountAssignments"],
  input: () => ({}),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:GetServiceStatus",
    by: [],
    among: { list: "Instances", by: {} },
    tells: "changed",
    sets: { Status: ["PendingDisable", "Disable"] },
  },
});

const updateInstanceName = defineAction({
  service: "cloudidentity",
  name: "UpdateInstanceName",
  family,
  effect: "update",
  title: "Rename the directory instance",
  zh: "修改云身份中心实例名称",
  summary:
    "Overwrites the name of the directory's instance. Compare GetPortalLoginConfig before and after: whether the portal's address goes with the name is not documented.",
  synonyms: ["change directory name", "company name", "portal name", "改名", "重命名实例", "身份中心改名"],
  prerequisites: ["cloudidentity:GetServiceStatus", "cloudidentity:GetPortalLoginConfig"],
  input: () => ({ NewName: plainName() }),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:GetServiceStatus",
    by: [],
    among: { list: "Instances", by: {} },
    as: { NewName: "InstanceName" },
  },
});

const getPortalLoginConfig = defineAction({
  service: "cloudidentity",
  name: "GetPortalLoginConfig",
  family,
  effect: "read",
  title: "Get the sign-in portal of the directory",
  zh: "查看门户登录配置",
  summary:
    "Shows the address of the portal where directory users sign in, and how they do: Password or SAMLSSO. The state of every sign-in method is in ListPortalLoginSettings.",
  synonyms: [
    "login URL; where do I log in; SSO start page; where do employees sign in; portal URL; address of the portal",
    "登录地址; 登录入口; 从哪里登录; 登录网址; 登录链接; 员工登录地址; 门户地址",
  ],
  input: () => ({}),
  output: () => ({ LoginType: textOutput(), PortalURL: textOutput(), Subdomain: textOutput() }),
});

const listPortalLoginSettings = defineAction({
  service: "cloudidentity",
  name: "ListPortalLoginSettings",
  family,
  effect: "read",
  title: "List sign-in methods of the directory portal",
  zh: "列出门户登录方式",
  summary:
    "Lists the ways to sign in to the directory's portal (Password, SAMLSSO) and whether each is enabled. The portal's address is in GetPortalLoginConfig.",
  synonyms: [
    "login options; is password login on; cannot log in; how can employees sign in",
    "无法登录; 是否开启单点登录; 门户有哪些登录方式; 开了哪些登录方式",
  ],
  input: () => ({}),
  output: () => ({ PortalLoginSettings: rowsOutput({ LoginType: textOutput(), Status: textOutput() }) }),
});

const enablePortalLoginSetting = defineAction({
  service: "cloudidentity",
  name: "EnablePortalLoginSetting",
  family,
  effect: "update",
  escalates: true,
  title: "Enable a sign-in method of the portal",
  zh: "启用门户登录方式",
  summary:
    "Opens a way for all directory users to sign in: by password, or by the SAML identity provider, which GetExternalSAMLIdentityProvider shows. Look at ListPortalLoginSettings afterwards: the other way may have been turned off.",
  synonyms: [
    "turn on SSO; allow password login; let employees sign in with a password",
    "SSO 登录; 开启单点登录; 开启密码登录; 打开密码登录; 打开门户登录方式",
  ],
  prerequisites: ["cloudidentity:ListPortalLoginSettings", "cloudidentity:GetExternalSAMLIdentityProvider"],
  input: () => ({ LoginType: loginType() }),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:ListPortalLoginSettings",
    by: [],
    among: { list: "PortalLoginSettings", by: { LoginType: "LoginType" } },
    tells: "changed",
    sets: { Status: ["Enable"] },
  },
});

const disablePortalLoginSetting = defineAction({
  service: "cloudidentity",
  name: "DisablePortalLoginSetting",
  family,
  effect: "delete",
  title: "Disable a sign-in method of the portal",
  zh: "停用门户登录方式",
  summary:
    "Closes a way to sign in for all directory users. Check with ListPortalLoginSettings that the other is enabled and works: with none left, nobody can sign in. EnablePortalLoginSetting opens it again.",
  synonyms: [
    "forbid password login; enforce SSO; turn off SSO; SSO only; no more passwords",
    "禁用密码登录; 强制单点登录; 只允许 SSO; 关掉密码登录; 只能单点登录",
  ],
  prerequisites: ["cloudidentity:ListPortalLoginSettings"],
  input: () => ({ LoginType: loginType() }),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:ListPortalLoginSettings",
    by: [],
    among: { list: "PortalLoginSettings", by: { LoginType: "LoginType" } },
    tells: "changed",
    sets: { Status: ["Disabled"] },
  },
});

export const directorySettings = defineFamily({
  name: family,
  title: "Directory settings",
  zh: "云身份中心设置",
  summary:
    "Whether the organisation’s directory is on, what it is called, and how people sign in to its portal.",
  actions: [
    getServiceStatus,
    enableService,
    disableService,
    updateInstanceName,
    getPortalLoginConfig,
    listPortalLoginSettings,
    enablePortalLoginSetting,
    disablePortalLoginSetting,
  ],
});
