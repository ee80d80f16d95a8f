/** WeCom (WeChat Work) as identity provider of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
  plainName,
  secretInput,
  secretOutput,
  text,
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
  eachOptional,
  eipId,
  enabled,
  messageOutput,
  poolUid,
  providerOptions,
  soleProviderConnection,
} from "./identity-provider-fields.ts";

const family = "wecom-identity-providers";

/** What a create needs and an update may leave out. */
const settings = () => ({
  Name: connectionName(),
  CorpId: name("Id of the company at WeCom"),
  AgentId: name("Id of the company's app at WeCom"),
  Secret: secretInput("Secret of that app"),
  AuthorizationEndpoint: name("URL that people are sent to for signing in"),
  TokenEndpoint: name("URL that the app's secret is sent to"),
  UserEndpoint: name("URL that tells who signed in"),
  DetailedUserInfoEndpoint: name("URL that gives the user's sensitive data"),
  Enabled: enabled(),
});

const extras = () => ({
  RetrieveSensitiveUserInfoEnabled: z.boolean().describe("Also fetch mobile number, email …").optional(),
  DomainVerifyFileName: name("File by which WeCom verifies the domain, e.g. WW_verify_….txt").optional(),
  DomainVerifyContent: text("What is in that file").optional(),
  AttributeMappings: attributeMappings().optional(),
  ProviderOptions: providerOptions().optional(),
  ClaimsPropagationConfig: claimsPropagationConfig().optional(),
  EipId: eipId().optional(),
});

const rowOutput = () => ({
  ...commonOutput(),
  CorpId: textOutput(),
  AgentId: textOutput(),
  Secret: secretOutput(),
  AuthorizationEndpoint: textOutput(),
  TokenEndpoint: textOutput(),
  UserEndpoint: textOutput(),
  DetailedUserInfoEndpoint: textOutput(),
  RetrieveSensitiveUserInfoEnabled: flagOutput(),
  DomainVerifyFileName: textOutput(),
  DomainVerifyContent: textOutput(),
  OutboundEgressIps: textsOutput(),
});

const connectionOutput = () => ({
  ...rowOutput(),
  AttributeMappings: attributeMappingsOutput(),
  SoleProviderConnection: flagOutput(),
});

const secretsSent = ["Secret", "AttributeMappings[].AdditionalConfig"];
const endpoints = ["AuthorizationEndpoint", "TokenEndpoint", "UserEndpoint", "DetailedUserInfoEndpoint"];

const createIdentityProviderWeCom = defineAction({
  service: "id",
  name: "CreateIdentityProviderWeCom",
  family,
  effect: "create",
  escalates: true,
  title: "Create a WeCom identity provider in a user pool",
  zh: "创建企业微信身份提供商",
  summary:
    "Lets the people of a company sign in to a user pool with WeCom (WeChat Work), through an app of that company. WeCom must trust the answer's OutboundEgressIps and the pool's domain. For Feishu or DingTalk use CreateIdentityProviderOAuth.",
  synonyms: [
    "WeChat login; SSO; scan to sign in; WeCom QR code; WeChat Work login; corp id; scan with WeChat Work",
    "企微登录; 扫码登录; 单点登录; 用企业微信登录; 企业微信扫码; 接企业微信; 企微扫码登录; corpid",
  ],
  prerequisites: ["id:ListUserPools", "id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...settings(),
    ...extras(),
    // Text in the reference of this action alone; a flag in every answer and in the other kinds.
    SoleProviderConnection: z
      .union([plainName(), soleProviderConnection()])
      .describe("Be the pool's only one of this vendor: true or false")
      .optional(),
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

const getIdentityProviderWeCom = defineAction({
  service: "id",
  name: "GetIdentityProviderWeCom",
  family,
  effect: "reveal",
  title: "Get a WeCom identity provider of a user pool",
  zh: "查看企业微信身份提供商",
  summary:
    "Shows all settings of one WeCom sign-in connection, its stored app secret included, which comes back as a handle. Where name and state are enough, use ListIdentityProviders.",
  synonyms: [
    "trusted IP; domain verification; corp id and agent id of the WeChat Work login; settings of the WeChat Work login",
    "企微登录配置; 可信 IP; 域名校验; 企业微信登录配置; 企微配置; 企微的 corpid; 企业微信填了什么; agentid",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: secretsSent },
});

const listIdentityProvidersWeCom = defineAction({
  service: "id",
  name: "ListIdentityProvidersWeCom",
  family,
  effect: "reveal",
  title: "List the WeCom identity providers of a user pool",
  zh: "列出企业微信身份提供商",
  summary:
    "Lists the WeCom sign-in connections of a user pool with endpoints and stored app secrets, which come back as handles. Where names and states are enough, use ListIdentityProviders.",
  synonyms: [
    "WeChat Work; SSO; WeCom logins of a pool",
    "企微登录; 扫码登录; 企业微信登录列表; 企微登录有哪些",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(rowOutput()),
  secrets: { output: ["Data[].Secret"] },
});

const updateIdentityProviderWeCom = defineAction({
  service: "id",
  name: "UpdateIdentityProviderWeCom",
  family,
  effect: "update",
  escalates: true,
  title: "Update a WeCom identity provider of a user pool",
  zh: "修改企业微信身份提供商",
  summary:
    "Changes the given settings of a WeCom sign-in connection; give lists and nested settings whole. Changing TokenEndpoint alone sends the stored app secret to the new address. It also switches the connection on and off.",
  synonyms: [
    "rotate app secret; disable WeChat Work login; new WeCom secret; another corp id",
    "更换密钥; 停用企微登录; 企业微信 secret 更换; 企微密钥; 换 corpid",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderWeCom"],
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

const deleteIdentityProviderWeCom = defineAction({
  service: "id",
  name: "DeleteIdentityProviderWeCom",
  family,
  effect: "delete",
  title: "Delete a WeCom identity provider of a user pool",
  zh: "删除企业微信身份提供商",
  summary:
    "Deletes a WeCom sign-in connection for good, its app secret with it; whoever signs in only through it is locked out. To stop it for a while, update Enabled. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "remove WeChat Work login; disconnect IdP; no more WeChat Work login",
    "移除登录方式; 取消企微登录; 取消企业微信登录; 不用企微登录; 撤掉企微; 不接企业微信",
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

export const wecomIdentityProviders = defineFamily({
  name: family,
  title: "WeCom identity providers",
  zh: "企业微信身份提供商",
  summary: "Sign-in to a user pool with WeCom (WeChat Work), through an app of the company there.",
  actions: [
    createIdentityProviderWeCom,
    getIdentityProviderWeCom,
    listIdentityProvidersWeCom,
    updateIdentityProviderWeCom,
    deleteIdentityProviderWeCom,
  ],
});
