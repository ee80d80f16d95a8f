/**
 * Cloud Control as another way to direct actions: what one operation on a type stands for, by the permissions that the
 * resource types' handlers ask for and the effects of the API ("Same thing by another way").
 */
export type Operation = "create" | "update" | "delete" | "read" | "list";

export const OPERATION_ACTION: Readonly<Record<Operation, string>> = {
  create: "cloudcontrol:CreateResource",
  update: "cloudcontrol:UpdateResource",
  delete: "cloudcontrol:DeleteResource",
  read: "cloudcontrol:GetResource",
  list: "cloudcontrol:ListResources",
};
export const OPERATIONS = ["create", "update", "delete", "read", "list"] as const;

export interface Door {
  readonly type: string;
  readonly service: string;
  /** Direct actions that one operation on the type stands for. */
  readonly whole: Readonly<Partial<Record<Operation, readonly string[]>>>;
  /** Direct actions that a create or update stands for when it carries the property. */
  readonly properties?: Readonly<Record<string, readonly string[]>>;
}

/**
 * The five plain operations of a type whose direct actions follow one name. Its properties may also hold what
 * further actions read.
 */
function plain(one: string, many = `${one}s`, shown: readonly string[] = []): Door["whole"] {
  return {
    create: [`Create${one}`],
    update: [`Update${one}`],
    delete: [`Delete${one}`],
    read: [`Get${one}`, ...shown],
    list: [`List${many}`, ...shown],
  };
}

/** Who has a policy may have it in one project only. */
const IN_PROJECT = ["AttachPolicyInProject", "DetachPolicyInProject"];

export const DOORS: readonly Door[] = [
  {
    type: "Volcengine::CloudIdentity::Group",
    service: "cloudidentity",
    whole: plain("Group", "Groups", ["ListGroupMembers"]),
    properties: { Members: ["AddUserToGroup", "RemoveUserFromGroup"] },
  },
  {
    type: "Volcengine::CloudIdentity::PermissionSet",
    service: "cloudidentity",
    whole: plain("PermissionSet", "PermissionSets", ["ListPermissionPoliciesInPermissionSet"]),
    properties: {
      PermissionPolicies: [
        "AddSystemPolicyToPermissionSet",
        "AddInlinePolicyToPermissionSet",
        "UpdateInlinePolicyToPermissionSet",
        "RemovePermissionPolicyFromPermissionSet",
      ],
    },
  },
  {
    type: "Volcengine::CloudIdentity::PermissionSetAssignment",
    service: "cloudidentity",
    whole: plain("AccountAssignment", "AccountAssignments", ["ListAccountAssignments"]),
  },
  {
    type: "Volcengine::CloudIdentity::PermissionSetProvisioning",
    service: "cloudidentity",
    whole: {
      create: ["ProvisionPermissionSet"],
      delete: ["DeprovisionPermissionSet"],
      read: ["ListPermissionSetProvisionings"],
      list: ["ListPermissionSetProvisionings"],
    },
  },
  {
    type: "Volcengine::CloudIdentity::User",
    service: "cloudidentity",
    whole: plain("User"),
    properties: { Password: ["ResetPassword"], PasswordResetRequired: ["ResetPassword"] },
  },
  {
    type: "Volcengine::CloudIdentity::UserProvisioning",
    service: "cloudidentity",
    whole: plain("UserProvisioning"),
  },
  {
    type: "Volcengine::IAM::Accesskey",
    service: "iam",
    whole: plain("AccessKey", "AccessKeys", ["ListAccessKeys", "GetAccessKeyLastUsed"]),
  },
  {
    type: "Volcengine::IAM::AllowedIpAddress",
    service: "iam",
    whole: {
      create: ["UpdateAllowedIPAddresses"],
      update: ["UpdateAllowedIPAddresses"],
      delete: ["UpdateAllowedIPAddresses"],
      read: ["GetAllowedIPAddresses"],
    },
  },
  {
    type: "Volcengine::IAM::Group",
    service: "iam",
    whole: plain("Group", "Groups", ["ListUsersForGroup", "ListAttachedUserGroupPolicies"]),
    properties: {
      Users: ["AddUserToGroup", "RemoveUserFromGroup"],
      AttachedPolicies: ["AttachUserGroupPolicy", "DetachUserGroupPolicy"],
    },
  },
  { type: "Volcengine::IAM::OauthProvider", service: "iam", whole: plain("OAuthProvider") },
  {
    type: "Volcengine::IAM::OidcProvider",
    service: "iam",
    whole: plain("OIDCProvider"),
    properties: {
      ClientIds: ["AddClientIDToOIDCProvider", "RemoveClientIDFromOIDCProvider"],
      Thumbprints: ["AddThumbprintToOIDCProvider", "RemoveThumbprintFromOIDCProvider"],
    },
  },
  {
    type: "Volcengine::IAM::Policy",
    service: "iam",
    whole: plain("Policy", "Policies", ["ListEntitiesForPolicy"]),
    properties: {
      PolicyUsers: ["AttachUserPolicy", "DetachUserPolicy", ...IN_PROJECT],
      PolicyRoles: ["AttachRolePolicy", "DetachRolePolicy", ...IN_PROJECT],
      PolicyUserGroups: ["AttachUserGroupPolicy", "DetachUserGroupPolicy", ...IN_PROJECT],
    },
  },
  { type: "Volcengine::IAM::Project", service: "iam", whole: plain("Project") },
  {
    type: "Volcengine::IAM::Role",
    service: "iam",
    whole: {
      ...plain("Role", "Roles", ["ListAttachedRolePolicies"]),
      create: ["CreateRole", "CreateServiceLinkedRole"],
      delete: ["DeleteRole", "DeleteServiceLinkedRole"],
    },
    properties: {
      Policies: ["AttachRolePolicy", "DetachRolePolicy"],
      Tags: ["TagResources", "UntagResources"],
    },
  },
  {
    type: "Volcengine::IAM::SamlProvider",
    service: "iam",
    whole: plain("SAMLProvider", "SAMLProviders", ["ListSAMLProviderCertificates"]),
    properties: { Certificates: ["AddSAMLProviderCertificate", "RemoveSAMLProviderCertificate"] },
  },
  {
    type: "Volcengine::IAM::User",
    service: "iam",
    whole: plain("User", "Users", [
      ...["ListGroupsForUser", "ListAttachedUserPolicies", "GetLoginProfile", "GetSecurityConfig"],
      ...["ListAccessKeys", "GetAccessKeyLastUsed"],
    ]),
    properties: {
      Policies: ["AttachUserPolicy", "DetachUserPolicy"],
      Groups: ["AddUserToGroup", "RemoveUserFromGroup"],
      LoginProfile: ["CreateLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"],
      SecurityConfig: ["SetSecurityConfig"],
      Tags: ["TagResources", "UntagResources"],
    },
  },
  {
    type: "Volcengine::ID::Service",
    service: "id",
    whole: {
      ...plain("Service", "Services", ["ListRoutes"]),
      delete: ["DeleteService", "DeleteRoute", "DisableRoute"],
    },
    properties: {
      Routes: ["CreateRoute", "BatchCreateRoutes", "UpdateRoute", "DeleteRoute"],
      Status: ["PublishService"],
      Tags: ["TagResources", "UntagResources"],
    },
  },
];
