/** What is wrong with one user of a request, in a form that a bulk call can report item by item. */
import type { JsonObject } from "../../../action/json.ts";
import { Fault } from "../../types.ts";
import * as faults from "../faults.ts";

export class UserProblem extends Fault {
  readonly field: string;
  readonly duplicatedUserUid: string | undefined;

  constructor(fault: Fault, field: string, duplicatedUserUid?: string) {
    super(fault.status, fault.code, fault.message);
    this.field = field;
    this.duplicatedUserUid = duplicatedUserUid;
  }
}

export const wrongField = (field: string, why: string): UserProblem =>
  new UserProblem(faults.invalid(field, why), field);

export const takenField = (field: string, uid: string): UserProblem =>
  new UserProblem(faults.duplicated(`a user of this ${field}`), field, uid);

/** One element of ErrorsStructured. `Index` counts from 0, as the lists of a request do. */
export function reported(fault: Fault, Index: number): JsonObject {
  const problem = fault instanceof UserProblem ? fault : undefined;
  return {
    Index,
    Error: fault.message,
    // The reference lists no types; the error's code says the same without its parameter.
    ErrorType: fault.code.split(".")[0] ?? fault.code,
    ...(problem === undefined ? {} : { Field: problem.field }),
    ...(problem?.duplicatedUserUid === undefined ? {} : { DuplicatedUserUid: problem.duplicatedUserUid }),
  };
}
