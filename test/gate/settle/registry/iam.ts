/** IAM. */
import { EC_CERTIFICATE, RSA_CERTIFICATE } from "../../../sandbox/iam/certificates.ts";
import type { Step } from "./story.ts";

const USER = { UserName: "bot" };
const GROUP = { UserGroupName: "ops" };
const ROLE = { RoleName: "runner" };
const POLICY = { PolicyName: "reads" };
const CUSTOM = { ...POLICY, PolicyType: "Custom" };
const MADE = { TypeName: "Volcengine::IAM::User", Identifier: "made" };
const TRUST =
  '{"Statement":[{"Effect":"Allow","Action":["sts:AssumeRole"],"Principal":{"IAM":["trn:iam::2100000000:root"]}}]}';
const document = (action: string) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: [action], Resource: ["*"] }] });
const TAGGED = { ResourceType: "User", ResourceNames: ["bot"] };
const OIDC = { OIDCProviderName: "cluster" };
const SAML = { SAMLProviderName: "office" };
const PRINTS = ["a".repeat(40), "b".repeat(40)];
const OAUTH = { OAuthProviderName: "git" };
const metadata = (certificate: string) =>
  Buffer.from(
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://idp.example.com"><md:IDPSSODescriptor><md:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>`,
  ).toString("base64");

export const iam: readonly Step[] = [
  ["iam:CreateUser", { ...USER, DisplayName: "Bot" }],
  ["iam:UpdateUser", { ...USER, NewDisplayName: "Bot 2" }],
  ["iam:CreateLoginProfile", { ...USER, Password: "Sandbox-Password-1", LoginAllowed: true }],
  ["iam:UpdateLoginProfile", { ...USER, LoginAllowed: false }],
  ["iam:UpdateLoginProfile", { ...USER, Password: "Sandbox-Password-2" }],
  ["iam:SetSecurityConfig", { ...USER, SafeAuthType: "phone" }],
  ["iam:DeleteLoginProfile", USER],
  ["iam:CreateAccessKey", USER, "key"],
  ["iam:UpdateAccessKey", { ...USER, AccessKeyId: "$key.AccessKey.AccessKeyId", Status: "inactive" }],
  ["iam:DeleteAccessKey", { ...USER, AccessKeyId: "$key.AccessKey.AccessKeyId" }],
  ["iam:CreateApiKey", { ...USER, Name: "a" }, "api"],
  ["iam:UpdateApiKey", { ...USER, Id: "$api.ApiKey.Id", Name: "b" }],
  ["iam:DeleteApiKey", { ...USER, Id: "$api.ApiKey.Id" }],
  ["iam:TagResources", { ...TAGGED, Tags: [{ Key: "env", Value: "prod" }] }],
  ["iam:UntagResources", { ...TAGGED, TagKeys: ["env"] }],
  ["iam:CreateGroup", GROUP],
  ["iam:UpdateGroup", { ...GROUP, NewDescription: "b" }],
  ["iam:AddUserToGroup", { ...GROUP, ...USER }],
  ["iam:RemoveUserFromGroup", { ...GROUP, ...USER }],
  ["iam:CreateRole", { ...ROLE, TrustPolicyDocument: TRUST }],
  ["iam:UpdateRole", { ...ROLE, Description: "b" }],
  ["iam:CreatePolicy", { ...POLICY, PolicyDocument: document("tos:Get*") }],
  ["iam:UpdatePolicy", { ...POLICY, NewPolicyDocument: document("tos:*") }],
  ["iam:AttachUserPolicy", { ...USER, ...CUSTOM }],
  ["iam:AttachUserGroupPolicy", { ...GROUP, ...CUSTOM }],
  ["iam:AttachRolePolicy", { ...ROLE, ...CUSTOM }],
  ["iam:DetachUserPolicy", { ...USER, ...CUSTOM }],
  ["iam:DetachUserGroupPolicy", { ...GROUP, ...CUSTOM }],
  ["iam:DetachRolePolicy", { ...ROLE, ...CUSTOM }],
  ["iam:UpdatePolicy", { ...POLICY, NewPolicyName: "reads-2" }],
  ["iam:DeletePolicy", { PolicyName: "reads-2" }],
  ["iam:DeleteRole", ROLE],
  ["iam:DeleteGroup", GROUP],
  ["iam:UpdateUser", { ...USER, NewUserName: "bot-2" }],
  ["iam:DeleteUser", { UserName: "bot-2" }],
  ["iam:CreateServiceLinkedRole", { ServiceName: "ecs" }],
  ["iam:DeleteServiceLinkedRole", { RoleName: "ServiceRoleForEcs" }],
  [
    "cloudcontrol:CreateResource",
    { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "made" } },
    undefined,
    5_000,
  ],
  [
    "cloudcontrol:UpdateResource",
    { ...MADE, PatchDocument: [{ op: "replace", path: "/DisplayName", value: "b" }] },
    undefined,
    5_000,
  ],
  ["cloudcontrol:DeleteResource", MADE, undefined, 5_000],
  [
    "iam:CreateOIDCProvider",
    { ...OIDC, IssuerURL: "https://c.example.com", ClientIDs: ["one"], Thumbprints: [PRINTS[0] ?? ""] },
  ],
  ["iam:UpdateOIDCProvider", { ...OIDC, Description: "b" }],
  ["iam:AddClientIDToOIDCProvider", { ...OIDC, ClientID: "two" }],
  ["iam:RemoveClientIDFromOIDCProvider", { ...OIDC, ClientID: "two" }],
  ["iam:AddThumbprintToOIDCProvider", { ...OIDC, Thumbprint: PRINTS[1] ?? "" }],
  ["iam:RemoveThumbprintFromOIDCProvider", { ...OIDC, Thumbprint: PRINTS[1] ?? "" }],
  ["iam:DeleteOIDCProvider", OIDC],
  ["iam:CreateSAMLProvider", { ...SAML, EncodedSAMLMetadataDocument: metadata(RSA_CERTIFICATE), SSOType: 1 }],
  ["iam:UpdateSAMLProvider", { ...SAML, Description: "b" }],
  ["iam:AddSAMLProviderCertificate", { ...SAML, X509Certificate: EC_CERTIFICATE }],
  ["iam:DeleteSAMLProvider", SAML],
  [
    "iam:CreateOAuthProvider",
    {
      ...OAUTH,
      SSOType: 2,
      ClientId: "a",
      ClientSecret: "sandbox-secret",
      AuthorizeURL: "https://g.example.com/a",
      AuthorizeTemplate: "x",
      TokenURL: "https://g.example.com/t",
      UserInfoURL: "https://g.example.com/u",
      IdentityMapType: 1,
      IdpIdentityKey: "id",
    },
  ],
  ["iam:UpdateOAuthProvider", { ...OAUTH, Description: "b" }],
  ["iam:DeleteOAuthProvider", OAUTH],
  ["iam:UpdateAllowedIPAddresses", { EnableIPList: true, IPList: [{ IP: "192.0.2.1", Description: "a" }] }],
];
