/** The people of user pools: users, groups and departments. */
import type { Part } from "../../types.ts";
import { department } from "./department.ts";
import { poolGroupMembers } from "./pool-group-members.ts";
import { poolGroups } from "./pool-groups.ts";
import { poolUserImport } from "./pool-user-import.ts";
import { poolUsers } from "./pool-users.ts";

export const peopleParts: readonly Part[] = [
  { resources: [department], actions: [] },
  poolGroups,
  poolUsers,
  poolGroupMembers,
  poolUserImport,
];
