/** The three ways in which the services page, as positions in one list. */
import { type Action, qualifiedName } from "../../action/action.ts";
import { DEFAULT_PAGE_SIZE } from "../../action/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { inputSchema, outputSchema } from "../../action/parse.ts";
import { objectSchema } from "../definition.ts";

/** The page size that is asked for where idgate pages by itself. */
const OWN_PAGE_SIZE = 100;

/** Where in a list an answer lies, and how its page can be cut so that a next call goes on exactly there. */
export interface Window {
  /** The largest number of items up to this one after which a call can go on. */
  whole(items: number): number;
  /** The parameters of the call that goes on after so many items; undefined where none can. */
  after(items: number): JsonObject | undefined;
}

/** The list that an answer is about. */
export interface MainList {
  readonly field: string;
  readonly items: readonly Json[];
}

const declaredLists = new WeakMap<Action, readonly string[]>();

/** Fields of an action's answers that hold lists, by its own account. */
function listFieldsOf(action: Action): readonly string[] {
  let fields = declaredLists.get(action);
  if (fields === undefined) {
    const { properties } = objectSchema(outputSchema(action));
    fields = Object.entries(isJsonObject(properties) ? properties : {})
      .filter(([, field]) => isListSchema(field))
      .map(([name]) => name);
    declaredLists.set(action, fields);
  }
  return fields;
}

function isListSchema(schema: Json): boolean {
  if (!isJsonObject(schema)) return false;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.some(isListSchema);
  return schema.type === "array" || (Array.isArray(schema.type) && schema.type.includes("array"));
}

/**
 * The list of an answer: the one that its action declares, else the only one that holds anything. Undefined where
 * there is none, or several: to go by the longest of them would lose the others.
 */
export function itemsOf(action: Action, result: JsonObject): MainList | undefined {
  const [declared, ...more] = listFieldsOf(action);
  if (more.length > 0) return undefined;
  if (declared !== undefined && Object.hasOwn(result, declared)) {
    const items = result[declared];
    return { field: declared, items: Array.isArray(items) ? items : [] };
  }
  const lists = listsIn(result);
  const [only, ...others] = lists.filter(({ items }) => items.length > 0);
  return others.length > 0 ? undefined : (only ?? lists[0]);
}

/** Every list at the top of an answer. */
export function listsIn(result: JsonObject): readonly MainList[] {
  return Object.entries(result).flatMap(([field, value]) =>
    Array.isArray(value) ? [{ field, items: value }] : [],
  );
}

/** How many items there are in all, where the answer says so in earnest. */
export function totalOf(result: JsonObject): number | undefined {
  // The gateway's lists keep it one level down.
  for (const place of [result, result.PageInfo]) {
    if (!isJsonObject(place)) continue;
    for (const field of ["TotalCount", "Total"]) {
      const total = place[field];
      if (typeof total === "number" && Number.isSafeInteger(total) && total >= 0) return total;
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

/** A page of a list that was collected page by page: the items before it, and how it was asked for. */
export interface PageStart {
  readonly before: number;
  readonly params: JsonObject;
}

/**
 * The window of a list that was collected by token: a cut falls between two of its pages, since no call can begin
 * inside one; where not even the first page is shown, the same is asked for in smaller pages.
 */
export function tokenWindow(starts: readonly PageStart[]): Window {
  const later = starts.filter(({ before }) => before > 0);
  return {
    whole: (items) => later.findLast(({ before }) => before <= items)?.before ?? items,
    after: (items) => later.find(({ before }) => before === items)?.params ?? { MaxResults: items },
  };
}

/** Longest parameters that a note repeats, in UTF-16 units of JSON: the caller has them, and pays for every note. */
const REPEATED = 1_000;

/**
 * The call with other parameters in part, in words for a model. `extra` is what else was asked for, e.g. fields.
 * INVARIANT: the words of one action's secret parameters are not repeated.
 */
export function callWith(
  action: Action,
  params: JsonObject,
  changed: JsonObject,
  extra: JsonObject = {},
): string {
  const secret = action.secrets.input.length > 0;
  if (secret || JSON.stringify(params).length > REPEATED) {
    const told = JSON.stringify({
      ...(Object.keys(changed).length > 0 ? { params: changed } : {}),
      ...extra,
    });
    return `read_action again with the same params, but ${told}`;
  }
  const call = { action: qualifiedName(action), params: { ...params, ...changed }, ...extra };
  return `read_action ${JSON.stringify(call)}`;
}

/** The exact call that goes on, in words for a model. */
export function nextCall(
  action: Action,
  params: JsonObject,
  next: JsonObject | undefined,
  extra: JsonObject = {},
): string {
  if (next === undefined) return "Ask for fewer items at once.";
  return `The next call: ${callWith(action, params, next, extra)}.`;
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
  if (action.paging === "next-token") {
    // A page may be empty and the list go on: what was filtered is filtered after the page is taken.
    const token = nextTokenOf(page.result);
    return token === undefined || token === params.NextToken ? undefined : { ...params, NextToken: token };
  }
  if (page.items === 0) return undefined;
  // A total of less than there is already says nothing.
  const stated = totalOf(page.result);
  const total = stated !== undefined && stated >= page.seen ? stated : undefined;
  const asked = numberOf(params[sizeField(action) ?? ""], DEFAULT_PAGE_SIZE);
  if (action.paging === "limit-offset") {
    if (total === undefined && page.items < asked) return undefined;
    const position = numberOf(params.Offset, 0) + page.items;
    return total !== undefined && position >= total ? undefined : { ...params, Offset: position };
  }
  // A service that gives smaller pages than it was asked for says so, and counts its pages by that size.
  const given = numberOf(page.result.PageSize, asked);
  const size = Number.isSafeInteger(given) && given >= page.items && given < asked ? given : asked;
  if (total === undefined && page.items < size) return undefined;
  const number = numberOf(params.PageNumber, 1);
  if (total !== undefined && number * size >= total) return undefined;
  return { ...params, PageNumber: number + 1, PageSize: size };
}

/** Items before the page that these parameters ask for; undefined where nobody can say. */
export function positionOf(action: Action, params: JsonObject): number | undefined {
  switch (action.paging) {
    case "limit-offset":
      return numberOf(params.Offset, 0);
    case "page-number":
      return (numberOf(params.PageNumber, 1) - 1) * numberOf(params.PageSize, DEFAULT_PAGE_SIZE);
    default:
      return params.NextToken === undefined ? 0 : undefined;
  }
}

function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
