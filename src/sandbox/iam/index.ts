/** The iam service of the sandbox. */

import { roleSession } from "../sts/sessions.ts";
import type { Part } from "../types.ts";
import { accessKey } from "./access-key.ts";
import { policyAttachment } from "./attachment.ts";
import { iamGroup } from "./group.ts";
import { groupMembership } from "./membership.ts";
import { iamPolicy } from "./policy.ts";
import { identityProviders } from "./providers/identity-providers.ts";
import { oauthProviders } from "./providers/oauth-providers.ts";
import { oidcProviders } from "./providers/oidc-providers.ts";
import { samlProviders } from "./providers/saml-providers.ts";
import { iamRole } from "./role.ts";
import { ensureSystemPolicies } from "./system-policies.ts";
import { iamUser } from "./user.ts";

/** The records that principals and their rights are made of. */
const iamRecords: Part = {
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

export const iam: readonly Part[] = [
  iamRecords,
  oauthProviders,
  oidcProviders,
  samlProviders,
  identityProviders,
];
