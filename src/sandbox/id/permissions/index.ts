import type { Part } from "../../types.ts";
import { permissionChecks } from "./check.ts";
import { namespaces } from "./namespaces.ts";
import { permissionOverviews } from "./overviews.ts";
import { permissionActions } from "./permission-actions.ts";
import { permissionPoints } from "./permission-points.ts";
import { permissionResources } from "./permission-resources.ts";
import { policies } from "./policies.ts";

/** Who may do what to what, as the applications of an account ask. */
export const permissionParts: readonly Part[] = [
  namespaces,
  policies,
  permissionChecks,
  permissionOverviews,
  permissionActions,
  permissionResources,
  permissionPoints,
];
