/** The account's own users, groups, roles, policies, keys and identity providers. */
import type { Family } from "../../src/action/family.ts";
import { iamAccessKeys } from "./iam-access-keys.ts";
import { iamApiKeys } from "./iam-api-keys.ts";
import { iamGroups } from "./iam-groups.ts";
import { iamLoginProfiles } from "./iam-login-profiles.ts";
import { iamOauthProviders } from "./iam-oauth-providers.ts";
import { iamOidcProviders } from "./iam-oidc-providers.ts";
import { iamPolicies } from "./iam-policies.ts";
import { iamPolicyAttachments } from "./iam-policy-attachments.ts";
import { iamRoles } from "./iam-roles.ts";
import { iamSamlProviders } from "./iam-saml-providers.ts";
import { iamSecurity } from "./iam-security.ts";
import { iamTags } from "./iam-tags.ts";
import { iamUsers } from "./iam-users.ts";

/** In the order in which an administrator meets them. */
export const iam: readonly Family[] = [
  iamUsers,
  iamLoginProfiles,
  iamAccessKeys,
  iamApiKeys,
  iamGroups,
  iamRoles,
  iamPolicies,
  iamPolicyAttachments,
  iamOidcProviders,
  iamSamlProviders,
  iamOauthProviders,
  iamSecurity,
  iamTags,
];
