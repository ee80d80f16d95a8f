/** OpenID Connect identity providers of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
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
  scimProvisioning,
  scimProvisioningOutput,
  scopesList,
  soleProviderConnection,
  usePkce,
} from "./identity-provider-fields.ts";

const family = "oidc-identity-providers";

/** What a create needs and an update may leave out. */
const settings = () => ({
  Name: connectionName(),
  Issuer: name("Issuer URL, under which the provider publishes its configuration"),
  ClientSecret: secretInput("Secret at the provider"),
  Enabled: enabled(),
});

/** What the service asks for again at every update. */
const always = () => ({
  ClientId: name("Id of the app at the provider"),
  IsIdTokenMapping: z.boolean().describe("Take the user's data from the ID token, not from userinfo"),
  UsePkce: usePkce(),
});

const extras = () => ({
  ScopesList: scopesList().optional(),
  AttributeMappings: attributeMappings().optional(),
  ProviderOptions: providerOptions().optional(),
  ClaimsPropagationConfig: claimsPropagationConfig().optional(),
  ScimProvisioning: scimProvisioning().optional(),
  EipId: eipId().optional(),
});

const rowOutput = () => ({
  ...commonOutput(),
  Provider: textOutput(),
  Issuer: textOutput(),
  ClientId: textOutput(),
  ClientSecret: secretOutput(),
  IsIdTokenMapping: flagOutput(),
  ScopesList: textsOutput(),
  UsePkce: flagOutput(),
  ScimProvisioning: scimProvisioningOutput(),
});

const connectionOutput = () => ({ ...rowOutput(), AttributeMappings: attributeMappingsOutput() });

const secretsSent = ["ClientSecret", "AttributeMappings[].AdditionalConfig"];

const createIdentityProviderOIDC = defineAction({
  service: "id",
  name: "CreateIdentityProviderOIDC",
  family,
  effect: "create",
  escalates: true,
  title: "Create an OIDC identity provider in a user pool",
  zh: "创建 OIDC 身份提供商",
  summary:
    "Lets people sign in to a user pool through an OpenID Connect provider that publishes its configuration under an issuer, such as Google, Entra ID or Keycloak. Register the pool's callback URLs (GetUserPool) there first. Without an issuer: CreateIdentityProviderOAuth.",
  synonyms: [
    "SSO; Azure AD login; Okta; enterprise login; sign in with Google; log in with Microsoft; Keycloak; Auth0; company account login; sign in with Google account for app users; Entra login; corporate login by OIDC",
    "单点登录; 企业登录; Google 账号登录; 微软账号登录; Okta 登录; 公司账号登录; 接 Google 登录; 接 Okta; 接 Keycloak; 接公司 OIDC; Azure AD 登录",
  ],
  prerequisites: ["id:ListUserPools", "id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...settings(),
    ...always(),
    Provider: provider().optional(),
    ...extras(),
    SoleProviderConnection: soleProviderConnection().optional(),
    PassvaultOauth2CredentialProviderOptions: credentialProviderOptions().optional(),
  }),
  output: () => ({ ...connectionOutput(), SoleProviderConnection: flagOutput() }),
  secrets: { input: secretsSent, output: secretsSent },
  egress: ["Issuer"],
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getIdentityProviderOIDC = defineAction({
  service: "id",
  name: "GetIdentityProviderOIDC",
  family,
  effect: "reveal",
  title: "Get an OIDC identity provider of a user pool",
  zh: "查看 OIDC 身份提供商",
  summary:
    "Shows all settings of one OIDC sign-in connection, its stored client secret included, which comes back as a handle. Where name and state are enough, use ListIdentityProviders.",
  synonyms: [
    "SSO settings; SCIM base URL; issuer; Okta connection details; issuer and client id of the Google login; what did we enter for Google",
    "单点登录配置; OIDC 登录配置; Google 登录的配置; issuer 和 client id; Okta 登录填了什么",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: secretsSent },
});

const listIdentityProvidersOIDC = defineAction({
  service: "id",
  name: "ListIdentityProvidersOIDC",
  family,
  effect: "reveal",
  title: "List the OIDC identity providers of a user pool",
  zh: "列出 OIDC 身份提供商",
  summary:
    "Lists the OIDC sign-in connections of a user pool with issuers and stored client secrets, which come back as handles. Where names and states are enough, use ListIdentityProviders.",
  synonyms: [
    "OpenID Connect; SSO; enterprise login; Google, Okta and Keycloak logins",
    "单点登录; 企业登录; OIDC 登录列表; Google 和 Okta 登录列表",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(rowOutput()),
  secrets: { output: ["Data[].ClientSecret"] },
});

const updateIdentityProviderOIDC = defineAction({
  service: "id",
  name: "UpdateIdentityProviderOIDC",
  family,
  effect: "update",
  escalates: true,
  title: "Update an OIDC identity provider of a user pool",
  zh: "修改 OIDC 身份提供商",
  summary:
    "Changes the given settings of an OIDC sign-in connection; ClientId, IsIdTokenMapping and UsePkce must be given each time, lists whole. Changing Issuer alone sends the stored client secret to another provider.",
  synonyms: [
    "rotate client secret; disable SSO; turn on SCIM; Okta secret changed; change issuer; new client secret for the Google login",
    "更换密钥; 停用单点登录; OIDC 密钥换了; 改 issuer; Google 登录换密钥; 换 issuer",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderOIDC"],
  input: () => ({ ...connection(), ...always(), ...eachOptional(settings()), ...extras() }),
  // The reference lists no AttributeMappings here, unlike in the other kinds' updates.
  output: rowOutput,
  secrets: { input: secretsSent, output: ["ClientSecret"] },
  egress: ["Issuer"],
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { ConnectionUid: "Uid" } },
  },
});

const deleteIdentityProviderOIDC = defineAction({
  service: "id",
  name: "DeleteIdentityProviderOIDC",
  family,
  effect: "delete",
  title: "Delete an OIDC identity provider of a user pool",
  zh: "删除 OIDC 身份提供商",
  summary:
    "Deletes an OIDC sign-in connection for good, its client secret and SCIM settings with it; whoever signs in only through it is locked out. To stop it for a while, update Enabled. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "remove SSO; disconnect IdP; no more Okta login; no more Google login; remove Keycloak",
    "移除登录方式; 解除单点登录; 取消 OIDC 登录; 不用 Okta 登录; 取消 Google 登录; 撤掉 Okta",
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

export const oidcIdentityProviders = defineFamily({
  name: family,
  title: "OIDC identity providers",
  zh: "OIDC 身份提供商",
  summary:
    "Sign-in to a user pool through OpenID Connect providers that publish their configuration under an issuer, such as Google, Entra ID or Keycloak.",
  actions: [
    createIdentityProviderOIDC,
    getIdentityProviderOIDC,
    listIdentityProvidersOIDC,
    updateIdentityProviderOIDC,
    deleteIdentityProviderOIDC,
  ],
});
