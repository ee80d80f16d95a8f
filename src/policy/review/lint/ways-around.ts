/**
 * Denied action → what reaches the same end otherwise, in another service or by another kind of thing, and why. Unlike
 * `equivalents.ts` it is not the same thing: a deny does not deny these. From the fields of the actions.
 */
export interface WayAround {
  readonly action: string;
  /** Follows "by which". */
  readonly why: string;
}

const way = (action: string, why: string): WayAround => ({ action, why });

const BY_GROUP = way("iam:AddUserToGroup", "a user gets the policies of a group");
const TO_GROUP = way("iam:AttachUserGroupPolicy", "every user of a group gets the policy");
const TO_USER = way("iam:AttachUserPolicy", "a user gets the policy directly");
const TO_ROLE = way("iam:AttachRolePolicy", "whoever may take the role gets the policy");
const REWRITE = way("iam:UpdatePolicy", "a policy that is attached already says something else");
const ASSIGN = way(
  "cloudidentity:CreateAccountAssignment",
  "a directory user gets the rights of a permission set in the account",
);
const INLINE = way(
  "cloudidentity:AddInlinePolicyToPermissionSet",
  "everybody who has the permission set gets what a document grants",
);
const REWRITE_SET = way(
  "cloudidentity:UpdateInlinePolicyToPermissionSet",
  "everybody who has the permission set gets what a document grants",
);
const SYSTEM = way(
  "cloudidentity:AddSystemPolicyToPermissionSet",
  "everybody who has the permission set gets the policy",
);
const PROVISIONED = way(
  "cloudidentity:AttachPolicyToUserProvision",
  "a provisioned IAM user gets the policy",
);
const ROLE_OF_POOL = way("id:CreateIamRoleAttachment", "users of a user pool get an IAM role");
const ROLE_OF_POOL_CHANGED = way("id:UpdateIamRoleAttachment", "users of a user pool get an IAM role");
const ASSUME = way("sts:AssumeRole", "keys with the role's rights are handed out");
const ROLE_KEYS = way("id:GetRoleCredentials", "keys with a role's rights are handed out");
const ACCESS_KEY = way("iam:CreateAccessKey", "keys with the user's rights are handed out");
const API_KEY = way("iam:CreateApiKey", "a key with the user's rights is handed out");
const LOGIN = way("iam:CreateLoginProfile", "somebody can sign in as the user and make keys");
const LOGIN_CHANGED = way("iam:UpdateLoginProfile", "somebody can sign in as the user under a new password");
const RESET = way(
  "cloudidentity:ResetPassword",
  "somebody can sign in as a directory user under a new password",
);
const PROVISION_USER = way(
  "cloudidentity:CreateUserProvisioning",
  "a directory user becomes an IAM user of the account",
);
const TRUST_OIDC = way(
  "iam:CreateOIDCProvider",
  "whoever another issuer vouches for can take roles that trust it",
);
const TRUST_SAML = way("iam:CreateSAMLProvider", "whoever another identity provider vouches for can sign in");
const TRUST_OAUTH = way(
  "iam:CreateOAuthProvider",
  "whoever another identity provider vouches for can sign in",
);
const TRUST_POOL = way("id:CreateIamOidcProvider", "users of a user pool can take roles that trust it");
const TRUST_DIRECTORY = way(
  "cloudidentity:CreateExternalSAMLIdentityProvider",
  "whoever another identity provider vouches for can sign in to the directory",
);
const TRUST_ROLE = way("iam:UpdateRole", "a role's trust document lets others take it");
const NEW_ROLE = way("iam:CreateRole", "a role's trust document says who may take it");
const POOL_TOKEN_USER = way(
  "id:GetWorkloadAccessTokenForUserId",
  "a token is handed out in the name of any user",
);
const ANCHOR = way(
  "id:CreateTrustAnchor",
  "whoever another issuer vouches for becomes a workload of the pool",
);
const BIND_ANCHOR = way(
  "id:BindWorkloadPoolTrustAnchor",
  "whoever a trust anchor vouches for becomes a workload of the pool",
);

const GIVES_POLICY = [BY_GROUP, TO_GROUP, REWRITE, ASSIGN, PROVISIONED, ROLE_OF_POOL, ROLE_OF_POOL_CHANGED];

const AROUND: Readonly<Record<string, readonly WayAround[]>> = {
  "iam:AttachUserPolicy": [...GIVES_POLICY, ASSUME, ROLE_KEYS],
  "iam:AttachUserGroupPolicy": [TO_USER, TO_ROLE, REWRITE, ASSIGN, PROVISIONED, ROLE_OF_POOL],
  "iam:AttachRolePolicy": [TO_USER, TO_GROUP, REWRITE, ASSIGN],
  "iam:AddUserToGroup": [TO_USER, TO_GROUP, REWRITE, ASSIGN, PROVISIONED],
  "iam:CreatePolicy": [REWRITE, INLINE, REWRITE_SET],
  "iam:UpdatePolicy": [
    way("iam:CreatePolicy", "a document that grants anything is written anew"),
    INLINE,
    REWRITE_SET,
  ],
  "iam:CreateUser": [PROVISION_USER],
  "iam:CreateAccessKey": [LOGIN, LOGIN_CHANGED, API_KEY, ASSUME, ROLE_KEYS],
  "iam:CreateApiKey": [ACCESS_KEY, LOGIN, LOGIN_CHANGED, ASSUME, ROLE_KEYS],
  "iam:CreateLoginProfile": [LOGIN_CHANGED, ACCESS_KEY, PROVISION_USER],
  "iam:UpdateLoginProfile": [LOGIN, ACCESS_KEY],
  "iam:CreateRole": [
    TRUST_ROLE,
    way("cloudidentity:ProvisionPermissionSet", "a permission set becomes a role of the account"),
  ],
  "iam:UpdateRole": [NEW_ROLE],
  "iam:CreateOIDCProvider": [
    TRUST_POOL,
    TRUST_SAML,
    TRUST_OAUTH,
    way("iam:AddClientIDToOIDCProvider", "further clients of a trusted issuer are let in"),
  ],
  "iam:CreateSAMLProvider": [
    TRUST_OIDC,
    TRUST_OAUTH,
    TRUST_DIRECTORY,
    way("iam:UpdateSAMLProvider", "the metadata of a trusted provider is replaced"),
  ],
  "iam:CreateOAuthProvider": [
    TRUST_OIDC,
    TRUST_SAML,
    way("iam:UpdateOAuthProvider", "the addresses of a trusted provider are replaced"),
  ],
  "iam:SetSecurityConfig": [
    way(
      "iam:UpdateAllowedIPAddresses",
      "the list of addresses that may sign in is another guard of the same sign-in",
    ),
  ],
  "sts:AssumeRole": [ROLE_KEYS, TRUST_POOL],
  "id:GetRoleCredentials": [ASSUME],
  "id:CreateIamRoleAttachment": [
    ROLE_KEYS,
    way("id:CreateRoleCredentialProvider", "workloads get an IAM role"),
  ],
  "id:CreateRoleCredentialProvider": [
    ROLE_OF_POOL,
    way("id:UpdateRoleCredentialProvider", "a provider is changed to another role"),
    ASSUME,
  ],
  "id:CreateTrustAnchor": [way("id:UpdateTrustAnchor", "a trusted anchor vouches for others"), BIND_ANCHOR],
  "id:BindWorkloadPoolTrustAnchor": [
    ANCHOR,
    way("id:UpdateTrustAnchor", "a bound anchor vouches for others"),
  ],
  "id:GetWorkloadAccessToken": [
    POOL_TOKEN_USER,
    way("id:GetWorkloadAccessTokenForJWT", "a token of the workload is handed out"),
    ANCHOR,
  ],
  "id:GetWorkloadAccessTokenForJWT": [POOL_TOKEN_USER],
  "id:GetWorkloadAccessTokenForUserId": [
    way("id:GetWorkloadAccessTokenForJWT", "a token is handed out in a user's name"),
  ],
  "id:CreateApiKey": [way("id:AttachInboundAuthConfig", "keys that exist open another instance")],
  "id:GetResourceApiKey": [way("id:GetApiKeyCredentialProvider", "the stored key is read")],
  "id:GetResourceOauth2Token": [
    way("id:CreateSharedOauth2Credential", "a grant is started that workloads share"),
  ],
  "id:CreatePolicy": [
    way("id:UpdatePolicy", "a policy that exists is switched on"),
    way("id:AddUsersToGroup", "a user gets what policies say of a group"),
    way("id:UpdateNamespace", "a namespace is tied to other things"),
  ],
  "id:UpdateUser": [way("id:LinkIdentityProviderToUser", "somebody else's sign-in opens the user's account")],
  "id:CreateUser": [
    way("id:CreateSCIMToken", "whoever holds the token writes users"),
    way("id:CreateIdentityProviderOIDC", "whoever another issuer vouches for becomes a user"),
  ],
  "id:CreateUserPoolClient": [
    way("id:UpdateUserPoolClient", "a client that exists sends users' codes to other addresses"),
  ],
  "cloudidentity:CreateAccountAssignment": [
    way("cloudidentity:AddUserToGroup", "a user gets the assignments of a group"),
    INLINE,
    SYSTEM,
    REWRITE_SET,
    PROVISION_USER,
  ],
  "cloudidentity:AddUserToGroup": [
    ASSIGN,
    way("cloudidentity:CreateSCIMServerCredential", "whoever holds the credential writes groups and members"),
  ],
  "cloudidentity:AddInlinePolicyToPermissionSet": [SYSTEM, REWRITE_SET, REWRITE],
  "cloudidentity:AddSystemPolicyToPermissionSet": [INLINE, REWRITE_SET],
  "cloudidentity:CreateUser": [
    way("cloudidentity:CreateSCIMServerCredential", "whoever holds the credential writes users"),
  ],
  "cloudidentity:CreateUserProvisioning": [way("iam:CreateUser", "an IAM user is made directly")],
  "cloudidentity:AttachPolicyToUserProvision": [TO_USER, TO_GROUP, BY_GROUP],
  "cloudidentity:ResetPassword": [TRUST_DIRECTORY],
  "cloudidentity:CreateSCIMServerCredential": [TRUST_DIRECTORY],
  "cloudidentity:CreateExternalSAMLIdentityProvider": [RESET],
};

/** The ways around a denied action. */
export function waysAround(action: string): readonly WayAround[] {
  return Object.hasOwn(AROUND, action) ? (AROUND[action] ?? []) : [];
}

/** Every action that the table names, for the test that they exist. */
export const NAMED_IN_WAYS: readonly string[] = [
  ...new Set(Object.entries(AROUND).flatMap(([name, ways]) => [name, ...ways.map(({ action }) => action)])),
];
