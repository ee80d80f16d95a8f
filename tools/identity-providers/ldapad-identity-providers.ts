/** LDAP and Active Directory behind an agent, as identity provider of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { flagOutput, secretOutput, textOutput } from "../../src/action/fields.ts";
import {
  connection,
  connectionName,
  connectionsOutput,
  enabled,
  messageOutput,
  poolUid,
} from "./identity-provider-fields.ts";

const family = "ldapad-identity-providers";

// Nothing but the handler's URL tells the agent from somebody else: who has it may answer for the directory.
const connectionOutput = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  Enabled: flagOutput(),
  EnabledSyncUserAttributesOnLogin: flagOutput(),
  AgentHandlerUrl: secretOutput(),
});

const createIdentityProviderLDAPADAgent = defineAction({
  service: "id",
  name: "CreateIdentityProviderLDAPADAgent",
  family,
  effect: "create",
  escalates: true,
  title: "Create an LDAP or AD identity provider in a user pool",
  zh: "创建 LDAP/AD 身份提供商",
  summary:
    "Lets people sign in to a user pool with the account of their LDAP or Active Directory, through an agent in their network. The agent's handler URL comes back sealed. It cannot be changed later: delete it and create it anew.",
  synonyms: [
    "domain account login; on-premises directory; Windows domain; Windows accounts; Active Directory login; LDAP login; sign in with the Windows password; connector for Active Directory; on-prem AD",
    "域账号登录; 本地目录; AD 登录; LDAP 登录; 域控; 公司域账号; Windows 密码登录; 连接器; 公司 AD; 内网目录",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    Name: connectionName(),
    Enabled: enabled(),
    EnabledSyncUserAttributesOnLogin: z.boolean().describe("Renew the user's data at each sign-in"),
  }),
  output: connectionOutput,
  secrets: { output: ["AgentHandlerUrl"] },
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getIdentityProviderLDAPADAgent = defineAction({
  service: "id",
  name: "GetIdentityProviderLDAPADAgent",
  family,
  effect: "reveal",
  title: "Get an LDAP or AD identity provider of a user pool",
  zh: "查看 LDAP/AD 身份提供商",
  summary:
    "Shows one LDAP or AD sign-in connection with its agent's handler URL, which comes back as a handle. Where name and state are enough, use ListIdentityProviders.",
  synonyms: [
    "agent address; agent offline; is the AD agent alive; is the connector online",
    "代理地址; 域账号登录; 代理离线; AD 连接状态; 域控连接; 连接器在线吗; 连接器状态",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: ["AgentHandlerUrl"] },
});

const listIdentityProviderLDAPADAgent = defineAction({
  service: "id",
  name: "ListIdentityProviderLDAPADAgent",
  family,
  effect: "reveal",
  title: "List the LDAP or AD identity providers of a user pool",
  zh: "列出 LDAP/AD 身份提供商",
  summary:
    "Lists the LDAP and AD sign-in connections of a user pool with their agents' handler URLs, which come back as handles. Where names and states are enough, use ListIdentityProviders.",
  synonyms: [
    "domain account login; on-premises directory; connectors; AD connections",
    "域账号登录; 本地目录; AD 登录列表; LDAP 列表; 连接器列表; 接了哪些 AD",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(connectionOutput()),
  secrets: { output: ["Data[].AgentHandlerUrl"] },
});

const deleteIdentityProviderLDAPADAgent = defineAction({
  service: "id",
  name: "DeleteIdentityProviderLDAPADAgent",
  family,
  effect: "delete",
  title: "Delete an LDAP or AD identity provider of a user pool",
  zh: "删除 LDAP/AD 身份提供商",
  summary:
    "Deletes an LDAP or AD sign-in connection for good, its agent's handler URL with it; whoever signs in only through it is locked out. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "remove domain login; disconnect agent; take the connector out",
    "移除登录方式; 停用域账号登录; 取消 AD 登录; 不用域账号登录; 撤掉连接器; 不接 AD",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: messageOutput,
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { ConnectionUid: "Uid" } },
  },
});

export const ldapadIdentityProviders = defineFamily({
  name: family,
  title: "LDAP and AD identity providers",
  zh: "LDAP/AD 身份提供商",
  summary:
    "Sign-in to a user pool with accounts of an LDAP or Active Directory, through an agent in that network.",
  actions: [
    createIdentityProviderLDAPADAgent,
    getIdentityProviderLDAPADAgent,
    listIdentityProviderLDAPADAgent,
    deleteIdentityProviderLDAPADAgent,
  ],
});
