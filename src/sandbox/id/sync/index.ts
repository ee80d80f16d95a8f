/** What brings people and departments of other systems into a pool. */
import type { Part } from "../../types.ts";
import { appVisibleUsers } from "./app-visible-users.ts";
import { departmentSync } from "./department-sync.ts";
import { userSync } from "./user-sync.ts";

export const syncParts: readonly Part[] = [departmentSync, userSync, appVisibleUsers];
