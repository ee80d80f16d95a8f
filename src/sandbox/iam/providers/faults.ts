/**
 * The failures of identity providers. Each kind words an absent provider in its own way; what a taken name is called
 * the reference does not say.
 */
import { Fault, type ResourceFaults } from "../../types.ts";

/** How one kind of provider says that there is none. */
export interface Absence {
  readonly status: number;
  readonly code: string;
}

export const invalidParameter = (parameter: string, why: string): Fault =>
  new Fault(400, "InvalidParameter", `The parameter '${parameter}' in request is invalid, error: ${why}`);

/** @param kind as codes name it, e.g. `OIDCProvider` */
export function providerFaults(kind: string, absent: Absence): ResourceFaults {
  return {
    notFound: (what) => new Fault(absent.status, absent.code, `The specified ${what} does not exist.`),
    duplicated: (what) => new Fault(409, `AlreadyExists.${kind}`, `The ${what} already exists.`),
    refused: (why) => new Fault(409, "ResourceConflict", why),
    missing: (parameter) =>
      new Fault(400, "MissingParameter", `The request is missing ${parameter} parameter.`),
    invalid: invalidParameter,
  };
}
