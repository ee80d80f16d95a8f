/** What a caller must be allowed beside a call of Cloud Control: the actions that a type's handlers call in its place. */

const OPERATIONS = ["create", "read", "update", "delete", "list"] as const;
export type Handler = (typeof OPERATIONS)[number];

/** Actions by handler, as the schema of the type lists them; a type without a handler has none. */
export type Permissions = Readonly<Partial<Record<Handler, readonly string[]>>>;

function of(service: string, handlers: Readonly<Partial<Record<Handler, string>>>): Permissions {
  return Object.fromEntries(
    OPERATIONS.flatMap((handler) => {
      const names = handlers[handler]?.split(" ").map((name) => `${service}:${name}`);
      return names === undefined ? [] : [[handler, names] as const];
    }),
  );
}

/** By type name (`handlers` of the types' schemas). */
const PERMISSIONS: Readonly<Record<string, Permissions>> = {
  "Volcengine::CloudIdentity::Group": of("cloudidentity", {
    create: "CreateGroup AddUserToGroup ListGroupMembers GetGroup",
    delete: "DeleteGroup GetGroup",
    list: "ListGroups",
    read: "GetGroup ListGroupMembers",
    update: "UpdateGroup AddUserToGroup RemoveUserFromGroup GetGroup ListGroupMembers",
  }),
  "Volcengine::CloudIdentity::PermissionSet": of("cloudidentity", {
    create:
      "CreatePermissionSet AddSystemPolicyToPermissionSet AddInlinePolicyToPermissionSet GetPermissionSet ListPermissionPoliciesInPermissionSet ListPermissionSets",
    delete: "DeletePermissionSet GetPermissionSet",
    list: "ListPermissionSets",
    read: "GetPermissionSet ListPermissionPoliciesInPermissionSet ListPermissionSets",
    update:
      "UpdatePermissionSet AddSystemPolicyToPermissionSet AddInlinePolicyToPermissionSet UpdateInlinePolicyToPermissionSet RemovePermissionPolicyFromPermissionSet GetPermissionSet ListPermissionPoliciesInPermissionSet ListPermissionSets",
  }),
  "Volcengine::CloudIdentity::PermissionSetAssignment": of("cloudidentity", {
    create: "CreateAccountAssignment GetTaskStatus ListAccountAssignments",
    delete: "DeleteAccountAssignment GetTaskStatus ListAccountAssignments",
    list: "ListAccountAssignments",
    read: "ListAccountAssignments",
  }),
  "Volcengine::CloudIdentity::PermissionSetProvisioning": of("cloudidentity", {
    create: "ProvisionPermissionSet ListPermissionSetProvisionings",
    delete: "DeprovisionPermissionSet GetTaskStatus",
    list: "ListPermissionSetProvisionings",
    read: "ListPermissionSetProvisionings",
  }),
  "Volcengine::CloudIdentity::User": of("cloudidentity", {
    create: "CreateUser ResetPassword GetUser",
    delete: "DeleteUser GetUser",
    list: "ListUsers",
    read: "GetUser",
    update: "UpdateUser ResetPassword GetUser",
  }),
  "Volcengine::CloudIdentity::UserProvisioning": of("cloudidentity", {
    create: "CreateUserProvisioning GetUserProvisioning",
    delete: "DeleteUserProvisioning GetUserProvisioning",
    list: "ListUserProvisionings",
    read: "GetUserProvisioning",
  }),
  "Volcengine::IAM::Accesskey": of("iam", {
    create: "CreateAccessKey ListAccessKeys GetAccessKeyLastUsed",
    delete: "DeleteAccessKey ListAccessKeys GetAccessKeyLastUsed",
    list: "ListAccessKeys",
    read: "ListAccessKeys GetAccessKeyLastUsed GetUser GetLoginProfile",
    update: "UpdateAccessKey ListAccessKeys GetAccessKeyLastUsed GetUser GetLoginProfile",
  }),
  "Volcengine::IAM::AllowedIpAddress": of("iam", {
    create: "UpdateAllowedIPAddresses GetAllowedIPAddresses",
    delete: "UpdateAllowedIPAddresses GetAllowedIPAddresses",
    read: "GetAllowedIPAddresses",
    update: "UpdateAllowedIPAddresses GetAllowedIPAddresses",
  }),
  "Volcengine::IAM::Group": of("iam", {
    create:
      "CreateGroup AddUserToGroup AttachUserGroupPolicy GetGroup ListUsersForGroup ListAttachedUserGroupPolicies",
    delete: "DeleteGroup GetGroup",
    list: "ListGroups",
    read: "GetGroup ListUsersForGroup ListAttachedUserGroupPolicies",
    update:
      "UpdateGroup RemoveUserFromGroup AddUserToGroup GetGroup ListUsersForGroup ListAttachedUserGroupPolicies AttachUserGroupPolicy DetachUserGroupPolicy",
  }),
  "Volcengine::IAM::OauthProvider": of("iam", {
    create: "CreateOAuthProvider GetOAuthProvider",
    delete: "DeleteOAuthProvider GetOAuthProvider",
    read: "GetOAuthProvider",
    update: "UpdateOAuthProvider GetOAuthProvider",
  }),
  "Volcengine::IAM::OidcProvider": of("iam", {
    create: "CreateOIDCProvider GetOIDCProvider",
    delete: "DeleteOIDCProvider GetOIDCProvider",
    list: "ListOIDCProviders",
    read: "GetOIDCProvider",
    update:
      "UpdateOIDCProvider AddClientIDToOIDCProvider RemoveClientIDFromOIDCProvider AddThumbprintToOIDCProvider RemoveThumbprintFromOIDCProvider GetOIDCProvider",
  }),
  "Volcengine::IAM::Policy": of("iam", {
    create: "CreatePolicy GetPolicy ListEntitiesForPolicy",
    delete: "DeletePolicy GetPolicy ListEntitiesForPolicy",
    list: "ListPolicies",
    read: "GetPolicy ListEntitiesForPolicy",
    update:
      "UpdatePolicy DetachPolicyInProject DetachUserPolicy DetachRolePolicy DetachUserGroupPolicy AttachPolicyInProject AttachUserPolicy AttachRolePolicy AttachUserGroupPolicy GetPolicy ListEntitiesForPolicy",
  }),
  "Volcengine::IAM::Project": of("iam", {
    create: "CreateProject GetProject",
    delete: "DeleteProject GetProject",
    list: "ListProjects",
    read: "GetProject",
    update: "UpdateProject GetProject",
  }),
  "Volcengine::IAM::Role": of("iam", {
    create:
      "CreateRole CreateServiceLinkedRole GetServiceLinkedRoleTemplate AttachRolePolicy GetRole ListAttachedRolePolicies",
    delete: "DeleteRole DeleteServiceLinkedRole GetRole",
    list: "ListRoles",
    read: "GetRole ListAttachedRolePolicies",
    update:
      "UpdateRole AttachRolePolicy DetachRolePolicy GetRole ListAttachedRolePolicies TagResources UntagResources",
  }),
  "Volcengine::IAM::SamlProvider": of("iam", {
    create: "CreateSAMLProvider GetSAMLProvider ListSAMLProviderCertificates",
    delete: "DeleteSAMLProvider GetSAMLProvider",
    list: "ListSAMLProviders",
    read: "GetSAMLProvider ListSAMLProviderCertificates",
    update: "UpdateSAMLProvider ListSAMLProviderCertificates GetSAMLProvider",
  }),
  "Volcengine::IAM::User": of("iam", {
    create:
      "CreateUser AddUserToGroup RemoveUserFromGroup AttachUserPolicy DetachUserPolicy ListGroupsForUser ListAttachedUserPolicies GetSecurityConfig SetSecurityConfig GetUser GetLoginProfile UpdateLoginProfile ListAccessKeys GetAccessKeyLastUsed",
    delete: "DeleteUser GetUser ListAccessKeys",
    list: "ListUsers",
    read: "ListGroupsForUser ListAttachedUserPolicies GetUser GetLoginProfile GetSecurityConfig ListAccessKeys GetAccessKeyLastUsed",
    update:
      "GetUser UpdateUser UntagResources TagResources ListAttachedUserPolicies AttachUserPolicy DetachUserPolicy ListGroupsForUser AddUserToGroup RemoveUserFromGroup GetLoginProfile UpdateLoginProfile GetSecurityConfig SetSecurityConfig ListAccessKeys GetAccessKeyLastUsed",
  }),
  "Volcengine::ID::Service": of("id", {
    create: "CreateService GetService",
    delete: "ListRoutes DisableRoute DeleteRoute DeleteService GetService",
    list: "ListServices",
    read: "ListRoutes GetService",
    update: "UpdateService UntagResources TagResources PublishService GetService",
  }),
};

/** @throws Error for a type that has none: a mistake of the sandbox's */
export function permissionsOf(typeName: string): Permissions {
  const permissions = PERMISSIONS[typeName];
  if (permissions === undefined) throw new Error(`There are no permissions for ${typeName}.`);
  return permissions;
}
