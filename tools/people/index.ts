/** Users of a user pool, their groups and their departments. */
import type { Family } from "../../src/action/family.ts";
import { departmentMembers } from "./department-members.ts";
import { departments } from "./departments.ts";
import { poolGroupMembers } from "./pool-group-members.ts";
import { poolGroups } from "./pool-groups.ts";
import { poolUserImport } from "./pool-user-import.ts";
import { poolUsers } from "./pool-users.ts";

/** In the order in which an administrator meets them. */
export const people: readonly Family[] = [
  poolUsers,
  poolUserImport,
  poolGroups,
  poolGroupMembers,
  departments,
  departmentMembers,
];
