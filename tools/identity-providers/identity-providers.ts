/** Identity providers of user pools, whatever protocol they speak: what the kinds have in common (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  secretInput,
  secretOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import {
  attributeMappingsOutput,
  connection,
  connectionUid,
  messageOutput,
  poolUid,
} from "./identity-provider-fields.ts";

const family = "identity-providers";

const filter = () =>
  z
    .strictObject({
      Name: plainName().optional(),
      ConnectionType: name("Kind of connection, as the list spells it").optional(),
      ExcludeConnectionType: name("Kind to leave out").optional(),
      EipId: name("Elastic IP it uses").optional(),
    })
    .describe("Only connections that match");

const row = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  ConnectionType: textOutput(),
  Provider: textOutput(),
  Enabled: flagOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const listIdentityProviders = defineAction({
  service: "id",
  name: "ListIdentityProviders",
  family,
  effect: "read",
  title: "List the identity providers of a user pool",
  zh: "列出用户池的身份提供商",
  summary:
    "Lists the sign-in connections of one user pool, of every kind, with state and attribute mappings but without client secrets. Begin here; the List actions of one kind (OAuth, OIDC, …) show all settings. For all pools at once: ListAllIdentityProviders.",
  synonyms: [
    "SSO connections; social login; federation; ways to log in; which social logins are on; login connections of a pool; which logins does a pool offer",
    "登录方式; 第三方登录; 单点登录; 有哪些登录方式; 配了哪些登录; 身份源列表; 登录源列表; 这个池子的登录连接",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    // Spelled so in this action alone; the others say UserPoolUid.
    UserPoolUID: poolUid(),
    Filter: filter().optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
  }),
  output: () => ({
    Data: rowsOutput({ ...row(), AttributeMappings: attributeMappingsOutput() }),
    ...pageOutput("TotalCount"),
  }),
  secrets: { output: ["Data[].AttributeMappings[].AdditionalConfig"] },
  paging: "page-number",
});

const listAllIdentityProviders = defineAction({
  service: "id",
  name: "ListAllIdentityProviders",
  family,
  effect: "read",
  title: "List the identity providers of all user pools",
  zh: "列出全部用户池的身份提供商",
  summary:
    "Lists the sign-in connections of every user pool in the account, each with its pool. For one pool, with attribute mappings: ListIdentityProviders.",
  synonyms: [
    "SSO audit; federation overview; who trusts which IdP; connections of every pool; login connections across all pools; every pool at once; logins of all pools",
    "登录方式盘点; 第三方登录; 全部身份源; 所有登录方式; 所有池子的登录连接; 跨用户池; 每个池子的登录源",
  ],
  input: () => ({ Filter: filter().optional(), PageNumber: pageNumber(), PageSize: pageSize() }),
  output: () => ({
    Data: rowsOutput({ ...row(), UserPoolUid: textOutput(), UserPoolName: textOutput() }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const deleteIdentityProvider = defineAction({
  service: "id",
  name: "DeleteIdentityProvider",
  family,
  effect: "delete",
  title: "Delete an identity provider of any kind",
  zh: "删除用户池的身份提供商",
  summary:
    "Deletes a sign-in connection of a user pool for good, whatever its kind; whoever signs in only through it is locked out. See it in ListIdentityProviders first.",
  synonyms: [
    "remove SSO; drop federation; disconnect IdP; remove a way to log in; connection of unknown kind; drop a login connection",
    "移除登录方式; 解除单点登录; 删身份源; 去掉登录方式; 登录连接移除; 登录源不要了; 不管什么协议",
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

const prepareIdentityProviderSSODebug = defineAction({
  service: "id",
  name: "PrepareIdentityProviderSSODebug",
  family,
  effect: "issue",
  title: "Prepare a test sign-in through an identity provider",
  zh: "准备身份提供商的单点登录调试",
  summary:
    "Makes a URL with which a person tries a sign-in through one connection and one client of the pool. The URL is for that person's browser alone: give it to them. What the sign-in yields goes to DebugCallbackUrl.",
  synonyms: [
    "login fails; test SSO; troubleshoot federation; SSO does not work; debug login; try a connection; try the login before we go live",
    "登录失败; 测试登录; 排查单点登录; SSO 登不上; 登录调试; 单点登录报错; 试登录; 登录不了; 上线前试一下登录; 测一下连接",
  ],
  prerequisites: ["id:ListIdentityProviders", "id:ListUserPoolClients"],
  harmlessTwice: true,
  input: () => ({
    ...connection(),
    ClientUid: name("Uid from CreateUserPoolClient or ListUserPoolClients"),
    DebugCallbackUrl: name("Where the browser is sent with the result").optional(),
    ReturnFormat: name("Form of the result at the callback").optional(),
  }),
  output: () => ({ DebugAuthorizeUrl: secretOutput() }),
  secrets: { forUser: ["DebugAuthorizeUrl"] },
  egress: ["DebugCallbackUrl"],
});

const getIdentityProviderFeishuScopes = defineAction({
  service: "id",
  name: "GetIdentityProviderFeishuScopes",
  family,
  // It spends the secret, given or stored, at Feishu.
  effect: "reveal",
  title: "Get the scopes of a Feishu app",
  zh: "查看飞书应用的权限范围",
  summary:
    "Asks Feishu which scopes an app has been granted, as tenant and for users. Name a stored connection by ConnectionUid, or give ClientId and ClientSecret before you create one; the secret is sent to Feishu.",
  synonyms: [
    "Lark permissions; missing scope; contact read permission; which Feishu permissions",
    "飞书权限不足; 通讯录权限; 飞书应用权限; 飞书 scope",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: () => ({
    UserPoolUid: poolUid(),
    ConnectionUid: connectionUid().optional(),
    ClientId: name("App id at Feishu, where there is no connection yet").optional(),
    ClientSecret: secretInput("Secret of that app").optional(),
  }),
  output: () => ({ Scopes: textsOutput(), TenantScopes: textsOutput(), UserScopes: textsOutput() }),
  secrets: { input: ["ClientSecret"] },
});

export const identityProviders = defineFamily({
  name: family,
  title: "Identity providers",
  zh: "身份提供商",
  summary:
    "Sign-in connections through which people from elsewhere sign in to a user pool. Find, test and delete them here; create and change them in the family of their kind.",
  actions: [
    listIdentityProviders,
    listAllIdentityProviders,
    deleteIdentityProvider,
    prepareIdentityProviderSSODebug,
    getIdentityProviderFeishuScopes,
  ],
});
