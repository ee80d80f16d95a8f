import type * as z from "zod";
import { isJsonObject } from "./json.ts";

/** Where zod says "expected number, received undefined", or "invalid input", of what was not given at all. */
const NOT_GIVEN: ReadonlySet<string> = new Set(["invalid_type", "invalid_union", "invalid_value"]);

/** Whether a complaint is about a value that is not there, so that it is best called required. */
export function isMissing({ code, path }: z.core.$ZodIssue, given: unknown): boolean {
  return NOT_GIVEN.has(code) && valueAt(given, path) === undefined;
}

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isJsonObject(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }, whole);
}
