/** The iam service of the sandbox. */

import { roleSession } from "../sts/sessions.ts";
import type { Part } from "../types.ts";
import { accessKey } from "./access-key.ts";
import { policyAttachment } from "./attachment.ts";
import { iamGroup } from "./group.ts";
import { groupMembership } from "./membership.ts";
import { iamPolicy } from "./policy.ts";
import { iamRole } from "./role.ts";
import { ensureSystemPolicies } from "./system-policies.ts";
import { iamUser } from "./user.ts";

/** The records that principals and their rights are made of. */
export const iamRecords: Part = {
  actions: [],
  resources: [
    iamUser,
    iamGroup,
    groupMembership,
    iamPolicy,
    policyAttachment,
    iamRole,
    accessKey,
    roleSession,
  ],
  prepare: ensureSystemPolicies,
};
