/** The people of user pools: users, groups and departments. */
import type { Part } from "../../types.ts";
import { departmentMembers } from "./department-members.ts";
import { departments } from "./departments.ts";
import { poolGroupMembers } from "./pool-group-members.ts";
import { poolGroups } from "./pool-groups.ts";
import { poolUserImport } from "./pool-user-import.ts";
import { poolUsers } from "./pool-users.ts";

export const peopleParts: readonly Part[] = [
  departments,
  departmentMembers,
  poolGroups,
  poolGroupMembers,
  poolUsers,
  poolUserImport,
];
