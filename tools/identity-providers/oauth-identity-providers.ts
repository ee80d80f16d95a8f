/** OAuth 2.0 identity providers of a user pool, the presets of known vendors included (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
  plainName,
  secretInput,
  secretOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import {
  attributeMappings,
  attributeMappingsOutput,
  claimsPropagationConfig,
  commonOutput,
  connection,
  connectionName,
  connectionsOutput,
  credentialProviderOptions,
  eachOptional,
  eipId,
  enabled,
  messageOutput,
  poolUid,
  provider,
  providerOptions,
  scopesList,
  soleProviderConnection,
  usePkce,
} from "./identity-provider-fields.ts";

const family = "oauth-identity-providers";

/** What a create needs and an update may leave out. */
const settings = () => ({
  Name: connectionName(),
  ClientId: name("Id of the app at the provider"),
  ClientSecret: secretInput("Secret at the provider"),
  AuthorizationEndpoint: name("URL that people are sent to for signing in"),
  TokenEndpoint: name("URL that the code and the client secret are sent to"),
  UserEndpoint: name("URL that gives the user's data"),
  IdAttribute: name("Field of the user's data that identifies the user, e.g. sub, open_id"),
  UsePkce: usePkce(),
  Enabled: enabled(),
});

const extras = () => ({
  ScopesList: scopesList().optional(),
  AttributeMappings: attributeMappings().optional(),
  ProviderOptions: providerOptions().optional(),
  ClaimsPropagationConfig: claimsPropagationConfig().optional(),
  EipId: eipId().optional(),
  ExtraProviderConfiguration: z
    .strictObject({
      DingDingExtraProviderConfiguration: z.strictObject({ AgentId: plainName().optional() }).optional(),
    })
    .describe("What one vendor needs beyond OAuth")
    .optional(),
});

const rowOutput = () => ({
  ...commonOutput(),
  Provider: textOutput(),
  ClientId: textOutput(),
  ClientSecret: secretOutput(),
  AuthorizationEndpoint: textOutput(),
  TokenEndpoint: textOutput(),
  UserEndpoint: textOutput(),
  IdAttribute: textOutput(),
  ScopesList: textsOutput(),
  UsePkce: flagOutput(),
});

const connectionOutput = () => ({
  ...rowOutput(),
  AttributeMappings: attributeMappingsOutput(),
  ExtraProviderConfiguration: z
    .looseObject({
      DingDingExtraProviderConfiguration: z.looseObject({ AgentId: textOutput() }).nullish(),
    })
    .nullish(),
  SoleProviderConnection: flagOutput(),
});

const secretsSent = ["ClientSecret", "AttributeMappings[].AdditionalConfig"];
const endpoints = ["AuthorizationEndpoint", "TokenEndpoint", "UserEndpoint"];

const createIdentityProviderOAuth = defineAction({
  service: "id",
  name: "CreateIdentityProviderOAuth",
  family,
  effect: "create",
  escalates: true,
  title: "Create an OAuth identity provider in a user pool",
  zh: "创建 OAuth 身份提供商",
  summary:
    "Lets people sign in to a user pool through an OAuth 2.0 provider with endpoints of its own, such as GitHub, Feishu or DingTalk. Use CreateIdentityProviderOIDC where it has an issuer. Register the pool's callback URLs (GetUserPool) there first.",
  synonyms: [
    "social login; Lark login; SSO; Feishu login; DingTalk login; sign in with GitHub; log in with Feishu; login with Google account; log in with DingTalk; use a Feishu account to sign in; DingTalk account; non-standard OAuth login",
    "飞书登录; 钉钉登录; 第三方登录; 单点登录; 用飞书登录; 飞书扫码登录; 用 GitHub 登录; Google 账号登录; 社交登录; 用钉钉登录; 接飞书登录; 接钉钉登录; 接 GitHub 登录; 非标准 OAuth 登录; 客户自己的 OAuth; 微信登录; 扫码登录",
  ],
  prerequisites: ["id:ListUserPools", "id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...settings(),
    Provider: provider().optional(),
    ...extras(),
    SoleProviderConnection: soleProviderConnection().optional(),
    PassvaultOauth2CredentialProviderOptions: credentialProviderOptions().optional(),
  }),
  output: connectionOutput,
  secrets: { input: secretsSent, output: secretsSent },
  egress: endpoints,
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getIdentityProviderOAuth = defineAction({
  service: "id",
  name: "GetIdentityProviderOAuth",
  family,
  effect: "reveal",
  title: "Get an OAuth identity provider of a user pool",
  zh: "查看 OAuth 身份提供商",
  summary:
    "Shows all settings of one OAuth sign-in connection, its stored client secret included, which comes back as a handle. Where name and state are enough, use ListIdentityProviders.",
  synonyms: [
    "OAuth app settings; login endpoints; Feishu login settings; client id of the Feishu login",
    "登录配置; 第三方登录; 飞书登录配置; 钉钉登录配置; 飞书登录的 app id; 社交登录配置",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: secretsSent },
});

const listIdentityProvidersOAuth = defineAction({
  service: "id",
  name: "ListIdentityProvidersOAuth",
  family,
  effect: "reveal",
  title: "List the OAuth identity providers of a user pool",
  zh: "列出 OAuth 身份提供商",
  summary:
    "Lists the OAuth sign-in connections of a user pool with endpoints and stored client secrets, which come back as handles. Where names and states are enough, use ListIdentityProviders.",
  synonyms: ["social logins", "OAuth apps", "SSO", "第三方登录", "登录方式", "飞书登录列表", "社交登录列表"],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(rowOutput()),
  secrets: { output: ["Data[].ClientSecret"] },
});

const updateIdentityProviderOAuth = defineAction({
  service: "id",
  name: "UpdateIdentityProviderOAuth",
  family,
  effect: "update",
  escalates: true,
  title: "Update an OAuth identity provider of a user pool",
  zh: "修改 OAuth 身份提供商",
  summary:
    "Changes the given settings of an OAuth sign-in connection; give lists and nested settings whole. Changing TokenEndpoint alone sends the stored client secret to the new address. It also switches the connection on and off.",
  synonyms: [
    "rotate client secret; disable SSO; change login endpoint; Feishu app secret changed; new DingTalk secret; change authorize URL; turn GitHub login off",
    "更换密钥; 停用第三方登录; 飞书登录换密钥; 钉钉登录 secret 更换; 钉钉 app secret; GitHub 登录改配置; 改授权地址; 关掉 GitHub 登录",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderOAuth"],
  input: () => ({ ...connection(), ...eachOptional(settings()), ...extras() }),
  output: connectionOutput,
  secrets: { input: secretsSent, output: secretsSent },
  egress: endpoints,
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { ConnectionUid: "Uid" } },
  },
});

const deleteIdentityProviderOAuth = defineAction({
  service: "id",
  name: "DeleteIdentityProviderOAuth",
  family,
  effect: "delete",
  title: "Delete an OAuth identity provider of a user pool",
  zh: "删除 OAuth 身份提供商",
  summary:
    "Deletes an OAuth sign-in connection for good, its client secret with it; whoever signs in only through it is locked out. To stop it for a while, update Enabled. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "remove social login; disconnect IdP; no more Feishu login; no more GitHub login; take the social login out",
    "移除登录方式; 取消飞书登录; 取消钉钉登录; 不用飞书登录; 撤掉社交登录; 不接了",
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

export const oauthIdentityProviders = defineFamily({
  name: family,
  title: "OAuth identity providers",
  zh: "OAuth 身份提供商",
  summary:
    "Sign-in to a user pool through OAuth 2.0 providers with endpoints of their own, such as GitHub, Feishu or DingTalk.",
  actions: [
    createIdentityProviderOAuth,
    getIdentityProviderOAuth,
    listIdentityProvidersOAuth,
    updateIdentityProviderOAuth,
    deleteIdentityProviderOAuth,
  ],
});
