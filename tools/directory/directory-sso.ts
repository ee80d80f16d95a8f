/** How the directory is tied to an identity provider outside: SAML for sign-in, SCIM for its users (cloudidentity). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, rowsOutput, secretOutput, textOutput } from "../../src/action/fields.ts";

const family = "directory-sso";

/** A bound of our own for a SAML document: the reference states none. */
const METADATA_LIMIT = 262_144;

// The document holds what is public: addresses and certificates.
const identityProvider = () => ({
  EntityId: textOutput(),
  IdpCertificates: rowsOutput({ ID: textOutput(), NotAfter: textOutput() }),
  EncodedMetadataDocument: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const scimCredential = () => ({
  CredentialId: textOutput(),
  CredentialType: textOutput(),
  Status: textOutput(),
  CreatedTime: textOutput(),
  ExpireTime: textOutput(),
});

const createExternalSAMLIdentityProvider = defineAction({
  service: "cloudidentity",
  name: "CreateExternalSAMLIdentityProvider",
  family,
  effect: "create",
  escalates: true,
  title: "Create the directory's SAML identity provider",
  zh: "创建外部 SAML 身份提供商",
  summary:
    "Makes the directory trust an outside SAML identity provider: whoever holds its signing key can sign in as any directory user. Look at GetExternalSAMLIdentityProvider first. Sign-in by it starts with EnablePortalLoginSetting.",
  synonyms: [
    "Okta; ADFS; Entra ID; single sign-on; federation; employees sign in with Okta; upload metadata; company login for the directory; upload metadata of Azure AD; portal login through ADFS",
    "SSO 登录; 单点登录; 企业登录; 对接公司 SSO; 上传元数据; 用公司账号登录身份中心; 接入 AD FS; 门户走 Azure AD; 上传 metadata",
  ],
  prerequisites: ["cloudidentity:GetExternalSAMLIdentityProvider", "cloudidentity:GetSAMLServiceProvider"],
  input: () => ({
    EncodedMetadataDocument: name("The provider's SAML metadata XML in Base64", METADATA_LIMIT),
  }),
  output: identityProvider,
  // The metadata names the addresses that people are sent to for signing in.
  egress: ["EncodedMetadataDocument"],
  lookup: { action: "cloudidentity:GetExternalSAMLIdentityProvider", by: [], tells: "changed" },
});

const getExternalSAMLIdentityProvider = defineAction({
  service: "cloudidentity",
  name: "GetExternalSAMLIdentityProvider",
  family,
  effect: "read",
  title: "Get the directory's SAML identity provider",
  zh: "查看外部 SAML 身份提供商",
  summary:
    "Shows the outside SAML identity provider that the directory trusts, with its metadata and the expiry of its certificates. The directory's own side is GetSAMLServiceProvider.",
  synonyms: [
    "certificate expired; SSO broken; which IdP; which company login is connected",
    "证书过期; 单点登录配置; 身份中心的 IdP 配置; SAML 证书何时到期; 接的哪家 IdP",
  ],
  input: () => ({}),
  output: identityProvider,
});

const getSAMLServiceProvider = defineAction({
  service: "cloudidentity",
  name: "GetSAMLServiceProvider",
  family,
  effect: "read",
  title: "Get the directory's SAML service provider",
  zh: "查看 SAML 服务提供商",
  summary:
    "Shows what an outside identity provider has to be told about the directory: entity id, assertion address (AcsUrl) and metadata. The provider that is trusted is GetExternalSAMLIdentityProvider.",
  synonyms: [
    "SP metadata; ACS URL; set up Okta; audience URI; what to enter at Okta; entity id; our Okta admin asks for; audience and ACS",
    "SP 元数据; 配置单点登录; ACS 地址; 要填的地址; 实体 ID; 对接 Okta; Okta 管理员要; 给对方填的",
  ],
  input: () => ({}),
  output: () => ({ EntityId: textOutput(), AcsUrl: textOutput(), EncodedMetadataDocument: textOutput() }),
});

const createSCIMServerCredential = defineAction({
  service: "cloudidentity",
  name: "CreateSCIMServerCredential",
  family,
  effect: "issue",
  title: "Create a SCIM credential for the directory",
  zh: "创建 SCIM 凭证",
  summary:
    "Issues a secret with which an identity provider may write every user and group of the directory. It comes back as a handle, whose value nobody is shown: tell the user so if a person is to enter it. See ListSCIMServerCredentials first.",
  synonyms: [
    "user sync token; automatic provisioning; rotate SCIM key; Okta sync; Okta pushes employees; SCIM token; Azure AD pushes employees into the identity center; provisioning secret",
    "同步密钥; 自动同步用户; SCIM 密钥; SCIM 令牌; 自动推送员工; Azure AD 推员工; 推人的密钥",
  ],
  prerequisites: ["cloudidentity:ListSCIMServerCredentials"],
  input: () => ({}),
  output: () => ({ ...scimCredential(), CredentialSecret: secretOutput() }),
  secrets: { output: ["CredentialSecret"] },
  lookup: {
    action: "cloudidentity:ListSCIMServerCredentials",
    by: [],
    among: { list: "SCIMServerCredentials", by: {} },
    proves: "not happened",
  },
});

const listSCIMServerCredentials = defineAction({
  service: "cloudidentity",
  name: "ListSCIMServerCredentials",
  family,
  effect: "read",
  title: "List the directory's SCIM credentials",
  zh: "列出 SCIM 凭证",
  summary: "Lists the SCIM credentials of the directory with status and expiry, without their secrets.",
  synonyms: [
    "user sync stopped; expired sync token; who may write users; SCIM keys about to expire; which provisioning secrets exist",
    "同步失效; 密钥过期; SCIM 密钥列表; SCIM 何时到期; 推人的密钥有哪些",
  ],
  input: () => ({}),
  output: () => ({ SCIMServerCredentials: rowsOutput(scimCredential()) }),
});

const deleteSCIMServerCredential = defineAction({
  service: "cloudidentity",
  name: "DeleteSCIMServerCredential",
  family,
  effect: "delete",
  title: "Delete a SCIM credential of the directory",
  zh: "删除 SCIM 凭证",
  summary:
    "Deletes a SCIM credential for good: the identity provider that uses it can no longer write users and groups. To replace one, create the new one first.",
  synonyms: [
    "stop user sync; revoke sync token; leaked SCIM key; revoke SCIM; provisioning secret leaked; Azure AD must not push",
    "停止同步; 密钥泄露; SCIM 密钥作废; SCIM 泄露; 推人的密钥泄漏; 不让推人",
  ],
  prerequisites: ["cloudidentity:ListSCIMServerCredentials"],
  input: () => ({ CredentialId: name("Id from ListSCIMServerCredentials") }),
  output: () => ({}),
  lookup: {
    action: "cloudidentity:ListSCIMServerCredentials",
    by: [],
    among: { list: "SCIMServerCredentials", by: { CredentialId: "CredentialId" } },
  },
});

export const directorySso = defineFamily({
  name: family,
  title: "Directory single sign-on",
  zh: "云身份中心单点登录与同步",
  summary:
    "Ties the directory to an identity provider outside. SAML lets its people sign in, SCIM lets it write users and groups.",
  actions: [
    createExternalSAMLIdentityProvider,
    getExternalSAMLIdentityProvider,
    getSAMLServiceProvider,
    createSCIMServerCredential,
    listSCIMServerCredentials,
    deleteSCIMServerCredential,
  ],
});
