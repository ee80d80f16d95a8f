/** Policies to begin with, by what an agent is to do. Each loads as it is; what is to be filled in says so. */
import type { Role } from "./roles.ts";

/** Lines of a policy; `account` is the pinned one's, or a comment that says what to fill in. */
interface Filling {
  /** `account: "…"`, or that line as a comment. */
  readonly account: string;
  /** An account that stands as an example where one has to be listed. */
  readonly member: string;
}

const READ_ONLY = ({ account }: Filling) => `# What agents may do: read.
version: 1
${account}

# Plain reads need no rule. Reads that hand back a stored secret need one, and there is none here: they are refused.
# With \`reads: listed\` every read needs a rule, such as the one below.
reads: allow

# allow:
#   - id: pools
#     actions: ["id:ListWorkloadPools", "id:GetWorkloadPool"]
`;

const WORKLOAD_PROVISIONER = ({
  account,
}: Filling) => `# What agents may do: provision workload identities in pools of one prefix.
version: 1
${account}

# Hosts that addresses in calls may point to, such as the return URLs of an identity.
hosts: []

reads: allow

# Who may sign what needs a second person: \`idgate approvals keygen\` prints the key.
# approvers:
#   - { name: security, key: "ed25519:…" }

allow:
  - id: own-pools
    actions:
      - id:CreateWorkloadPool
      - id:UpdateWorkloadPool
      - id:CreateWorkloadIdentity
      - id:UpdateWorkloadIdentity
      - id:AddWorkloadMetaData
    when:
      WorkloadPoolName: { like: "agent-*" }
    budget: { max: 20, per: hour }

  # Stores a third party's key under a name; agents hand it over by reference and never see it.
  - id: keys-of-own-pools
    actions: ["id:CreateApiKeyCredentialProvider"]
    when:
      PoolName: { like: "agent-*" }
    approval: ask
    budget: { max: 10, per: day }

  # What goes is gone: a person is asked.
  - id: remove-from-own-pools
    actions: ["id:DeleteWorkloadIdentity", "id:RemoveWorkloadMetaData", "id:DeleteWorkloadPool"]
    when:
      WorkloadPoolName: { like: "agent-*" }
    approval: ask
    budget: { max: 5, per: day }

  # A token lets its holder act as the identity. To hand some out, name approvers above and take this rule in.
  # - id: tokens-of-own-pools
  #   actions: ["id:GetWorkloadAccessToken"]
  #   when:
  #     WorkloadPoolName: { like: "agent-*" }
  #     DurationSeconds: { max: 900 }
  #   approval: second-person

deny:
  # A call without a pool means the pool \`default\`. It stays out of reach whatever rules come later.
  - id: never-the-default-pool
    actions:
      - id:UpdateWorkloadPool
      - id:DeleteWorkloadPool
      - id:CreateWorkloadIdentity
      - id:UpdateWorkloadIdentity
      - id:DeleteWorkloadIdentity
      - id:AddWorkloadMetaData
      - id:RemoveWorkloadMetaData
      - id:GetWorkloadAccessToken*
    when:
      WorkloadPoolName: default
`;

const DIRECTORY_ADMIN = ({
  account,
}: Filling) => `# What agents may do: look after the users and groups of the directory.
version: 1
${account}

reads: allow

# Who may sign what needs a second person: \`idgate approvals keygen\` prints the key.
# approvers:
#   - { name: security, key: "ed25519:…" }

allow:
  # A new user or group has no rights yet.
  - id: users-and-groups
    actions: ["cloudidentity:CreateUser", "cloudidentity:CreateGroup", "cloudidentity:UpdateGroup"]
    budget: { max: 50, per: hour }

  # Who may change a sign-in name, an e-mail address or a phone number may sign in as somebody: those stay as they are.
  - id: names-of-users
    actions: ["cloudidentity:UpdateUser"]
    only: [UserId, DisplayName, Description]
    approval: ask
    budget: { max: 50, per: day }

  # A member has every right of the group. List the groups whose members agents may add, by id; once approvers are named,
  # second-person is the better approval.
  - id: members
    actions: ["cloudidentity:AddUserToGroup"]
    when:
      GroupId: { in: [fill-in-the-group-id] }
    approval: ask
    budget: { max: 20, per: day }

  # What goes is gone: a person is asked.
  - id: remove
    actions: ["cloudidentity:RemoveUserFromGroup", "cloudidentity:DeleteUser", "cloudidentity:DeleteGroup"]
    approval: ask
    budget: { max: 10, per: day }

deny:
  # How people sign in, and what may write the whole directory, is nobody's by way of an agent.
  - id: no-sign-in
    actions:
      - cloudidentity:ResetPassword
      - cloudidentity:CreateExternalSAMLIdentityProvider
      - cloudidentity:CreateSCIMServerCredential
      - cloudidentity:EnableService
      - cloudidentity:DisableService
      - cloudidentity:EnablePortalLoginSetting
      - cloudidentity:DisablePortalLoginSetting
`;

const SSO_ADMIN = ({
  account,
  member,
}: Filling) => `# What agents may do: keep permission sets, and assign them in listed accounts.
version: 1
${account}

# Hosts that landing pages of permission sets may point to.
hosts: []

reads: allow

# Who may sign what needs a second person: \`idgate approvals keygen\` prints the key.
# approvers:
#   - { name: security, key: "ed25519:…" }

allow:
  # A new permission set is empty.
  - id: permission-sets
    actions: ["cloudidentity:CreatePermissionSet", "cloudidentity:UpdatePermissionSet"]
    budget: { max: 20, per: hour }

  # List the system policies that a set may get. Each gives its rights to all who have the set.
  - id: policies-of-sets
    actions: ["cloudidentity:AddSystemPolicyToPermissionSet"]
    when:
      PermissionPolicyName: { in: [ReadOnlyAccess] }
    approval: ask
    budget: { max: 10, per: day }

  # Who gets a set may sign in to the account with its rights. List the accounts; once approvers are named, second-person
  # is the better approval.
  - id: assign-to-groups
    actions: ["cloudidentity:CreateAccountAssignment"]
    when:
      TargetId: { in: ["${member}"] }
      PrincipalType: Group
    approval: ask
    budget: { max: 10, per: day }
  - id: deploy
    actions: ["cloudidentity:ProvisionPermissionSet"]
    when:
      TargetId: { in: ["${member}"] }
    approval: ask
    budget: { max: 10, per: day }

  # What goes is gone: a person is asked.
  - id: withdraw
    actions: ["cloudidentity:DeleteAccountAssignment", "cloudidentity:DeprovisionPermissionSet"]
    when:
      TargetId: { in: ["${member}"] }
    approval: ask
    budget: { max: 10, per: day }
  - id: remove-sets
    actions: ["cloudidentity:DeletePermissionSet"]
    approval: ask
    budget: { max: 5, per: day }

deny:
  # All rights there are stay out of reach, whatever rules come later.
  - id: no-administrators
    actions: ["cloudidentity:AddSystemPolicyToPermissionSet"]
    when:
      PermissionPolicyName: AdministratorAccess
`;

const STARTERS: Readonly<Record<Role, (filling: Filling) => string>> = {
  "read-only": READ_ONLY,
  "workload-provisioner": WORKLOAD_PROVISIONER,
  "directory-admin": DIRECTORY_ADMIN,
  "sso-admin": SSO_ADMIN,
};

/** An example, not anybody's account. */
const EXAMPLE = "2100000000";
const UNPINNED = `# Fill in the account before a real one is used: without it only the sandbox takes rules that allow.
# account: "${EXAMPLE}"`;

/** The policy for a role. @param account digits of the account to pin; undefined leaves a comment that says to. */
export function starter(role: Role, account: string | undefined): string {
  return STARTERS[role]({
    account: account === undefined ? UNPINNED : `account: "${account}"`,
    member: account ?? EXAMPLE,
  });
}
