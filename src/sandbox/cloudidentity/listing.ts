/** Paging and searching, as the lists of cloudidentity do them. */
import type { JsonObject } from "../../action/json.ts";
import { numberOf, textOf } from "../values.ts";
import { invalid } from "./faults.ts";

/** Page 1 and ten items, where nothing is said (reference page ListGroups). */
const DEFAULT_PAGE_SIZE = 10;
const MAX_PAGE_SIZE = 100;

export interface PageOf<Item> {
  readonly items: readonly Item[];
  /** `PageNumber`, `PageSize`, `Total`. */
  readonly counts: JsonObject;
}

/**
 * Cuts one page out of everything that matched. A page past the end is empty.
 * @throws Fault InvalidParam for a page below 1 or a size out of 1 to 100
 */
export function pageOf<Item>(matching: readonly Item[], params: JsonObject): PageOf<Item> {
  const number = numberOf(params, "PageNumber") ?? 1;
  const size = numberOf(params, "PageSize") ?? DEFAULT_PAGE_SIZE;
  if (number < 1) throw invalid("PageNumber", "It must be at least 1.");
  if (size < 1 || size > MAX_PAGE_SIZE) throw invalid("PageSize", `It must be 1 to ${MAX_PAGE_SIZE}.`);
  return {
    items: matching.slice((number - 1) * size, number * size),
    counts: { PageNumber: number, PageSize: size, Total: matching.length },
  };
}

/** `QueryString` is looked for, whatever the case, in the name and in the display name. */
export function matchesQuery(doc: JsonObject, params: JsonObject, nameField: string): boolean {
  const query = textOf(params, "QueryString")?.toLowerCase() ?? "";
  return [nameField, "DisplayName"].some((field) => textOf(doc, field)?.toLowerCase().includes(query));
}

/** @throws Fault InvalidParam naming the first field that is longer than its limit */
export function assertLengths(fields: JsonObject, limits: Readonly<Record<string, number>>): void {
  for (const [field, limit] of Object.entries(limits)) {
    const value = textOf(fields, field);
    if (value !== undefined && [...value].length > limit) {
      throw invalid(field, `It is longer than ${limit} characters.`);
    }
  }
}
