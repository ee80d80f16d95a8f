/**
 * The reference: every action of the five services with its fields, also of those that the sandbox does not
 * emulate yet. Written apart from the tools, so that the two can be held against each other.
 */
import type { SandboxAction } from "../types.ts";
import { cloudResources } from "./cloud-control/cloud-resources.ts";
import { apiKeyCredentialProviders } from "./credentials/api-key-credential-providers.ts";
import { credentialProviderBindings } from "./credentials/credential-provider-bindings.ts";
import { oauth2CredentialProviders } from "./credentials/oauth2-credential-providers.ts";
import { resourceCredentials } from "./credentials/resource-credentials.ts";
import { roleCredentialProviders } from "./credentials/role-credential-providers.ts";
import { sharedOauth2Credentials } from "./credentials/shared-oauth2-credentials.ts";
import { userCredentials } from "./credentials/user-credentials.ts";
import { accountAssignments } from "./directory/account-assignments.ts";
import { directoryGroups } from "./directory/directory-groups.ts";
import { directorySettings } from "./directory/directory-settings.ts";
import { directorySso } from "./directory/directory-sso.ts";
import { directoryTasks } from "./directory/directory-tasks.ts";
import { directoryUsers } from "./directory/directory-users.ts";
import { permissionSets } from "./directory/permission-sets.ts";
import { userProvisioning } from "./directory/user-provisioning.ts";
import { egressIps } from "./gateway/egress-ips.ts";
import { faasServices } from "./gateway/faas-services.ts";
import { gatewayRoutes } from "./gateway/gateway-routes.ts";
import { gatewayServices } from "./gateway/gateway-services.ts";
import { iamAccessKeys } from "./iam/iam-access-keys.ts";
import { iamApiKeys } from "./iam/iam-api-keys.ts";
import { iamGroups } from "./iam/iam-groups.ts";
import { iamLoginProfiles } from "./iam/iam-login-profiles.ts";
import { iamOauthProviders } from "./iam/iam-oauth-providers.ts";
import { iamOidcProviders } from "./iam/iam-oidc-providers.ts";
import { iamPolicies } from "./iam/iam-policies.ts";
import { iamPolicyAttachments } from "./iam/iam-policy-attachments.ts";
import { iamRoles } from "./iam/iam-roles.ts";
import { iamSamlProviders } from "./iam/iam-saml-providers.ts";
import { iamSecurity } from "./iam/iam-security.ts";
import { iamTags } from "./iam/iam-tags.ts";
import { iamUsers } from "./iam/iam-users.ts";
import { identityProviders } from "./identity-providers/identity-providers.ts";
import { ldapadIdentityProviders } from "./identity-providers/ldapad-identity-providers.ts";
import { oauthIdentityProviders } from "./identity-providers/oauth-identity-providers.ts";
import { oidcIdentityProviders } from "./identity-providers/oidc-identity-providers.ts";
import { samlIdentityProviders } from "./identity-providers/saml-identity-providers.ts";
import { tokenExchangeIdentityProviders } from "./identity-providers/token-exchange-identity-providers.ts";
import { wecomIdentityProviders } from "./identity-providers/wecom-identity-providers.ts";
import { departmentMembers } from "./people/department-members.ts";
import { departments } from "./people/departments.ts";
import { poolGroupMembers } from "./people/pool-group-members.ts";
import { poolGroups } from "./people/pool-groups.ts";
import { poolUserImport } from "./people/pool-user-import.ts";
import { poolUsers } from "./people/pool-users.ts";
import { namespaces } from "./permissions/namespaces.ts";
import { permissionActions } from "./permissions/permission-actions.ts";
import { permissionOverviews } from "./permissions/permission-overviews.ts";
import { permissionPoints } from "./permissions/permission-points.ts";
import { permissionPolicies } from "./permissions/permission-policies.ts";
import { permissionResources } from "./permissions/permission-resources.ts";
import { callerIdentity } from "./sts/caller-identity.ts";
import { temporaryCredentials } from "./sts/temporary-credentials.ts";
import { appVisibleUsers } from "./sync/app-visible-users.ts";
import { departmentSync } from "./sync/department-sync.ts";
import { userSync } from "./sync/user-sync.ts";
import type { Reference } from "./types.ts";
import { externalProviders } from "./user-pools/external-providers.ts";
import { iamFederation } from "./user-pools/iam-federation.ts";
import { messageServices } from "./user-pools/message-services.ts";
import { scimTokens } from "./user-pools/scim-tokens.ts";
import { userPoolAttributes } from "./user-pools/user-pool-attributes.ts";
import { userPoolClients } from "./user-pools/user-pool-clients.ts";
import { userPoolDomains } from "./user-pools/user-pool-domains.ts";
import { userPoolTasks } from "./user-pools/user-pool-tasks.ts";
import { userPools } from "./user-pools/user-pools.ts";
import { inboundApiKeys } from "./workloads/inbound-api-keys.ts";
import { inboundAuth } from "./workloads/inbound-auth.ts";
import { tags } from "./workloads/tags.ts";
import { trustAnchors } from "./workloads/trust-anchors.ts";
import { workloadAccessTokens } from "./workloads/workload-access-tokens.ts";
import { workloadIdentities } from "./workloads/workload-identities.ts";
import { workloadPools } from "./workloads/workload-pools.ts";

interface Service {
  readonly version: string;
  readonly http: SandboxAction["http"];
  readonly families: readonly Reference[];
}

const SERVICES: Readonly<Record<string, Service>> = {
  sts: { version: "2018-01-01", http: "POST form", families: [callerIdentity, temporaryCredentials] },
  id: {
    version: "2025-10-30",
    http: "POST json",
    families: [
      workloadPools,
      workloadIdentities,
      workloadAccessTokens,
      trustAnchors,
      apiKeyCredentialProviders,
      oauth2CredentialProviders,
      roleCredentialProviders,
      credentialProviderBindings,
      resourceCredentials,
      userCredentials,
      sharedOauth2Credentials,
      inboundAuth,
      inboundApiKeys,
      namespaces,
      permissionPolicies,
      permissionOverviews,
      permissionActions,
      permissionResources,
      permissionPoints,
      gatewayServices,
      gatewayRoutes,
      faasServices,
      egressIps,
      userPools,
      userPoolAttributes,
      userPoolDomains,
      userPoolClients,
      messageServices,
      externalProviders,
      poolUsers,
      poolUserImport,
      poolGroups,
      poolGroupMembers,
      departments,
      departmentMembers,
      departmentSync,
      userSync,
      appVisibleUsers,
      userPoolTasks,
      identityProviders,
      oauthIdentityProviders,
      oidcIdentityProviders,
      samlIdentityProviders,
      tokenExchangeIdentityProviders,
      wecomIdentityProviders,
      ldapadIdentityProviders,
      scimTokens,
      iamFederation,
      tags,
    ],
  },
  cloudidentity: {
    version: "2023-01-01",
    http: "POST json",
    families: [
      directoryUsers,
      directoryGroups,
      permissionSets,
      accountAssignments,
      userProvisioning,
      directorySso,
      directorySettings,
      directoryTasks,
    ],
  },
  cloudcontrol: { version: "2025-06-01", http: "POST json", families: [cloudResources] },
  iam: {
    version: "2018-01-01",
    http: "GET query",
    families: [
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
    ],
  },
};

/** One action of the reference, whole. */
export interface Documented {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly http: SandboxAction["http"];
  readonly input: SandboxAction["input"];
  readonly output: SandboxAction["input"];
}

/** Every documented action, by service and name. */
export const documented: readonly Documented[] = Object.entries(SERVICES).flatMap(
  ([service, { version, http, families }]) =>
    families.flatMap((family) =>
      Object.entries(family).map(([name, action]) => ({ service, name, version, http, ...action })),
    ),
);
