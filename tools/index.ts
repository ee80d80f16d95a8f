/** Every action that idgate knows, as data, in the order in which an administrator meets them. */
import type { Action } from "../src/action/action.ts";
import type { Family } from "../src/action/family.ts";
import { cloudControl } from "./cloud-control/index.ts";
import { credentials } from "./credentials/index.ts";
import { directory } from "./directory/index.ts";
import { gateway } from "./gateway/index.ts";
import { iam } from "./iam/index.ts";
import { identityProviderKinds } from "./identity-providers/index.ts";
import { people } from "./people/index.ts";
import { permissions } from "./permissions/index.ts";
import { sts } from "./sts/index.ts";
import { sync } from "./sync/index.ts";
import { userPoolSettings } from "./user-pools/index.ts";
import { workloads } from "./workloads/index.ts";

export const families: readonly Family[] = Object.freeze([
  ...sts,
  ...workloads,
  ...credentials,
  ...permissions,
  ...gateway,
  ...userPoolSettings,
  ...people,
  ...sync,
  ...identityProviderKinds,
  ...directory,
  ...iam,
  ...cloudControl,
]);

export const actions: readonly Action[] = Object.freeze(families.flatMap((family) => family.actions));
