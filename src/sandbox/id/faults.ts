/** The id service's failures, worded as its reference pages word them. */
import { dialectOf } from "../dialects.ts";
import { Fault } from "../types.ts";

const dialect = dialectOf("id");

export const notFound = (what: string): Fault => new Fault(404, "NotFound", `Resource not found: ${what}.`);
export const duplicated = (what: string): Fault =>
  new Fault(409, "Duplicated", `Resource already exists: ${what}.`);
/** Well-formed, but not in this state of things: the pages have no closer code. */
export const refused = (why: string): Fault =>
  new Fault(400, "InvalidRequest", `The request is invalid or malformed. ${why}`);
export const missing = (parameter: string): Fault => dialect.missingParameter(parameter);
export const invalid = (parameter: string, why: string): Fault => dialect.invalidParameter(parameter, why);
export const quotaExceeded = (what: string): Fault =>
  new Fault(429, "QuotaExceeded", `Quota exceeded: ${what}.`);
