/** The organisation’s directory and its access to cloud accounts (cloudidentity). */
import type { Family } from "../../src/action/family.ts";
import { directoryGroups } from "./directory-groups.ts";
import { directoryUsers } from "./directory-users.ts";

/** In the order in which an administrator meets them. */
export const directory: readonly Family[] = [directoryUsers, directoryGroups];
