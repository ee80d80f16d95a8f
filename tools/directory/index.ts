/** The organisation’s directory and its access to cloud accounts (cloudidentity). */
import type { Family } from "../../src/action/family.ts";
import { accountAssignments } from "./account-assignments.ts";
import { directoryGroups } from "./directory-groups.ts";
import { directorySettings } from "./directory-settings.ts";
import { directorySso } from "./directory-sso.ts";
import { directoryTasks } from "./directory-tasks.ts";
import { directoryUsers } from "./directory-users.ts";
import { permissionSets } from "./permission-sets.ts";
import { userProvisioning } from "./user-provisioning.ts";

/** In the order in which an administrator meets them. */
export const directory: readonly Family[] = [
  directoryUsers,
  directoryGroups,
  permissionSets,
  accountAssignments,
  userProvisioning,
  directorySso,
  directorySettings,
  directoryTasks,
];
