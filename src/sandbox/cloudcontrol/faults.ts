/** The failures of cloudcontrol, with the codes and HTTP statuses of reference page CreateResource. */
import { Fault } from "../types.ts";

export const invalid = (parameter: string, why: string): Fault =>
  new Fault(400, "InvalidParameter", `Params ${parameter} is invalid. ${why}`);
export const missing = (parameter: string): Fault =>
  new Fault(400, "MissingParameter", `The parameter ${parameter} is missing.`);
export const badPatch = (why: string): Fault =>
  new Fault(400, "InvalidRequest", `The PatchDocument cannot be applied. ${why}`);
/** The type has no list handler. The reference is silent about the code. */
export const notListed = (typeName: string): Fault =>
  new Fault(400, "InvalidRequest", `ListResources is not supported for ${typeName}.`);
export const taskNotFound = (id: string): Fault =>
  new Fault(404, "EntityNotFound", `taskID ${id} was not found`);
export const resourceNotFound = (operation: string, typeName: string, identifier: string): Fault =>
  new Fault(404, "NotFound", `${operation}: there is no ${typeName} with the identifier ${identifier}.`);
export const tokenConflict = (): Fault =>
  new Fault(409, "ResourceConflict", "This ClientToken was used within 24 hours for a different request.");
export const beingChanged = (identifier: string): Fault =>
  new Fault(409, "ConcurrentModification", `Another task is changing ${identifier}; wait for it to end.`);
export const notUpdatable = (path: string): Fault =>
  new Fault(422, "NotUpdatable", `${path} cannot be changed after creation.`);
