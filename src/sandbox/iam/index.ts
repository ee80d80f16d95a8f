/** The iam service of the sandbox. */

import { roleSession } from "../sts/sessions.ts";
import type { Part } from "../types.ts";
import { accessKey } from "./access-key.ts";
import { apiKeys } from "./api-keys.ts";
import { policyAttachment } from "./attachment.ts";
import { iamGroup } from "./group.ts";
import { groups } from "./groups.ts";
import { loginProfiles } from "./login-profiles.ts";
import { groupMembership } from "./membership.ts";
import { iamPolicy } from "./policy.ts";
import { identityProviders } from "./providers/identity-providers.ts";
import { oauthProviders } from "./providers/oauth-providers.ts";
import { oidcProviders } from "./providers/oidc-providers.ts";
import { samlProviders } from "./providers/saml-providers.ts";
import { iamRole } from "./role.ts";
import { security } from "./security/security.ts";
import { ensureSystemPolicies } from "./system-policies.ts";
import { tags } from "./tags.ts";
import { iamUser } from "./user.ts";
import { users } from "./users.ts";

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
  users,
  groups,
  loginProfiles,
  apiKeys,
  security,
  tags,
  oauthProviders,
  oidcProviders,
  samlProviders,
  identityProviders,
];
