/** What an agent is to do: the policies that `policy init` writes. */
export const ROLES = ["read-only", "workload-provisioner", "directory-admin", "sso-admin"] as const;
export type Role = (typeof ROLES)[number];
