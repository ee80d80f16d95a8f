/** The people of user pools: users, groups and departments. */
import type { Part } from "../../types.ts";
import { department } from "./department.ts";
import { poolGroups } from "./pool-groups.ts";
import { poolUsers } from "./pool-users.ts";

export const peopleParts: readonly Part[] = [poolGroups, { resources: [department], actions: [] }, poolUsers];
