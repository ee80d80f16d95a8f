/** The iam service of the sandbox. */
import { roleSession } from "../sts/sessions.ts";
import type { Part } from "../types.ts";
import { accessKeys } from "./access-keys.ts";
import { apiKeys } from "./api-keys.ts";
import { attachments } from "./attachments.ts";
import { iamGroup } from "./group.ts";
import { groups } from "./groups.ts";
import { loginProfiles } from "./login-profiles.ts";
import { groupMembership } from "./membership.ts";
import { policies } from "./policies.ts";
import { projects } from "./project.ts";
import { identityProviders } from "./providers/identity-providers.ts";
import { oauthProviders } from "./providers/oauth-providers.ts";
import { oidcProviders } from "./providers/oidc-providers.ts";
import { samlProviders } from "./providers/saml-providers.ts";
import { roles } from "./roles.ts";
import { security } from "./security/security.ts";
import { tags } from "./tags.ts";
import { iamUser } from "./user.ts";
import { users } from "./users.ts";

/** Records whose actions are elsewhere. */
const iamRecords: Part = { actions: [], resources: [iamUser, iamGroup, groupMembership, roleSession] };

export const iam: readonly Part[] = [
  iamRecords,
  users,
  groups,
  loginProfiles,
  apiKeys,
  security,
  tags,
  accessKeys,
  roles,
  policies,
  attachments,
  oauthProviders,
  oidcProviders,
  samlProviders,
  identityProviders,
  projects,
];
