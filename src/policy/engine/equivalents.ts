/**
 * The same thing by another way: a rule that denies an action denies these too. Facts: effects of the API
 * ("Same thing by another way"), and what goes along when the thing that holds others goes.
 */
import { DOORS, type Door, OPERATION_ACTION, OPERATIONS } from "./doors.ts";
import { type Condition, type DenyRule, PATCH, type Path, TARGET_STATE } from "./model.ts";

/** Another action, and what it must carry to be another way; always where nothing is named. */
type Way = string | { readonly action: string; readonly carries: Path; readonly is?: boolean };

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
const DIRECT: Readonly<Record<string, readonly Way[]>> = {
  "id:CreateUser": ["id:CreateUsers", "id:CreateUsersCSV", ...USER_TASKS],
  "id:UpdateUser": ["id:UpdateUsers", "id:UpdateRetrieveUserSyncUser", ...USER_TASKS],
  "id:DeleteUsers": [WITH_MEMBERS, WITH_POOL],
  "id:CreateGroup": ["id:CreateUserGroupsCsv"],
  "id:DeleteGroup": [WITH_POOL],
  "id:CreatePolicy": ["id:GrantPermission"],
  "id:GrantPermission": ["id:CreatePolicy"],
  "id:DeletePolicy": ["id:DeleteNamespace"],
  "id:DeleteResource": ["id:DeleteNamespace"],
  "id:DeleteAction": ["id:DeleteNamespace"],
  "id:DeletePermissionPoint": ["id:DeleteNamespace"],
  "id:CreateService": ["id:CreateServiceFromTemplate"],
  "id:CreateRoute": ["id:BatchCreateRoutes", "id:CreateRouteFromTemplate"],
  "id:UpdateRoute": ["id:BatchCreateRoutes"],
  "id:DeleteRoute": ["id:BatchCreateRoutes", "id:DeleteService"],
  "id:DisableRoute": ["id:BatchCreateRoutes", "id:DeleteRoute", "id:DeleteService"],
  "id:DeleteWorkloadIdentity": ["id:DeleteWorkloadPool"],
  "id:AddUsersToGroup": ["id:ChangeUsersGroup", "id:CreateUserGroupsCsv"],
  "id:RemoveUsersFromGroup": ["id:ChangeUsersGroup", "id:CreateUserGroupsCsv", "id:DeleteGroup"],
  "id:AddUsersToDepartment": ["id:ChangeUsersDepartment", ...MEMBERS_IN_BULK],
  "id:RemoveUsersFromDepartment": ["id:ChangeUsersDepartment", "id:DeleteDepartment", ...MEMBERS_IN_BULK],
  "id:UpdateDepartmentMember": MEMBERS_IN_BULK,
  "id:CreateDepartment": DEPARTMENTS_IN_BULK,
  "id:UpdateDepartment": DEPARTMENTS_IN_BULK,
  "id:DeleteDepartment": [...DEPARTMENTS_IN_BULK, WITH_POOL],
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
  "iam:SetSecurityConfig": SAFE_AUTH,
  "iam:DeleteAccessKey": ["iam:DeleteUser"],
  "iam:DeleteLoginProfile": ["iam:DeleteUser"],
  "iam:RemoveUserFromGroup": ["iam:DeleteUser", "iam:DeleteGroup"],
  "iam:DetachUserPolicy": ["iam:DeleteUser", "iam:DeletePolicy"],
  "iam:DetachUserGroupPolicy": ["iam:DeleteGroup", "iam:DeletePolicy"],
  "iam:DetachRolePolicy": ["iam:DeleteRole", "iam:DeletePolicy"],
  "iam:RemoveSAMLProviderCertificate": ["iam:DeleteSAMLProvider"],
  "iam:RemoveClientIDFromOIDCProvider": ["iam:DeleteOIDCProvider"],
  "iam:RemoveThumbprintFromOIDCProvider": ["iam:DeleteOIDCProvider"],
  "cloudidentity:RemoveUserFromGroup": ["cloudidentity:DeleteUser", "cloudidentity:DeleteGroup"],
  "cloudidentity:RemovePermissionPolicyFromPermissionSet": ["cloudidentity:DeletePermissionSet"],
  "cloudidentity:DetachPolicyToUserProvision": ["cloudidentity:DeleteUserProvisioning"],
};

/**
 * Parameters that mean the same in every action of their service that has them: what holds the thing. A condition on one
 * of them goes over to the other way; so a deny for one pool does not close the others.
 */
export const SCOPES: readonly string[] = ["UserPoolUid", "NamespaceName", "WorkloadPoolName", "PoolName"];

type Takes = (action: string, parameter: string) => boolean;

/**
 * The rule and what it implies. Whom it is for and where goes over to the other ways. Other conditions speak of one
 * action's parameters and cannot be judged on another's: INVARIANT: an implied rule denies without them (what cannot be
 * decided denies). A deny of Cloud Control calls implies the direct actions where it lists `types`; without, it closes
 * that door alone.
 */
export function withEquivalents(rule: DenyRule, takes: Takes): readonly DenyRule[] {
  const direct = [...rule.actions].flatMap((name) => (DIRECT[name] ?? []).map((way) => ({ way, name })));
  // By which of the rule's own actions each one is denied.
  const denied = new Map([...rule.actions].map((name) => [name, name]));
  for (const { way, name } of direct) {
    if (typeof way === "string" && !denied.has(way)) denied.set(way, name);
  }
  const viaTypes = DOORS.filter(({ type }) => rule.types?.has(type)).flatMap((door) =>
    OPERATIONS.map((operation) => ({ operation, name: OPERATION_ACTION[operation] }))
      .filter(({ name }) => rule.actions.has(name))
      .flatMap(({ operation, name }) =>
        qualified(door, door.whole[operation] ?? []).map((way): { way: Way; name: string } => ({
          way,
          name,
        })),
      ),
  );
  const rules: DenyRule[] = [rule];
  for (const { way, name } of [...direct, ...viaTypes]) {
    const { action, ...carried } = typeof way === "string" ? { action: way } : way;
    if (rule.actions.has(action)) continue;
    const scope = rule.when.filter(({ path }) => isScope(path) && takes(action, path.join(".")));
    rules.push({ ...denyOf(rule, action, name), when: [...scope, ...mustCarry(carried)] });
  }
  for (const door of DOORS) rules.push(...throughDoor(rule, door, denied));
  return rules;
}

function isScope(path: Path): boolean {
  const [first = ""] = path;
  return path.length === 1 && SCOPES.includes(first);
}

/** What is not there is not carried; what is there counts unless it is plainly something else. */
function mustCarry({
  carries,
  is,
}: {
  readonly carries?: Path;
  readonly is?: boolean;
}): readonly Condition[] {
  if (carries === undefined) return [];
  const there: Condition = { path: carries, operators: [{ kind: "present" }] };
  return is === undefined ? [there] : [there, { path: carries, operators: [{ kind: "in", values: [is] }] }];
}

function throughDoor(rule: DenyRule, door: Door, denied: ReadonlyMap<string, string>): readonly DenyRule[] {
  const hit = (names: readonly string[] = []) => {
    const found = qualified(door, names).find((name) => denied.has(name));
    return found === undefined ? undefined : denied.get(found);
  };
  const { type } = door;
  const rules = OPERATIONS.flatMap((operation) => {
    const name = hit(door.whole[operation]);
    return name === undefined ? [] : [denyOf(rule, OPERATION_ACTION[operation], name, { type })];
  });
  for (const [property, names] of Object.entries(door.properties ?? {})) {
    const name = hit(names);
    if (name === undefined) continue;
    for (const [action, root] of [
      [OPERATION_ACTION.create, TARGET_STATE],
      [OPERATION_ACTION.update, PATCH],
    ] as const) {
      rules.push(denyOf(rule, action, name, { type, carries: [root, property] }));
    }
  }
  return rules;
}

function qualified(door: Door, names: readonly string[]): readonly string[] {
  return names.map((name) => `${door.service}:${name}`);
}

function denyOf(
  { id, line, who }: DenyRule,
  action: string,
  standsFor: string,
  { type, carries }: { readonly type?: string; readonly carries?: Path } = {},
): DenyRule {
  return {
    id,
    line,
    actions: new Set([action]),
    who,
    types: type === undefined ? undefined : new Set([type]),
    when: carries === undefined ? [] : mustCarry({ carries }),
    implied: true,
    standsFor,
  };
}
