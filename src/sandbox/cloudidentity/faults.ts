/**
 * The failures of cloudidentity, with the codes and HTTP statuses of its reference pages. Where no page names a code
 * for something that the service must refuse, the code is in the style of its neighbours and the comment says so.
 */
import { Fault, type ResourceFaults } from "../types.ts";

export const missing = (parameter: string): Fault =>
  new Fault(400, "ParamMissing", `The parameter ${parameter} is missing.`);
export const invalid = (parameter: string, why: string): Fault =>
  new Fault(400, "InvalidParam", `The parameter ${parameter} is invalid. ${why}`);
export const quotaReached = (what: string): Fault =>
  new Fault(429, "ReachedQuotaLimit", `The number of ${what} is at its limit.`);
/** Two changes of one thing at a time. */
export const concurrent = (why: string): Fault => new Fault(400, "ConcurrentException", why);
/** The instance is disabled, or on its way there. */
export const serviceStatus = (action: string, status: string): Fault =>
  new Fault(400, "ServiceStatusException", `${action} cannot be performed while the service is ${status}.`);

export const userNotFound = (): Fault => new Fault(404, "UserNotFound", "There is no such user.");
export const groupNotFound = (): Fault => new Fault(404, "UserGroupNotFound", "There is no such user group.");
/** Reference page CreateAccountAssignment: 400, not 404. */
export const permissionSetNotFound = (): Fault =>
  new Fault(400, "PermissionSetNotFound", "There is no such permission set.");
export const accountNotInOrg = (account: string, members: readonly string[]): Fault =>
  new Fault(
    400,
    "AccountNotInOrg",
    `The account ${account} is not in your organization. The sandbox's has ${members.join(", ")}.`,
  );
/** No page names it. */
export const policyNotFound = (name: string): Fault =>
  new Fault(404, "PolicyNotFound", `There is no policy ${name}.`);

/** How a resource is worded; its own codes go over the general ones. */
export function faultsOf(own: Pick<ResourceFaults, "notFound"> & Partial<ResourceFaults>): ResourceFaults {
  return {
    missing,
    invalid,
    duplicated: (what) => new Fault(409, "AlreadyExists", `The ${what} already exists.`),
    refused: (why) => new Fault(400, "InvalidOperation", why),
    ...own,
  };
}
