/**
 * Denied action → other actions that do the same, or the same and more. Facts: effects of the API ("Same thing by another
 * way"), the fields that each action takes, and what goes along when the thing that holds others goes.
 */
import type { Path } from "./model.ts";

/** Another action, and what it must carry to be another way; always where nothing is named. */
export type Way =
  | string
  | { readonly action: string; readonly carries: Path; readonly is?: boolean | string };

/** Take users over from elsewhere: they create who is missing and overwrite who is there. */
const USER_TASKS = [
  "id:CreateTaskRetrieveUserSync",
  "id:CreateTaskRetrieveUserSyncAttachment",
  "id:CreateTaskMergeUserSync",
  "id:CreateTaskCommitAppVisibleUsers",
];
const MEMBERS_IN_BULK = ["id:BatchSyncDepartmentMembers", "id:CommitDepartmentSyncSession"];
const DEPARTMENTS_IN_BULK = ["id:BatchUpsertDepartments", "id:CommitDepartmentSyncSession"];
const WITH_POOL = "id:DeleteUserPool";
const WITH_MEMBERS: Way = { action: "id:DeleteDepartment", carries: ["ForceDeleteMembers"], is: true };
const IDENTITY_PROVIDERS = ["OAuth", "OIDC", "SAML", "TokenExchange", "WeCom", "LDAPADAgent"];
/** Who is in it gets the role that it carries. */
const CARRY_ROLES: readonly Way[] = [
  "CreateGroup",
  "UpdateGroup",
  "CreateDepartment",
  "UpdateDepartment",
].map((name) => ({ action: `id:${name}`, carries: ["IamRoleTrn"] }));
/** How a sign-in is guarded stands in the login profile as well. */
const SAFE_AUTH: readonly Way[] = ["CreateLoginProfile", "UpdateLoginProfile"].flatMap((name) =>
  ["SafeAuthFlag", "SafeAuthType", "SafeAuthExemptRequired", "SafeAuthExemptDuration"].map((field) => ({
    action: `iam:${name}`,
    carries: [field],
  })),
);

/** Denied action → direct actions that do the same, or the same and more. */
export const DIRECT: Readonly<Record<string, readonly Way[]>> = {
  "id:CreateUser": ["id:CreateUsers", "id:CreateUsersCSV", ...USER_TASKS],
  "id:UpdateUser": ["id:UpdateUsers", "id:UpdateRetrieveUserSyncUser", ...USER_TASKS],
  "id:DeleteUsers": [WITH_MEMBERS, WITH_POOL, { action: "id:DeleteDepartment", carries: ["MemberPolicy"] }],
  "id:CreateGroup": ["id:CreateUserGroupsCsv"],
  "id:DeleteGroup": [WITH_POOL],
  "id:CreatePolicy": ["id:GrantPermission"],
  "id:GrantPermission": ["id:CreatePolicy"],
  "id:DeletePolicy": ["id:DeleteNamespace"],
  "id:DeleteResource": ["id:DeleteNamespace"],
  "id:DeleteAction": ["id:DeleteNamespace"],
  "id:DeletePermissionPoint": ["id:DeleteNamespace"],
  "id:CreateService": ["id:CreateServiceFromTemplate"],
  "id:CreateRoute": [
    "id:BatchCreateRoutes",
    "id:CreateRouteFromTemplate",
    { action: "id:CreateService", carries: ["Routes"] },
    { action: "id:CreateServiceFromTemplate", carries: ["RouteTemplateIds"] },
  ],
  "id:UpdateRoute": ["id:BatchCreateRoutes"],
  "id:DeleteRoute": ["id:BatchCreateRoutes", "id:DeleteService"],
  "id:DisableRoute": [
    "id:BatchCreateRoutes",
    "id:DeleteRoute",
    "id:DeleteService",
    { action: "id:UpdateRoute", carries: ["Status"] },
  ],
  "id:DeleteWorkloadIdentity": ["id:DeleteWorkloadPool"],
  "id:AddUsersToGroup": [
    "id:ChangeUsersGroup",
    "id:CreateUserGroupsCsv",
    "id:CreateTaskCommitAppVisibleUsers",
    "id:CreateTaskMergeUserSync",
  ],
  "id:RemoveUsersFromGroup": [
    "id:ChangeUsersGroup",
    "id:CreateUserGroupsCsv",
    "id:DeleteGroup",
    "id:CreateTaskCommitAppVisibleUsers",
    "id:CreateTaskMergeUserSync",
    "id:DeleteUsers",
  ],
  "id:AddUsersToDepartment": [
    "id:ChangeUsersDepartment",
    ...MEMBERS_IN_BULK,
    "id:CreateTaskCommitAppVisibleUsers",
    "id:CreateTaskMergeUserSync",
  ],
  "id:RemoveUsersFromDepartment": [
    "id:ChangeUsersDepartment",
    "id:DeleteDepartment",
    ...MEMBERS_IN_BULK,
    "id:CreateTaskCommitAppVisibleUsers",
    "id:CreateTaskMergeUserSync",
    "id:DeleteUsers",
  ],
  "id:UpdateDepartmentMember": MEMBERS_IN_BULK,
  "id:CreateDepartment": [...DEPARTMENTS_IN_BULK, "id:CreateTaskCommitAppVisibleUsers"],
  "id:UpdateDepartment": DEPARTMENTS_IN_BULK,
  "id:DeleteDepartment": [...DEPARTMENTS_IN_BULK, WITH_POOL, "id:CreateTaskCommitAppVisibleUsers"],
  "id:CreateOauth2CredentialProvider": ["id:CreateOauth2CredentialProviderDcr"],
  "id:CreateApiKey": [
    { action: "id:CreateInboundAuthConfig", carries: ["ApiKeyAuthConfigs"] },
    { action: "id:UpdateInboundAuthConfig", carries: ["ApiKeyAuthConfig"] },
  ],
  "id:DeleteApiKey": ["id:DeleteInboundAuthConfig"],
  "id:CreateIamRoleAttachment": CARRY_ROLES,
  "id:UpdateIamRoleAttachment": CARRY_ROLES,
  "id:DeleteUserPoolClient": [WITH_POOL],
  "id:DeleteUserPoolDomain": [WITH_POOL],
  "id:DeleteUserPoolCustomAttribute": [WITH_POOL],
  "id:DeleteIdentityProvider": [
    ...IDENTITY_PROVIDERS.map((kind) => `id:DeleteIdentityProvider${kind}`),
    WITH_POOL,
  ],
  ...Object.fromEntries(
    IDENTITY_PROVIDERS.map((kind) => [
      `id:DeleteIdentityProvider${kind}`,
      ["id:DeleteIdentityProvider", WITH_POOL],
    ]),
  ),
  "id:PublishService": [{ action: "id:UpdateService", carries: ["Status"] }],
  "id:PublishRoute": [{ action: "id:UpdateRoute", carries: ["Status"] }],
  "id:DetachInboundAuthConfig": ["id:DeleteInboundAuthConfig"],
  "id:AttachInboundAuthConfig": [{ action: "id:CreateInboundAuthConfig", carries: ["InstanceId"] }],
  "id:BindWorkloadPoolTrustAnchor": [{ action: "id:CreateTrustAnchor", carries: ["WorkloadPoolName"] }],
  "id:UnBindWorkloadPoolTrustAnchor": ["id:DeleteTrustAnchor", "id:DeleteWorkloadPool"],
  "id:AddWorkloadMetaData": [
    { action: "id:UpdateWorkloadIdentity", carries: ["MetaData"] },
    { action: "id:CreateWorkloadIdentity", carries: ["MetaData"] },
  ],
  "id:RemoveWorkloadMetaData": [{ action: "id:UpdateWorkloadIdentity", carries: ["MetaData"] }],
  "id:DeleteSCIMToken": [WITH_POOL, "id:DeleteIdentityProvider"],
  "id:DeleteFaasService": [WITH_POOL],
  "id:DeleteEmailService": [WITH_POOL],
  "id:DeleteExternalProvider": [WITH_POOL],
  "id:DisableIdentityProviderForUser": ["id:DeleteIdentityProvider", "id:DeleteUsers"],
  "id:UnBindCredentialProvider": [
    "id:DeleteApiKeyCredentialProvider",
    "id:DeleteOauth2CredentialProvider",
    "id:DeleteRoleCredentialProvider",
  ],
  "id:DeleteSharedOauth2Credential": ["id:DeleteOauth2CredentialProvider"],
  "iam:DeleteApiKey": ["iam:DeleteUser"],
  "iam:DeleteRole": ["iam:DeleteServiceLinkedRole"],
  "iam:CreateRole": ["iam:CreateServiceLinkedRole"],
  "iam:TagResources": [
    { action: "iam:CreateUser", carries: ["Tags"] },
    { action: "iam:CreateRole", carries: ["Tags"] },
    { action: "iam:CreateServiceLinkedRole", carries: ["Tags"] },
  ],
  "id:TagResources": [
    { action: "id:CreateWorkloadPool", carries: ["Tags"] },
    { action: "id:CreateNamespace", carries: ["Tags"] },
    { action: "id:CreateService", carries: ["Tags"] },
    { action: "id:CreateServiceFromTemplate", carries: ["Tags"] },
    { action: "id:CreateUserPool", carries: ["Tags"] },
  ],
  "cloudidentity:DeprovisionPermissionSet": [
    {
      action: "cloudidentity:DeleteAccountAssignment",
      carries: ["DeprovisionStrategy"],
      is: "DeprovisionForLastPermissionSetOnAccount",
    },
    "cloudidentity:DeletePermissionSet",
  ],
  "cloudidentity:DeleteAccountAssignment": [
    "cloudidentity:DeletePermissionSet",
    "cloudidentity:DeleteUser",
    "cloudidentity:DeleteGroup",
  ],
  "id:GetInboundAuthConfig": ["id:BatchGetInboundAuthConfig", "id:ListInboundAuthConfigs"],
  "id:BatchGetInboundAuthConfig": ["id:GetInboundAuthConfig", "id:ListInboundAuthConfigs"],
  "id:GetIdentityProviderOAuth": ["id:ListIdentityProvidersOAuth"],
  "id:ListIdentityProvidersOAuth": ["id:GetIdentityProviderOAuth"],
  "id:GetIdentityProviderOIDC": ["id:ListIdentityProvidersOIDC"],
  "id:ListIdentityProvidersOIDC": ["id:GetIdentityProviderOIDC"],
  "id:GetIdentityProviderWeCom": ["id:ListIdentityProvidersWeCom"],
  "id:ListIdentityProvidersWeCom": ["id:GetIdentityProviderWeCom"],
  "id:GetIdentityProviderLDAPADAgent": ["id:ListIdentityProviderLDAPADAgent"],
  "id:ListIdentityProviderLDAPADAgent": ["id:GetIdentityProviderLDAPADAgent"],
  "iam:SetSecurityConfig": SAFE_AUTH,
  "iam:DeleteAccessKey": ["iam:DeleteUser"],
  "iam:DeleteLoginProfile": ["iam:DeleteUser"],
  "iam:RemoveUserFromGroup": ["iam:DeleteUser", "iam:DeleteGroup"],
  "iam:DetachUserPolicy": ["iam:DeleteUser", "iam:DeletePolicy"],
  "iam:DetachUserGroupPolicy": ["iam:DeleteGroup", "iam:DeletePolicy"],
  "iam:DetachRolePolicy": ["iam:DeleteRole", "iam:DeletePolicy", "iam:DeleteServiceLinkedRole"],
  "iam:RemoveSAMLProviderCertificate": ["iam:DeleteSAMLProvider"],
  "iam:RemoveClientIDFromOIDCProvider": ["iam:DeleteOIDCProvider"],
  "iam:RemoveThumbprintFromOIDCProvider": ["iam:DeleteOIDCProvider"],
  "cloudidentity:RemoveUserFromGroup": ["cloudidentity:DeleteUser", "cloudidentity:DeleteGroup"],
  "cloudidentity:RemovePermissionPolicyFromPermissionSet": ["cloudidentity:DeletePermissionSet"],
  "cloudidentity:DetachPolicyToUserProvision": ["cloudidentity:DeleteUserProvisioning"],
};
