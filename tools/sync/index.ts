/** Bulk synchronisation of departments and people into user pools. */
import type { Family } from "../../src/action/family.ts";
import { appVisibleUsers } from "./app-visible-users.ts";
import { departmentSync } from "./department-sync.ts";
import { userSync } from "./user-sync.ts";

/** In the order in which an administrator meets them. */
export const sync: readonly Family[] = [departmentSync, userSync, appVisibleUsers];
