import type { JsonObject } from "../../action/json.ts";
import { textOf } from "../values.ts";
import { invalid } from "./faults.ts";

/**
 * Cloud Control sends fields past the facts of the direct actions, so that the records check them too.
 * @throws Fault InvalidParam naming the first field that is longer than its limit, in characters
 */
export function assertLengths(fields: JsonObject, limits: Readonly<Record<string, number>>): void {
  for (const [field, limit] of Object.entries(limits)) {
    const value = textOf(fields, field);
    if (value !== undefined && [...value].length > limit) {
      throw invalid(field, `It is longer than ${limit} characters.`);
    }
  }
}
