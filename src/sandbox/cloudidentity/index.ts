/** The cloudidentity service of the sandbox: a directory of people and groups, and their way into cloud accounts. */
import type { Part } from "../types.ts";
import { accountAssignments } from "./assignments/assignments.ts";
import { groups } from "./groups/groups.ts";
import { permissionSets } from "./permission-sets/permission-sets.ts";
import { portalSettings } from "./settings/portal.ts";
import { serviceSettings } from "./settings/service.ts";
import { singleSignOn } from "./sso/sso.ts";
import { directoryTasks } from "./tasks/tasks.ts";
import { userProvisionings } from "./user-provisioning/user-provisionings.ts";
import { users } from "./users/users.ts";

export const cloudIdentity: readonly Part[] = [
  serviceSettings,
  portalSettings,
  singleSignOn,
  users,
  groups,
  permissionSets,
  accountAssignments,
  directoryTasks,
  userProvisionings,
];
