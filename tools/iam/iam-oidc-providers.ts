/** IAM OIDC providers: outside issuers whose ID tokens can be exchanged for a role of the account (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  listOf,
  name,
  offset,
  plainText,
  rowsOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "iam-oidc-providers";

const providerName = () => name("ProviderName from ListOIDCProviders");
const clientId = () => name("Audience (aud) that ID tokens must carry");
const thumbprint = () => name("SHA-256 fingerprint of the issuer's HTTPS certificate, hex");
// The reference leaves the unit open, and so do we.
const issuanceLimitTime = () => z.int().describe("Oldest ID token to accept, by its time of issue (iat)");

const dates = () => ({ CreateDate: textOutput(), UpdateDate: textOutput() });
const provider = () => ({
  OIDCProviderName: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  ...dates(),
});

const createOIDCProvider = defineAction({
  service: "iam",
  name: "CreateOIDCProvider",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM OIDC identity provider",
  zh: "创建 IAM OIDC 身份提供商",
  summary:
    "Makes the account trust an outside OIDC issuer: a role whose trust policy names the provider (CreateRole) can be assumed with its ID tokens, without access keys. For sign-in to a user pool use the id service's providers instead.",
  synonyms: [
    "workload identity federation; GitHub Actions; Kubernetes; keyless; GitLab CI; CI without access keys; trust an issuer; CI pipeline gets in without keys",
    "角色 SSO; 免密钥; GitHub Actions 免密钥; CI 免密钥; 信任 GitHub; 信任外部 issuer; 流水线不用密钥",
  ],
  input: () => ({
    OIDCProviderName: name("Name, unique in the account"),
    IssuerURL: name("Issuer (iss) of the tokens, https; cannot be changed later"),
    ClientIDs: listOf(clientId(), "Audiences to accept"),
    Thumbprints: listOf(thumbprint(), "Certificates to accept"),
    IssuanceLimitTime: issuanceLimitTime().optional(),
    Description: plainText().optional(),
  }),
  output: provider,
  egress: ["IssuerURL"],
  lookup: { action: "iam:GetOIDCProvider", by: ["OIDCProviderName"] },
});

const getOIDCProvider = defineAction({
  service: "iam",
  name: "GetOIDCProvider",
  family,
  effect: "read",
  title: "Get an IAM OIDC identity provider",
  zh: "查看 IAM OIDC 身份提供商",
  summary: "Shows one OIDC provider with its issuer, client ids and certificate thumbprints.",
  synonyms: ["trusted issuer", "audience", "federation settings", "信任的颁发者", "OIDC 信任配置"],
  prerequisites: ["iam:ListOIDCProviders"],
  input: () => ({ OIDCProviderName: providerName() }),
  output: () => ({
    ...provider(),
    IssuerURL: textOutput(),
    ClientIDs: textsOutput(),
    Thumbprints: textsOutput(),
    IssuanceLimitTime: countOutput(),
  }),
});

const listOIDCProviders = defineAction({
  service: "iam",
  name: "ListOIDCProviders",
  family,
  effect: "read",
  title: "List IAM OIDC identity providers",
  zh: "列出 IAM OIDC 身份提供商",
  summary:
    "Lists the OIDC providers that the account trusts, page by page, without their settings (GetOIDCProvider). SAML and OAuth ones are in ListIdentityProviders.",
  synonyms: ["federation", "trusted issuers", "外部身份", "联合身份", "信任了哪些 issuer", "外部签发方"],
  input: () => ({ Limit: limit(100), Offset: offset() }),
  output: () => ({
    OIDCProviders: rowsOutput({
      ProviderName: textOutput(),
      Trn: textOutput(),
      Description: textOutput(),
      ...dates(),
    }),
    Total: countOutput(),
    Limit: countOutput(),
    Offset: countOutput(),
  }),
  paging: "limit-offset",
});

const updateOIDCProvider = defineAction({
  service: "iam",
  name: "UpdateOIDCProvider",
  family,
  effect: "update",
  escalates: true,
  title: "Update an IAM OIDC identity provider",
  zh: "修改 IAM OIDC 身份提供商",
  summary:
    "Changes the description of an OIDC provider, or how old its ID tokens may be. Client ids and thumbprints have actions of their own (AddClientIDToOIDCProvider, AddThumbprintToOIDCProvider); the issuer cannot be changed.",
  synonyms: ["token age", "iat limit", "expired token", "令牌有效期", "修改 OIDC 信任"],
  exampleShows: ["Description"],
  prerequisites: ["iam:GetOIDCProvider"],
  input: () => ({
    OIDCProviderName: providerName(),
    IssuanceLimitTime: issuanceLimitTime().optional(),
    Description: plainText().optional(),
  }),
  output: provider,
  lookup: { action: "iam:GetOIDCProvider", by: ["OIDCProviderName"] },
});

const deleteOIDCProvider = defineAction({
  service: "iam",
  name: "DeleteOIDCProvider",
  family,
  effect: "delete",
  title: "Delete an IAM OIDC identity provider",
  zh: "删除 IAM OIDC 身份提供商",
  summary:
    "Ends the account's trust in an OIDC issuer for good: roles can no longer be assumed with its tokens. Look in ListRoles for trust policies that name it first.",
  synonyms: [
    "stop trusting; remove federation; pipeline must not get in any more",
    "取消信任; 不再信任 issuer; 不再信任流水线",
  ],
  prerequisites: ["iam:GetOIDCProvider", "iam:ListRoles"],
  input: () => ({ OIDCProviderName: providerName() }),
  output: () => ({}),
  lookup: { action: "iam:GetOIDCProvider", by: ["OIDCProviderName"] },
});

const addClientIDToOIDCProvider = defineAction({
  service: "iam",
  name: "AddClientIDToOIDCProvider",
  family,
  effect: "update",
  escalates: true,
  title: "Add a client id to an IAM OIDC identity provider",
  zh: "为 IAM OIDC 身份提供商添加客户端 ID",
  summary: "Lets ID tokens for one more audience of an OIDC provider in; the others stay.",
  synonyms: ["audience mismatch; new application; allow another audience", "受众; 加受众; 加 audience"],
  prerequisites: ["iam:GetOIDCProvider"],
  input: () => ({ OIDCProviderName: providerName(), ClientID: clientId() }),
  output: () => ({}),
  lookup: {
    action: "iam:GetOIDCProvider",
    by: ["OIDCProviderName"],
    among: { list: "ClientIDs", by: { ClientID: "" } },
    tells: "there",
  },
});

const removeClientIDFromOIDCProvider = defineAction({
  service: "iam",
  name: "RemoveClientIDFromOIDCProvider",
  family,
  effect: "delete",
  title: "Remove a client id from an IAM OIDC identity provider",
  zh: "移除 IAM OIDC 身份提供商的客户端 ID",
  summary:
    "Stops accepting ID tokens for one audience of an OIDC provider: whoever signs in with them is locked out. See GetOIDCProvider first.",
  synonyms: ["retire application", "offboard application", "停用应用", "drop an audience", "去掉受众"],
  prerequisites: ["iam:GetOIDCProvider"],
  input: () => ({ OIDCProviderName: providerName(), ClientID: name("One of ClientIDs in GetOIDCProvider") }),
  output: () => ({}),
  lookup: {
    action: "iam:GetOIDCProvider",
    by: ["OIDCProviderName"],
    among: { list: "ClientIDs", by: { ClientID: "" } },
  },
});

const addThumbprintToOIDCProvider = defineAction({
  service: "iam",
  name: "AddThumbprintToOIDCProvider",
  family,
  effect: "update",
  escalates: true,
  title: "Add a thumbprint to an IAM OIDC identity provider",
  zh: "为 IAM OIDC 身份提供商添加指纹",
  summary:
    "Accepts one more HTTPS certificate of an OIDC provider's issuer. Do so before the issuer changes certificates, then take the old thumbprint away (RemoveThumbprintFromOIDCProvider).",
  synonyms: [
    "certificate rotation; fingerprint; TLS error; issuer has a new certificate",
    "证书轮换; 加指纹; 证书指纹",
  ],
  prerequisites: ["iam:GetOIDCProvider"],
  input: () => ({ OIDCProviderName: providerName(), Thumbprint: thumbprint() }),
  output: () => ({}),
  lookup: {
    action: "iam:GetOIDCProvider",
    by: ["OIDCProviderName"],
    among: { list: "Thumbprints", by: { Thumbprint: "" } },
    tells: "there",
  },
});

const removeThumbprintFromOIDCProvider = defineAction({
  service: "iam",
  name: "RemoveThumbprintFromOIDCProvider",
  family,
  effect: "delete",
  title: "Remove a thumbprint from an IAM OIDC identity provider",
  zh: "移除 IAM OIDC 身份提供商的指纹",
  summary:
    "Stops accepting one HTTPS certificate of an OIDC provider's issuer. If it is the one in use, nobody signs in through the provider: see GetOIDCProvider first.",
  synonyms: ["old certificate", "fingerprint", "旧证书", "证书轮换", "去掉指纹"],
  prerequisites: ["iam:GetOIDCProvider"],
  input: () => ({
    OIDCProviderName: providerName(),
    Thumbprint: name("One of Thumbprints in GetOIDCProvider"),
  }),
  output: () => ({}),
  lookup: {
    action: "iam:GetOIDCProvider",
    by: ["OIDCProviderName"],
    among: { list: "Thumbprints", by: { Thumbprint: "" } },
  },
});

export const iamOidcProviders = defineFamily({
  name: family,
  title: "IAM OIDC identity providers",
  zh: "IAM OIDC 身份提供商",
  summary:
    "An OIDC provider makes the account trust an outside issuer, whose ID tokens then open roles without access keys. Not to be confused with the OIDC providers of user pools (id service).",
  actions: [
    createOIDCProvider,
    getOIDCProvider,
    listOIDCProviders,
    updateOIDCProvider,
    deleteOIDCProvider,
    addClientIDToOIDCProvider,
    removeClientIDFromOIDCProvider,
    addThumbprintToOIDCProvider,
    removeThumbprintFromOIDCProvider,
  ],
});
