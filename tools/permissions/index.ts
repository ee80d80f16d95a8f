/** Permission policies and what they speak of. */
import type { Family } from "../../src/action/family.ts";
import { namespaces } from "./namespaces.ts";
import { permissionPolicies } from "./permission-policies.ts";

/** In the order in which an administrator meets them. */
export const permissions: readonly Family[] = [namespaces, permissionPolicies];
