/** The three ways in which the services page, as positions in one list. */
import { type Action, qualifiedName } from "../action/action.ts";
import { DEFAULT_PAGE_SIZE } from "../action/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { inputSchema } from "../action/parse.ts";
import { objectSchema } from "./definition.ts";

/** The page size that is asked for where idgate pages by itself. */
const OWN_PAGE_SIZE = 100;

/** Where in a list an answer lies, and how its page can be cut so that a next call goes on exactly there. */
export interface Window {
  /** The largest number of items up to this one after which a call can go on. */
  whole(items: number): number;
  /** The parameters of the call that goes on after so many items; undefined where none can. */
  after(items: number): JsonObject | undefined;
}

/** The list of an answer: its one top-level list, or the longest. */
export function itemsOf(
  result: JsonObject,
): { readonly field: string; readonly items: readonly Json[] } | undefined {
  let found: { field: string; items: readonly Json[] } | undefined;
  for (const [field, value] of Object.entries(result)) {
    if (Array.isArray(value) && (found === undefined || value.length > found.items.length)) {
      found = { field, items: value };
    }
  }
  return found;
}

/** How many items there are in all, where the answer says so. */
export function totalOf(result: JsonObject): number | undefined {
  // The gateway's lists keep it one level down.
  for (const place of [result, result.PageInfo]) {
    if (!isJsonObject(place)) continue;
    for (const field of ["TotalCount", "Total"]) {
      const total = place[field];
      if (typeof total === "number") return total;
    }
  }
  return undefined;
}

/** The token of the next page, where there is one. */
export function nextTokenOf(result: JsonObject): string | undefined {
  const token = result.NextToken;
  return typeof token === "string" && token !== "" ? token : undefined;
}

/** The window of a page that was asked for with these (parsed) parameters. */
export function windowOf(action: Action, params: JsonObject): Window | undefined {
  switch (action.paging) {
    case "page-number": {
      const size = numberOf(params.PageSize, DEFAULT_PAGE_SIZE);
      return pageNumberWindow((numberOf(params.PageNumber, 1) - 1) * size, size);
    }
    case "limit-offset": {
      const start = numberOf(params.Offset, 0);
      return { whole: (items) => items, after: (items) => ({ Offset: start + items }) };
    }
    case "next-token":
      // A token goes on after the whole page only: the same page is asked for with fewer items.
      return { whole: (items) => items, after: (items) => ({ MaxResults: items }) };
    default:
      return undefined;
  }
}

/** Pages can only begin at multiples of their size: a cut falls where one of the usual sizes divides the position. */
function pageNumberWindow(start: number, size: number): Window {
  const sizeFor = (position: number): number | undefined => {
    for (let candidate = Math.min(size, position); candidate >= 1; candidate--) {
      if (position % candidate === 0) return candidate;
    }
    return undefined;
  };
  return {
    whole(items) {
      // Few and large steps are worth a few items: look for a position with a good divisor.
      for (let kept = items; kept > Math.floor(items / 2); kept--) {
        if ((sizeFor(start + kept) ?? 0) >= Math.min(5, kept)) return kept;
      }
      return items;
    },
    after(items) {
      const position = start + items;
      const next = sizeFor(position);
      return next === undefined ? undefined : { PageNumber: position / next + 1, PageSize: next };
    },
  };
}

/** The exact call that goes on, in words for a model. */
export function nextCall(action: Action, params: JsonObject, next: JsonObject | undefined): string {
  if (next === undefined) return "Ask for fewer items at once.";
  const call = { action: qualifiedName(action), params: { ...params, ...next } };
  return `The next call: read_action ${JSON.stringify(call)}.`;
}

/** Parameters for going through a whole list: the largest page that is certain to be taken, from where the caller began. */
export function ownPage(action: Action, params: JsonObject): JsonObject {
  const field = sizeField(action);
  if (field === undefined || params[field] !== undefined) return params;
  const { properties } = objectSchema(inputSchema(action));
  const declared = isJsonObject(properties) ? properties[field] : undefined;
  const most =
    isJsonObject(declared) && typeof declared.maximum === "number" ? declared.maximum : OWN_PAGE_SIZE;
  return { ...params, [field]: Math.min(most, OWN_PAGE_SIZE) };
}

/** The parameter that says how many items a page has. */
export function sizeField(action: Action): "PageSize" | "Limit" | "MaxResults" | undefined {
  switch (action.paging) {
    case "page-number":
      return "PageSize";
    case "limit-offset":
      return "Limit";
    case "next-token":
      return "MaxResults";
    default:
      return undefined;
  }
}

/**
 * The parameters of the page after this one; undefined at the end of the list.
 * @param seen items of the list up to and with this page, counted from where the caller began
 */
export function nextPage(
  action: Action,
  params: JsonObject,
  page: { readonly result: JsonObject; readonly items: number; readonly seen: number },
): JsonObject | undefined {
  if (page.items === 0) return undefined;
  const total = totalOf(page.result);
  if (action.paging === "next-token") {
    const token = nextTokenOf(page.result);
    return token === undefined || token === params.NextToken ? undefined : { ...params, NextToken: token };
  }
  const size = numberOf(params[sizeField(action) ?? ""], DEFAULT_PAGE_SIZE);
  if (total === undefined && page.items < size) return undefined;
  if (action.paging === "limit-offset") {
    const position = numberOf(params.Offset, 0) + page.items;
    return total !== undefined && position >= total ? undefined : { ...params, Offset: position };
  }
  const number = numberOf(params.PageNumber, 1);
  return total !== undefined && number * size >= total ? undefined : { ...params, PageNumber: number + 1 };
}

function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
