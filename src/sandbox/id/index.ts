import type { SandboxAction } from "../types.ts";
import { checkActions } from "./check.ts";
import { identityActions } from "./identities.ts";
import { namespaceActions } from "./namespaces.ts";
import { policyActions } from "./policies.ts";
import { tokenActions } from "./tokens.ts";
import { poolActions } from "./workload-pools.ts";

export { issuerPages } from "./documents.ts";
export { ensureDefaultPool } from "./workload-pools.ts";

/** The id service, as far as the sandbox has it. */
export const idActions: readonly SandboxAction[] = [
  ...poolActions,
  ...identityActions,
  ...tokenActions,
  ...namespaceActions,
  ...policyActions,
  ...checkActions,
];
