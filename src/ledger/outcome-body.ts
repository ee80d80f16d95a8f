import type { JsonObject } from "../action/json.ts";
import type { Outcome, Resolution } from "./types.ts";

/** What a service says of an outcome, its task's id too, may be as long as it likes. */
const OUTCOME_TEXT = 4096;

/** The body of the entry that holds an outcome. */
export function outcomeBody(outcome: Outcome | Resolution): JsonObject {
  const given: [string, string | number | boolean][] = [];
  for (const [key, value] of Object.entries(outcome)) {
    if (value === undefined) continue;
    given.push([key, typeof value === "string" ? value.slice(0, OUTCOME_TEXT).toWellFormed() : value]);
  }
  return Object.fromEntries(given);
}
