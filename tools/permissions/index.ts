/** Permission policies and what they speak of. */
import type { Family } from "../../src/action/family.ts";
import { namespaces } from "./namespaces.ts";
import { permissionActions } from "./permission-actions.ts";
import { permissionOverviews } from "./permission-overviews.ts";
import { permissionPoints } from "./permission-points.ts";
import { permissionPolicies } from "./permission-policies.ts";
import { permissionResources } from "./permission-resources.ts";

/** In the order in which an administrator meets them. */
export const permissions: readonly Family[] = [
  namespaces,
  permissionPolicies,
  permissionOverviews,
  permissionActions,
  permissionResources,
  permissionPoints,
];
