/** SAML 2.0 identity providers of a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { flagOutput, JSON_LIMIT, name, text, textOutput } from "../../src/action/fields.ts";
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
  provider,
  providerOptions,
  scimProvisioning,
  scimProvisioningOutput,
} from "./identity-provider-fields.ts";

const family = "saml-identity-providers";

/** What a create needs and an update may leave out. */
const settings = () => ({
  Name: connectionName(255),
  // Whole metadata documents are longer than other texts.
  IdpMetadata: name("The provider's SAML metadata document", JSON_LIMIT),
  IdAttribute: name("Attribute of the assertion that identifies the user, e.g. NameID"),
  // Required, yet it can be empty where AttributeMappings says it all.
  AttributeMapping: text("Mapping as one text, as existing connections write it", JSON_LIMIT),
  EnabledSign: z.boolean().describe("Sign requests to the provider"),
  EnabledEncryption: z.boolean().describe("Expect encrypted assertions"),
  Enabled: enabled(),
});

const extras = () => ({
  AttributeMappings: attributeMappings().optional(),
  ProviderOptions: providerOptions().optional(),
  ClaimsPropagationConfig: claimsPropagationConfig().optional(),
  ScimProvisioning: scimProvisioning().optional(),
  EipId: eipId().optional(),
});

const rowOutput = () => ({
  ...commonOutput(),
  Provider: textOutput(),
  IdpMetadata: textOutput(),
  SpMetadata: textOutput(),
  Certificate: textOutput(),
  IdAttribute: textOutput(),
  AttributeMapping: textOutput(),
  EnabledSign: flagOutput(),
  EnabledEncryption: flagOutput(),
  ScimProvisioning: scimProvisioningOutput(),
});

const connectionOutput = () => ({ ...rowOutput(), AttributeMappings: attributeMappingsOutput() });

const mayBeSecret = ["AttributeMappings[].AdditionalConfig"];

const createIdentityProviderSAML = defineAction({
  service: "id",
  name: "CreateIdentityProviderSAML",
  family,
  effect: "create",
  escalates: true,
  title: "Create a SAML identity provider in a user pool",
  zh: "创建 SAML 身份提供商",
  summary:
    "Lets people sign in to a user pool through a SAML 2.0 provider, such as AD FS or Entra ID. Whoever holds the key behind the certificate in IdpMetadata can come in as anybody there. The answer's SpMetadata is what the provider's administrator needs.",
  synonyms: [
    "SSO; enterprise login; federation metadata; ADFS; Okta SAML; Entra; client uses ADFS; metadata xml; company's staff log in to our app; Azure AD SAML",
    "单点登录; 企业登录; 联合登录; SAML 登录; 公司 SSO; 企业单点登录; ADFS 登录; 元数据 xml; 客户公司的员工登录; AD FS",
  ],
  prerequisites: ["id:ListUserPools", "id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    ...settings(),
    Provider: provider().optional(),
    ...extras(),
  }),
  output: connectionOutput,
  secrets: { input: mayBeSecret, output: mayBeSecret },
  egress: ["IdpMetadata"],
  lookup: {
    action: "id:ListIdentityProviders",
    by: { UserPoolUid: "UserPoolUID" },
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getIdentityProviderSAML = defineAction({
  service: "id",
  name: "GetIdentityProviderSAML",
  family,
  effect: "read",
  title: "Get a SAML identity provider of a user pool",
  zh: "查看 SAML 身份提供商",
  summary:
    "Shows all settings of one SAML sign-in connection: the provider's metadata, our SpMetadata and certificate for its administrator, mappings and SCIM.",
  synonyms: [
    "entity id; ACS URL; certificate expired; SAML settings; which metadata is in use",
    "证书过期; 单点登录配置; 元数据; SAML 证书到期; SAML 配置; SAML 元数据; ADFS 配置",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: connectionOutput,
  secrets: { output: mayBeSecret },
});

const listIdentityProvidersSAML = defineAction({
  service: "id",
  name: "ListIdentityProvidersSAML",
  family,
  effect: "read",
  title: "List the SAML identity providers of a user pool",
  zh: "列出 SAML 身份提供商",
  summary:
    "Lists the SAML sign-in connections of a user pool with their whole metadata, which is long. Where names and states are enough, use ListIdentityProviders.",
  synonyms: [
    "SSO; enterprise login; federation; ADFS connections; SAML logins only",
    "单点登录; 企业登录; SAML 登录列表; ADFS 登录列表; 只看 SAML",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => connectionsOutput(rowOutput()),
});

const updateIdentityProviderSAML = defineAction({
  service: "id",
  name: "UpdateIdentityProviderSAML",
  family,
  effect: "update",
  escalates: true,
  title: "Update a SAML identity provider of a user pool",
  zh: "修改 SAML 身份提供商",
  summary:
    "Changes the given settings of a SAML sign-in connection, e.g. new metadata before the provider's certificate expires; give lists and nested settings whole. It also switches the connection on and off.",
  synonyms: [
    "renew certificate; rotate signing key; disable SSO; new SAML certificate; new metadata xml; ADFS changed its certificate",
    "证书过期; 停用单点登录; SAML 证书更换; 更新元数据; 换 metadata; ADFS 换证书; 新元数据",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderSAML"],
  input: () => ({ ...connection(), ...eachOptional(settings()), ...extras() }),
  output: connectionOutput,
  secrets: { input: mayBeSecret, output: mayBeSecret },
  egress: ["IdpMetadata"],
  lookup: { action: "id:GetIdentityProviderSAML", by: ["UserPoolUid", "ConnectionUid"] },
});

const deleteIdentityProviderSAML = defineAction({
  service: "id",
  name: "DeleteIdentityProviderSAML",
  family,
  effect: "delete",
  title: "Delete a SAML identity provider of a user pool",
  zh: "删除 SAML 身份提供商",
  summary:
    "Deletes a SAML sign-in connection for good, its SCIM settings with it; whoever signs in only through it is locked out. To stop it for a while, update Enabled. DeleteIdentityProvider does it for any kind.",
  synonyms: [
    "remove SSO; disconnect IdP; take ADFS out; customer cancelled; no more company single sign-on",
    "移除登录方式; 解除单点登录; 取消 SAML 登录; 不用 SAML; 客户不续了; 撤掉 ADFS; 拆掉单点登录",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: connection,
  output: messageOutput,
  lookup: { action: "id:GetIdentityProviderSAML", by: ["UserPoolUid", "ConnectionUid"] },
});

export const samlIdentityProviders = defineFamily({
  name: family,
  title: "SAML identity providers",
  zh: "SAML 身份提供商",
  summary: "Sign-in to a user pool through SAML 2.0 providers, such as AD FS or Entra ID.",
  actions: [
    createIdentityProviderSAML,
    getIdentityProviderSAML,
    listIdentityProvidersSAML,
    updateIdentityProviderSAML,
    deleteIdentityProviderSAML,
  ],
});
