import type { SandboxAction } from "../types.ts";
import { checkActions } from "./permissions/check.ts";
import { namespaceActions } from "./permissions/namespaces.ts";
import { policyActions } from "./permissions/policies.ts";
import { tokenActions } from "./workloads/tokens.ts";

/** The id service's actions that are no part of a family of their own yet. */
export const idActions: readonly SandboxAction[] = [
  ...tokenActions,
  ...namespaceActions,
  ...policyActions,
  ...checkActions,
];
