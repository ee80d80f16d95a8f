/** The failures of cloudidentity, with the codes and HTTP statuses of its reference pages. */
import { Fault } from "../types.ts";

export const userNotFound = (): Fault => new Fault(404, "UserNotFound", "There is no such user.");
export const groupNotFound = (): Fault => new Fault(404, "UserGroupNotFound", "There is no such user group.");
/** Reference page CreateUser: the status of this conflict really is 404, not 409. */
export const userNameTaken = (name: string): Fault =>
  new Fault(404, "UserNameAlreadyExists", `The user name ${name} is taken.`);
export const groupNameTaken = (name: string): Fault =>
  new Fault(409, "GroupAlreadyExists", `The user group ${name} already exists.`);
export const quotaReached = (what: string): Fault =>
  new Fault(429, "ReachedQuotaLimit", `The number of ${what} is at its limit.`);
export const missing = (parameter: string): Fault =>
  new Fault(400, "ParamMissing", `The parameter ${parameter} is missing.`);
export const invalid = (parameter: string, why: string): Fault =>
  new Fault(400, "InvalidParam", `The parameter ${parameter} is invalid. ${why}`);
