/** The failures of iam (reference pages of the service; the rest is the gateway's). */
import { dialectOf } from "../dialects.ts";
import { Fault, type ResourceFaults } from "../types.ts";

const dialect = dialectOf("iam");

export const iamFault = (status: number, code: string, message: string): Fault =>
  new Fault(status, code, message);
export const missing = (parameter: string): Fault => dialect.missingParameter(parameter);
export const invalid = (parameter: string, why: string): Fault => dialect.invalidParameter(parameter, why);
/** Well-formed, but not in this state of things: the pages have no closer code. */
export const refused = (why: string): Fault => iamFault(409, "ResourceConflict", why);

/**
 * How iam words failures about one kind of thing, which each have codes of their own.
 * @param noun as the resource declares it, e.g. `user`
 */
export function faultsOf(
  noun: string,
  codes: { readonly unknown: readonly [status: number, code: string]; readonly taken: string },
): ResourceFaults {
  const shown = (what: string) => {
    const name = what.startsWith(`${noun} `) ? what.slice(noun.length + 1) : what;
    return `${noun.charAt(0).toUpperCase()}${noun.slice(1)} '${name}'`;
  };
  const [status, code] = codes.unknown;
  return {
    notFound: (what) => iamFault(status, code, `${shown(what)} does not exist.`),
    duplicated: (what) => iamFault(409, codes.taken, `${shown(what)} already exists.`),
    refused,
    missing,
    invalid,
  };
}
