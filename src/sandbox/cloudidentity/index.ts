/** The cloudidentity service of the sandbox: a directory of people and groups, and their way into cloud accounts. */
import type { Part } from "../types.ts";
import { groups } from "./groups/groups.ts";
import { serviceSettings } from "./settings/service.ts";
import { users } from "./users/users.ts";

export const cloudIdentity: readonly Part[] = [serviceSettings, users, groups];
