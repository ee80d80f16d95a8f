/** The resource types that the sandbox knows. */
import { invalid } from "../faults.ts";
import type { ResourceType } from "../model.ts";
import { enabledOnly } from "./cloudidentity-enabled.ts";
import { cloudIdentityGroup } from "./cloudidentity-group.ts";
import { cloudIdentityPermissionSet } from "./cloudidentity-permission-set.ts";
import { cloudIdentityPermissionSetAssignment } from "./cloudidentity-permission-set-assignment.ts";
import { cloudIdentityPermissionSetProvisioning } from "./cloudidentity-permission-set-provisioning.ts";
import { cloudIdentityUser } from "./cloudidentity-user.ts";
import { cloudIdentityUserProvisioning } from "./cloudidentity-user-provisioning.ts";
import { iamAccessKey } from "./iam-access-key.ts";
import { iamAllowedIpAddress } from "./iam-allowed-ip-address.ts";
import { iamGroup } from "./iam-group.ts";
import { iamOauthProvider } from "./iam-oauth-provider.ts";
import { iamOidcProvider } from "./iam-oidc-provider.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamProject } from "./iam-project.ts";
import { iamRole } from "./iam-role.ts";
import { iamSamlProvider } from "./iam-saml-provider.ts";
import { iamUser } from "./iam-user.ts";
import { idService } from "./id-service.ts";

/** In order of their names. */
export const resourceTypes: readonly ResourceType[] = [
  enabledOnly(cloudIdentityGroup),
  cloudIdentityPermissionSet,
  cloudIdentityPermissionSetAssignment,
  cloudIdentityPermissionSetProvisioning,
  enabledOnly(cloudIdentityUser),
  cloudIdentityUserProvisioning,
  iamAccessKey,
  iamAllowedIpAddress,
  iamGroup,
  iamOauthProvider,
  iamOidcProvider,
  iamPolicy,
  iamProject,
  iamRole,
  iamSamlProvider,
  iamUser,
  idService,
];

/**
 * @throws Fault InvalidParameter for a type that does not exist. Not NotFound: whoever looks for a resource
 *   must be able to tell an absent resource from a wrong type.
 */
export function resourceType(typeName: string): ResourceType {
  const type = resourceTypes.find((known) => known.typeName === typeName);
  if (type === undefined) throw invalid("TypeName", "There is no such resource type; see ListResourceTypes.");
  return type;
}
