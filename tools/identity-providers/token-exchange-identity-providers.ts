/** Token exchange: whose tokens a user pool takes in return for its own, without a sign-in page (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
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
  messageOutput,
  poolUid,
  provider,
  providerOptions,
} from "./identity-provider-fields.ts";

const family = "token-exchange-identity-providers";

/** What a create needs and an update may leave out. */
const settings = () => ({
  Name: connectionName(),
  ProviderType: name("Kind of issuer, OAuth or OIDC, as existing ones spell it"),
  Enabled: z.boolean().describe("Whether its tokens are taken"),
});

const extras = () => ({
  Provider: provider().optional(),
  ExternalIdentityProviderConfiguration: z
    .strictObject({
      OIDCIssuerUrl: name("OIDC: issuer whose tokens are taken").optional(),
      OAuthUserInfoUrl: name("OAuth: URL that tells whose token it is; tokens go there").optional(),
      OAuthUserIdAttribute: name("OAuth: field there that identifies the user").optional(),
    })
    .describe("Who issues the tokens")
    .optional(),
  AllowedClients: listOf(plainName(), "Clients that may exchange (ListUserPoolClients)").optional(),
  AllowedAudiences: listOf(plainName(), "Audiences a token may be for").optional(),
  AllowedScopes: listOf(plainName(), "Scopes that may be had").optional(),
  AllowedClaimsAndValues: listOf(
    z.strictObject({
      Claim: plainName().optional(),
      Values: listOf(plainText(), "One of these").optional(),
    }),
    "Claims a token must have",
  ).optional(),
  AttributeMappings: attributeMappings().optional(),
  ProviderOptions: providerOptions().optional(),
  ClaimsPropagationConfig: claimsPropagationConfig().optional(),
  EipId: eipId().optional(),
});

const connectionOutput = () => ({
  ...commonOutput(),
  Provider: textOutput(),
  ProviderType: textOutput(),
  ExternalIdentityProviderConfiguration: z
    .looseObject({
      OIDCIssuerUrl: textOutput(),
      OAuthUserInfoUrl: textOutput(),
      OAuthUserIdAttribute: textOutput(),
    })
    .nullish(),
  AllowedClients: textsOutput(),
  AllowedAudiences: textsOutput(),
  AllowedScopes: textsOutput(),
  AllowedClaimsAndValues: rowsOutput({ Claim: textOutput(), Values: textsOutput() }),
  AttributeMappings: attributeMappingsOutput(),
});

const mayBeSecret = ["AttributeMappings[].AdditionalConfig"];
const addresses = [
  "ExternalIdentityProviderConfiguration.OIDCIssuerUrl",
  "ExternalIdentityProviderConfiguration.OAuthUserInfoUrl",
];

const createIdentityProviderTokenExchange = defineAction({
  service: "id",
  name: "CreateIdentityProviderTokenExchange",
  family,
  effect: "create",
  escalates: true,
  title: "Create a token-exchange identity provider in a user pool",
  zh: "创建令牌交换身份提供商",
  summary:
    "Lets clients of a user pool exchange another issuer's tokens for the pool's own, without a sign-in page. Restrict it by clients, audiences and claims: without limits every token of that issuer may count. For people at a browser use CreateIdentityProviderOIDC or OAuth.",
  synonyms: [
    "RFC 8693; on behalf of; trust another issuer; swap a foreign token for ours; partner's tokens; partner issuer; swap a token from a partner",
    "换取令牌; 令牌置换; 免登录; 外部 token 换用户池 token; 合作方令牌; 令牌互换; 对方的 token 换我们的; 换票; 合作方 issuer",
  ],
  exampleShows: ["Provider"],
  prerequisites: ["id:ListUserPools", "id:ListUserPoolClients"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...settings(),
    ...extras(),
  }),
  output: connectionOutput,
  secrets: { input: mayBeSecret, output: mayBeSecret },
  egress: addresses,
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getIdentityProviderTokenExchange = defineAction({
  service: "id",
  name: "GetIdentityProviderTokenExchange",
  family,
  effect: "read",
  title: "Get a token-exchange identity provider of a user pool",
  zh: "查看令牌交换身份提供商",
  summary:
    "Shows all settings of one token-exchange connection: the issuer, and which clients, audiences, scopes and claims it allows.",
  synonyms: [
    "token rejected; who may exchange; settings of a partner issuer",
    "换取令牌失败; 令牌置换; 令牌交换配置; 换票配置; 合作方 issuer 配置",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: mayBeSecret },
});

const listIdentityProvidersTokenExchange = defineAction({
  service: "id",
  name: "ListIdentityProvidersTokenExchange",
  family,
  effect: "read",
  title: "List the token-exchange identity providers of a user pool",
  zh: "列出令牌交换身份提供商",
  summary:
    "Lists the token-exchange connections of a user pool with issuers and limits. For connections of every kind use ListIdentityProviders.",
  synonyms: [
    "trusted issuers; RFC 8693; whose tokens may be swapped; partner issuers",
    "信任的签发方; 令牌置换; 令牌交换列表; 可以换票的对端; 拿外部 token 来换; 合作方列表",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(connectionOutput()),
  secrets: { output: ["Data[].AttributeMappings[].AdditionalConfig"] },
});

const updateIdentityProviderTokenExchange = defineAction({
  service: "id",
  name: "UpdateIdentityProviderTokenExchange",
  family,
  effect: "update",
  escalates: true,
  title: "Update a token-exchange identity provider of a user pool",
  zh: "修改令牌交换身份提供商",
  summary:
    "Changes the given settings of a token-exchange connection: issuer, allowed clients, audiences, scopes and claims, state. Give lists and nested settings whole; a shorter list can widen or narrow who gets in.",
  synonyms: [
    "allow another client; stop exchange; partner issuer has another address; audience of a partner",
    "限制换取令牌; 停用令牌置换; 令牌交换改配置; 改换票; 合作方 issuer 变了",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderTokenExchange"],
  input: () => ({ ...connection(), ...eachOptional(settings()), ...extras() }),
  output: connectionOutput,
  secrets: { input: mayBeSecret, output: mayBeSecret },
  egress: addresses,
  lookup: { action: "id:GetIdentityProviderTokenExchange", by: ["UserPoolUid", "ConnectionUid"] },
});

const deleteIdentityProviderTokenExchange = defineAction({
  service: "id",
  name: "DeleteIdentityProviderTokenExchange",
  family,
  effect: "delete",
  title: "Delete a token-exchange identity provider of a user pool",
  zh: "删除令牌交换身份提供商",
  summary:
    "Deletes a token-exchange connection for good; clients that rely on it get no more tokens. To stop it for a while, update Enabled. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "distrust issuer; disconnect IdP; partner left; no more swapping",
    "取消信任; 停止令牌置换; 不再换令牌; 不让换票; 合作方撤了",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: messageOutput,
  lookup: { action: "id:GetIdentityProviderTokenExchange", by: ["UserPoolUid", "ConnectionUid"] },
});

export const tokenExchangeIdentityProviders = defineFamily({
  name: family,
  title: "Token-exchange identity providers",
  zh: "令牌交换身份提供商",
  summary:
    "Issuers whose tokens clients may exchange for those of a user pool, without a sign-in page: for services and agents that act for users known elsewhere.",
  actions: [
    createIdentityProviderTokenExchange,
    getIdentityProviderTokenExchange,
    listIdentityProvidersTokenExchange,
    updateIdentityProviderTokenExchange,
    deleteIdentityProviderTokenExchange,
  ],
});
