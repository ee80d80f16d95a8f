/** IAM OAuth providers: sign-in of IAM users through a company's own OAuth 2.0 service (iam). */
import * as z from "zod";
import type { Lookup } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  name,
  plainName,
  plainText,
  secretInput,
  secretOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-oauth-providers";

/** The read of one reveals its secret; the list names it among the providers of type 3. */
const listed: Lookup = {
  action: "iam:ListIdentityProviders",
  by: [],
  among: {
    list: "IdentityProviders",
    by: { OAuthProviderName: "ProviderName" },
    where: { IdpType: "3" },
  },
};

const providerName = () => name("ProviderName from ListIdentityProviders, where IdpType is 3");
const clientSecret = () => secretInput("OAuth client secret");
const template = () =>
  name(`E.g. \${authEndpoint}?client_id=\${clientId}&scope=\${scope}&response_type=code&state=1`);
const mapType = () => z.int().describe("IAM users are found by 1: user name; 2: security phone number");
const identityKey = () => name("Field of the user info to find the IAM user by, e.g. username");
const scope = () => text("Scopes, separated by spaces").optional();
const status = () => z.int().describe("1 on; 2 on, and no other way to sign in; 3 off").optional();

// The template can name another address than AuthorizeURL, and people would be sent there. Under a policy with
// `hosts` it must begin with a listed address: what a placeholder stands for cannot be judged.
const egress = ["AuthorizeURL", "AuthorizeTemplate", "TokenURL", "UserInfoURL"];

const provider = () => ({
  OAuthProviderName: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  SSOType: countOutput(),
  Status: countOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});

// No lookup: the one read of a single provider reveals its secret.
const createOAuthProvider = defineAction({
  service: "iam",
  name: "CreateOAuthProvider",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM OAuth identity provider",
  zh: "创建 IAM OAuth 身份提供商",
  summary:
    "Lets IAM users sign in to the console through a company's OAuth 2.0 service, which decides who is who. Status 2 shuts out every other way to sign in: make sure that SSO works first.",
  synonyms: [
    "single sign-on; Feishu; enterprise login; console login with Feishu; Lark sign-in to the console",
    "单点登录; 企业登录; 用户 SSO; 飞书登录控制台; 用飞书登录 IAM; 飞书扫码登控制台",
  ],
  input: () => ({
    OAuthProviderName: name("Name, unique in the account"),
    SSOType: z.int().describe("2: user SSO; 1 (role SSO) is not offered yet"),
    ClientId: name("Id of the OAuth client at the company's service"),
    ClientSecret: clientSecret(),
    AuthorizeURL: name("Where people sign in, https"),
    AuthorizeTemplate: template(),
    TokenURL: name("Where codes are exchanged, with the client secret, https"),
    UserInfoURL: name("Where the user info is read, https"),
    IdentityMapType: mapType(),
    IdpIdentityKey: identityKey(),
    Scope: scope(),
    Status: status(),
    Description: plainText().optional(),
  }),
  output: provider,
  secrets: { input: ["ClientSecret"] },
  egress,
  lookup: listed,
});

const getOAuthProvider = defineAction({
  service: "iam",
  name: "GetOAuthProvider",
  family,
  effect: "reveal",
  title: "Get an IAM OAuth identity provider",
  zh: "查看 IAM OAuth 身份提供商",
  summary:
    "Shows one OAuth provider with its addresses, user mapping and stored client secret, which comes back sealed. For name and status alone use ListIdentityProviders.",
  synonyms: ["SSO settings", "OAuth client", "redirect problem", "登录配置", "飞书登录控制台配置"],
  prerequisites: ["iam:ListIdentityProviders"],
  input: () => ({ OAuthProviderName: providerName() }),
  output: () => ({
    ...provider(),
    ProviderId: textOutput(),
    ClientId: textOutput(),
    ClientSecret: secretOutput(),
    AuthorizeURL: textOutput(),
    AuthorizeTemplate: textOutput(),
    TokenURL: textOutput(),
    UserInfoURL: textOutput(),
    IdentityMapType: countOutput(),
    IdpIdentityKey: textOutput(),
    Scope: textOutput(),
  }),
  secrets: { output: ["ClientSecret"] },
});

const updateOAuthProvider = defineAction({
  service: "iam",
  name: "UpdateOAuthProvider",
  family,
  effect: "update",
  escalates: true,
  encoding: "POST form",
  title: "Update an IAM OAuth identity provider",
  zh: "修改 IAM OAuth 身份提供商",
  summary:
    "Changes addresses, client, user mapping or status of an OAuth provider. A new TokenURL alone sends the stored client secret there; a new mapping changes who signs in as whom. Status 2 shuts out every other way to sign in, 3 turns this SSO off.",
  synonyms: [
    "rotate client secret; disable SSO; enforce SSO; Feishu app secret of the console login changed",
    "更换密钥; 关闭单点登录; 飞书登录控制台换密钥; 控制台飞书登录改 secret",
  ],
  exampleShows: ["ClientSecret"],
  prerequisites: ["iam:ListIdentityProviders", "iam:GetOAuthProvider"],
  input: () => ({
    OAuthProviderName: providerName(),
    ClientId: plainName().optional(),
    ClientSecret: clientSecret().optional(),
    AuthorizeURL: name("Where people sign in, https").optional(),
    AuthorizeTemplate: template().optional(),
    TokenURL: name("Where codes are exchanged, with the client secret, https").optional(),
    UserInfoURL: name("Where the user info is read, https").optional(),
    IdentityMapType: mapType().optional(),
    IdpIdentityKey: identityKey().optional(),
    Scope: scope(),
    Status: status(),
    Description: plainText().optional(),
  }),
  output: provider,
  secrets: { input: ["ClientSecret"] },
  egress,
  lookup: listed,
});

const deleteOAuthProvider = defineAction({
  service: "iam",
  name: "DeleteOAuthProvider",
  family,
  effect: "delete",
  // One in status 2 keeps passwords shut: without it they open again.
  escalates: true,
  title: "Delete an IAM OAuth identity provider",
  zh: "删除 IAM OAuth 身份提供商",
  summary:
    "Deletes an OAuth provider with its stored client secret for good: nobody signs in through it any more, and if it was the only way in (Status 2), other ways open again. To pause it, set Status 3 with UpdateOAuthProvider.",
  synonyms: [
    "remove SSO; stop trusting; no more Feishu sign-in to the console",
    "取消单点登录; 取消飞书登录控制台; 控制台不用飞书登录",
  ],
  prerequisites: ["iam:ListIdentityProviders"],
  input: () => ({ OAuthProviderName: providerName() }),
  output: () => ({}),
  lookup: listed,
});

export const iamOauthProviders = defineFamily({
  name: family,
  title: "IAM OAuth identity providers",
  zh: "IAM OAuth 身份提供商",
  summary:
    "An OAuth provider lets IAM users sign in to the account's console through a company's OAuth 2.0 service. Not to be confused with the OAuth providers of user pools (id service).",
  actions: [createOAuthProvider, getOAuthProvider, updateOAuthProvider, deleteOAuthProvider],
});
