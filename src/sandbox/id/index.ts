import type { SandboxAction } from "../types.ts";
import { checkActions } from "./permissions/check.ts";
import { namespaceActions } from "./permissions/namespaces.ts";
import { policyActions } from "./permissions/policies.ts";
import { identityActions } from "./workloads/identities.ts";
import { tokenActions } from "./workloads/tokens.ts";
import { poolActions } from "./workloads/workload-pools.ts";

export { issuerPages } from "./workloads/documents.ts";
export { ensureDefaultPool } from "./workloads/workload-pools.ts";

/** The id service, as far as the sandbox has it. */
export const idActions: readonly SandboxAction[] = [
  ...poolActions,
  ...identityActions,
  ...tokenActions,
  ...namespaceActions,
  ...policyActions,
  ...checkActions,
];
