/**
 * The same thing by another way: a rule that denies an action denies these too. Facts: effects of the API
 * ("Same thing by another way") and the permissions that the resource types' handlers ask for.
 */
import { type DenyRule, PATCH, type Path } from "./model.ts";

/** Take users over from elsewhere: they create who is missing and overwrite who is there. */
const USER_TASKS = [
  "id:CreateTaskRetrieveUserSync",
  "id:CreateTaskRetrieveUserSyncAttachment",
  "id:CreateTaskMergeUserSync",
  "id:CreateTaskCommitAppVisibleUsers",
];
const MEMBERS_IN_BULK = ["id:BatchSyncDepartmentMembers", "id:CommitDepartmentSyncSession"];
const DEPARTMENTS_IN_BULK = ["id:BatchUpsertDepartments", "id:CommitDepartmentSyncSession"];

/** Denied action → direct actions that do the same, or the same and more. */
const DIRECT: Readonly<Record<string, readonly string[]>> = {
  "id:CreateUser": ["id:CreateUsers", "id:CreateUsersCSV", ...USER_TASKS],
  "id:UpdateUser": ["id:UpdateUsers", ...USER_TASKS],
  "id:CreatePolicy": ["id:GrantPermission"],
  "id:GrantPermission": ["id:CreatePolicy"],
  "id:CreateService": ["id:CreateServiceFromTemplate"],
  "id:CreateRoute": ["id:BatchCreateRoutes", "id:CreateRouteFromTemplate"],
  "id:UpdateRoute": ["id:BatchCreateRoutes"],
  "id:DeleteRoute": ["id:BatchCreateRoutes", "id:DeleteService"],
  "id:DeletePolicy": ["id:DeleteNamespace"],
  "id:AddUsersToGroup": ["id:ChangeUsersGroup", "id:CreateUserGroupsCsv"],
  "id:RemoveUsersFromGroup": ["id:ChangeUsersGroup", "id:CreateUserGroupsCsv"],
  "id:AddUsersToDepartment": ["id:ChangeUsersDepartment", ...MEMBERS_IN_BULK],
  "id:RemoveUsersFromDepartment": ["id:ChangeUsersDepartment", ...MEMBERS_IN_BULK],
  "id:UpdateDepartmentMember": MEMBERS_IN_BULK,
  "id:CreateDepartment": DEPARTMENTS_IN_BULK,
  "id:UpdateDepartment": DEPARTMENTS_IN_BULK,
  "id:DeleteDepartment": DEPARTMENTS_IN_BULK,
  "id:CreateOauth2CredentialProvider": ["id:CreateOauth2CredentialProviderDcr"],
  "id:DeleteIdentityProviderOAuth": ["id:DeleteIdentityProvider"],
  "id:DeleteIdentityProviderOIDC": ["id:DeleteIdentityProvider"],
  "id:DeleteIdentityProviderSAML": ["id:DeleteIdentityProvider"],
  "id:DeleteIdentityProviderTokenExchange": ["id:DeleteIdentityProvider"],
  "id:DeleteIdentityProviderWeCom": ["id:DeleteIdentityProvider"],
  "id:DeleteIdentityProviderLDAPADAgent": ["id:DeleteIdentityProvider"],
};

type Operation = "create" | "update" | "delete" | "read" | "list";

const OPERATION_ACTION: Readonly<Record<Operation, string>> = {
  create: "cloudcontrol:CreateResource",
  update: "cloudcontrol:UpdateResource",
  delete: "cloudcontrol:DeleteResource",
  read: "cloudcontrol:GetResource",
  list: "cloudcontrol:ListResources",
};
const OPERATIONS = ["create", "update", "delete", "read", "list"] as const;

interface Door {
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

const DOORS: readonly Door[] = [
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

/**
 * The rule and what it implies. Conditions speak of one action's parameters and cannot be judged on another's:
 * INVARIANT: an implied rule denies without them (what cannot be decided denies). A deny of Cloud Control calls
 * implies the direct actions where it lists `types`; without, it closes that door alone.
 */
export function withEquivalents(rule: DenyRule): readonly DenyRule[] {
  const direct = [...rule.actions].flatMap((name) => DIRECT[name] ?? []);
  const denied = new Set([...rule.actions, ...direct]);
  const viaTypes = DOORS.filter(({ type }) => rule.types?.has(type)).flatMap((door) =>
    OPERATIONS.filter((operation) => rule.actions.has(OPERATION_ACTION[operation])).flatMap((operation) =>
      qualified(door, door.whole[operation] ?? []),
    ),
  );
  const implied = [...direct, ...viaTypes].filter((name) => !rule.actions.has(name));
  const rules: DenyRule[] = [rule];
  if (implied.length > 0) rules.push(denyOf(rule.id, implied));
  for (const door of DOORS) rules.push(...throughDoor(rule.id, door, denied));
  return rules;
}

function throughDoor(id: string, door: Door, denied: ReadonlySet<string>): readonly DenyRule[] {
  const hits = (names: readonly string[] = []) => qualified(door, names).some((name) => denied.has(name));
  const whole = OPERATIONS.filter((operation) => hits(door.whole[operation]));
  const properties = Object.entries(door.properties ?? {}).filter(([, names]) => hits(names));
  const rules = whole.map((operation) => denyOf(id, [OPERATION_ACTION[operation]], door.type));
  for (const [property] of properties) {
    rules.push(denyOf(id, [OPERATION_ACTION.create], door.type, ["TargetState", property]));
    rules.push(denyOf(id, [OPERATION_ACTION.update], door.type, [PATCH, property]));
  }
  return rules;
}

function qualified(door: Door, names: readonly string[]): readonly string[] {
  return names.map((name) => `${door.service}:${name}`);
}

function denyOf(id: string, actions: readonly string[], type?: string, carries?: Path): DenyRule {
  return {
    id,
    actions: new Set(actions),
    types: type === undefined ? undefined : new Set([type]),
    when: carries === undefined ? [] : [{ path: carries, operators: [{ kind: "present" }] }],
  };
}
