/** The resource types that the sandbox knows. */
import { invalid } from "../faults.ts";
import type { ResourceType } from "../model.ts";
import { cloudIdentityGroup } from "./cloudidentity-group.ts";
import { cloudIdentityUser } from "./cloudidentity-user.ts";
import { iamGroup } from "./iam-group.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamUser } from "./iam-user.ts";
import { idService } from "./id-service.ts";

/** In order of their names. */
export const resourceTypes: readonly ResourceType[] = [
  cloudIdentityGroup,
  cloudIdentityUser,
  iamGroup,
  iamPolicy,
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
