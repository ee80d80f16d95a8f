/** IAM SAML providers and their certificates, and the list of all identity providers of the account (iam). */
import * as z from "zod";
import type { Lookup } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainText,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-saml-providers";

/** Bounds of our own: the reference states none, and metadata with several certificates is long. */
const METADATA_LIMIT = 262_144;
const CERTIFICATE_LIMIT = 65_536;

const providerName = () => name("SAMLProviderName from ListSAMLProviders");
const status = () =>
  z.int().describe("For user SSO: 1 on; 2 on, and no other way to sign in; 3 off").optional();

const summary = () => ({
  Trn: textOutput(),
  Description: textOutput(),
  SSOType: countOutput(),
  Status: countOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});
const provider = () => ({ SAMLProviderName: textOutput(), ...summary() });

const page = () => ({ Total: countOutput(), Limit: countOutput(), Offset: countOutput() });

/** An unknown name is an invalid parameter here. */
const ofProvider: Lookup = {
  action: "iam:GetSAMLProvider",
  by: ["SAMLProviderName"],
  unknownCode: "InvalidParameter.SAMLProviderName",
};

const createSAMLProvider = defineAction({
  service: "iam",
  name: "CreateSAMLProvider",
  family,
  effect: "create",
  escalates: true,
  encoding: "POST form",
  title: "Create an IAM SAML identity provider",
  zh: "创建 IAM SAML 身份提供商",
  summary:
    "Makes the account trust a company's SAML identity provider for sign-in to the console, as IAM users or into roles. Status 2 shuts out every other way to sign in: make sure that SSO works first.",
  synonyms: [
    "single sign-on; ADFS; Okta; Azure AD; employees sign in to the console with company accounts; upload metadata xml; company login to the console",
    "单点登录; 企业登录; 控制台单点登录; 公司账号登录控制台; 上传 metadata xml; 公司 ADFS 登控制台",
  ],
  input: () => ({
    SAMLProviderName: name("Name, unique in the account"),
    EncodedSAMLMetadataDocument: name("The provider's metadata XML, in Base64", METADATA_LIMIT),
    SSOType: z.int().describe("1: role SSO; 2: user SSO; cannot be changed later"),
    Status: status(),
    Description: plainText(256).optional(),
  }),
  output: provider,
  // The metadata names the addresses that people are sent to for signing in.
  egress: ["EncodedSAMLMetadataDocument"],
  lookup: ofProvider,
});

const getSAMLProvider = defineAction({
  service: "iam",
  name: "GetSAMLProvider",
  family,
  effect: "read",
  title: "Get an IAM SAML identity provider",
  zh: "查看 IAM SAML 身份提供商",
  summary:
    "Shows one SAML provider with its whole metadata (Base64), status and when its certificate expires. For a short view use ListSAMLProviders.",
  synonyms: [
    "SSO settings; certificate expiry; federation; metadata in use",
    "证书到期; 控制台单点登录配置; 用的哪份元数据",
  ],
  prerequisites: ["iam:ListSAMLProviders"],
  input: () => ({ SAMLProviderName: providerName() }),
  output: () => ({
    ProviderName: textOutput(),
    ...summary(),
    CertificateExpireTime: textOutput(),
    EncodedSAMLMetadataDocument: textOutput(),
  }),
});

const listSAMLProviders = defineAction({
  service: "iam",
  name: "ListSAMLProviders",
  family,
  effect: "read",
  title: "List IAM SAML identity providers",
  zh: "列出 IAM SAML 身份提供商",
  summary:
    "Lists the SAML providers that the account trusts, with kind of SSO and status, page by page. For OAuth ones as well use ListIdentityProviders.",
  synonyms: [
    "single sign-on; federation; company logins by SAML",
    "单点登录; 联合身份; 有哪些 SAML 提供商; SAML 登录有哪些",
  ],
  input: () => ({ Limit: limit(100), Offset: offset() }),
  output: () => ({ SAMLProviders: rowsOutput({ ProviderName: textOutput(), ...provider() }), ...page() }),
  paging: "limit-offset",
});

const updateSAMLProvider = defineAction({
  service: "iam",
  name: "UpdateSAMLProvider",
  family,
  effect: "update",
  escalates: true,
  encoding: "POST form",
  title: "Update an IAM SAML identity provider",
  zh: "修改 IAM SAML 身份提供商",
  summary:
    "Changes metadata, status or description of a SAML provider. New metadata replaces the old one as a whole: whoever holds its keys can sign in. Status 2 shuts out every other way to sign in, 3 turns this SSO off.",
  synonyms: [
    "disable SSO; enforce SSO; replace metadata; new metadata; new metadata xml",
    "关闭单点登录; 强制 SSO; 换元数据; 停用单点登录; 换 metadata xml",
  ],
  exampleShows: ["Description"],
  prerequisites: ["iam:GetSAMLProvider"],
  input: () => ({
    SAMLProviderName: providerName(),
    NewEncodedSAMLMetadataDocument: text("The new metadata XML, in Base64", METADATA_LIMIT).optional(),
    Status: status(),
    Description: plainText().optional(),
  }),
  output: provider,
  egress: ["NewEncodedSAMLMetadataDocument"],
  lookup: ofProvider,
});

const deleteSAMLProvider = defineAction({
  service: "iam",
  name: "DeleteSAMLProvider",
  family,
  effect: "delete",
  // One in status 2 keeps passwords shut: without it they open again.
  escalates: true,
  title: "Delete an IAM SAML identity provider",
  zh: "删除 IAM SAML 身份提供商",
  summary:
    "Ends the account's trust in a SAML provider for good: nobody signs in through it any more, and if it was the only way in (Status 2), other ways open again. To pause it, set Status 3 with UpdateSAMLProvider.",
  synonyms: [
    "remove SSO; stop trusting; take ADFS sign-in to the console out",
    "取消单点登录; 不用 SAML 登录控制台; 撤掉控制台 ADFS",
  ],
  prerequisites: ["iam:GetSAMLProvider"],
  input: () => ({ SAMLProviderName: providerName() }),
  output: () => ({}),
  lookup: ofProvider,
  takesAlong: [
    {
      what: "certificates",
      zh: "证书",
      action: "iam:ListSAMLProviderCertificates",
      by: ["SAMLProviderName"],
      names: "Certificates[].Subject",
    },
  ],
});

const addSAMLProviderCertificate = defineAction({
  service: "iam",
  name: "AddSAMLProviderCertificate",
  family,
  effect: "update",
  escalates: true,
  encoding: "POST form",
  title: "Add a certificate to an IAM SAML identity provider",
  zh: "为 IAM SAML 身份提供商添加证书",
  summary:
    "Accepts sign-ins that are signed with one more certificate. Add the new one before the old one expires, then take the old one away (RemoveSAMLProviderCertificate).",
  synonyms: [
    "certificate rotation; signature invalid; expired certificate; new signing certificate; certificate expires soon; ADFS changes its signing certificate; old and new side by side",
    "证书轮换; 证书过期; 新证书; 证书快到期; 换 SAML 证书; 换签名证书; 新旧并存",
  ],
  prerequisites: ["iam:ListSAMLProviders", "iam:ListSAMLProviderCertificates"],
  input: () => ({
    SAMLProviderName: providerName(),
    X509Certificate: name("Public certificate of the provider, PEM", CERTIFICATE_LIMIT),
  }),
  output: () => ({ CertificateId: textOutput() }),
  lookup: {
    action: "iam:ListSAMLProviderCertificates",
    by: ["SAMLProviderName"],
    among: { list: "Certificates", by: {} },
    tells: "there",
    proves: "not happened",
  },
});

const listSAMLProviderCertificates = defineAction({
  service: "iam",
  name: "ListSAMLProviderCertificates",
  family,
  effect: "read",
  title: "List the certificates of an IAM SAML identity provider",
  zh: "列出 IAM SAML 身份提供商的证书",
  summary: "Lists the certificates that a SAML provider may sign with: subject, issuer and validity of each.",
  synonyms: [
    "certificate expiry; NotAfter; when does the certificate expire",
    "证书到期; 证书有效期; SAML 证书什么时候到期; 证书列表",
  ],
  prerequisites: ["iam:ListSAMLProviders"],
  input: () => ({ SAMLProviderName: providerName() }),
  output: () => ({
    Certificates: rowsOutput({
      CertificateId: textOutput(),
      Subject: textOutput(),
      Issuer: textOutput(),
      SerialNumber: textOutput(),
      SignatureAlgorithm: textOutput(),
      Version: textOutput(),
      NotBefore: textOutput(),
      NotAfter: textOutput(),
      CreateDate: textOutput(),
      UpdateDate: textOutput(),
    }),
    Total: countOutput(),
  }),
});

const removeSAMLProviderCertificate = defineAction({
  service: "iam",
  name: "RemoveSAMLProviderCertificate",
  family,
  effect: "delete",
  title: "Remove a certificate from an IAM SAML identity provider",
  zh: "移除 IAM SAML 身份提供商的证书",
  summary:
    "Stops accepting sign-ins that are signed with one certificate. If the provider still uses it, nobody signs in: see ListSAMLProviderCertificates first.",
  synonyms: [
    "old certificate; revoke certificate; throw the old signing certificate away",
    "旧证书; 吊销证书; 删旧证书; 证书作废; 旧签名证书撤掉",
  ],
  prerequisites: ["iam:ListSAMLProviderCertificates"],
  input: () => ({ CertificateId: name("Id from ListSAMLProviderCertificates") }),
  output: () => ({}),
});

const listIdentityProviders = defineAction({
  service: "iam",
  name: "ListIdentityProviders",
  family,
  effect: "read",
  title: "List all IAM identity providers",
  zh: "列出 IAM 身份提供商",
  summary:
    "Lists the SAML and OAuth providers of the account together (IdpType 1 and 3), page by page; it is the only list of the OAuth ones. OIDC ones are in ListOIDCProviders, those of a user pool in id:ListIdentityProviders.",
  synonyms: [
    "single sign-on; federation; who can sign in; how do people sign in to the console",
    "单点登录; 联合登录; 控制台有哪些单点登录; IAM 身份提供商列表",
  ],
  input: () => ({ Limit: limit(), Offset: offset() }),
  output: () => ({
    IdentityProviders: rowsOutput({ ProviderName: textOutput(), IdpType: countOutput(), ...summary() }),
    ...page(),
  }),
  paging: "limit-offset",
});

export const iamSamlProviders = defineFamily({
  name: family,
  title: "IAM SAML identity providers",
  zh: "IAM SAML 身份提供商",
  summary:
    "A SAML provider lets people of a company sign in to the account's console, as IAM users or into roles. Not to be confused with the SAML providers of user pools (id service).",
  actions: [
    createSAMLProvider,
    getSAMLProvider,
    listSAMLProviders,
    updateSAMLProvider,
    deleteSAMLProvider,
    addSAMLProviderCertificate,
    listSAMLProviderCertificates,
    removeSAMLProviderCertificate,
    listIdentityProviders,
  ],
});
