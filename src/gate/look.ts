/** How a look at a thing is made of the call that is about it. */
import type { Action, Lookup } from "../action/action.ts";
import type { Json, JsonObject } from "../action/json.ts";
import { parseArguments } from "../action/parse.ts";
import { InternalError, InvalidArguments } from "../errors.ts";
import type { GateOptions } from "./options.ts";

const LIST = "[]";

/** The read's parameters; or why there are none: the call does not name the thing so, or not all that the read takes. */
export type Carried =
  | { readonly kind: "params"; readonly params: JsonObject }
  | { readonly kind: "not named" }
  | { readonly kind: "not carried" };

/** @throws InternalError for a name that is no action's */
export function readerOf(name: string, options: Pick<GateOptions, "find">): Action {
  const reader = options.find(name);
  if (reader === undefined) throw new InternalError(`${name} is not an action.`);
  return reader;
}

/** The call's own name and the read's, for each parameter that is carried over. */
export function pairsOf({ by }: Pick<Lookup, "by">): readonly (readonly [string, string])[] {
  return isNames(by) ? by.map((name) => [name, name] as const) : Object.entries(by);
}

const isNames = (by: Lookup["by"]): by is readonly string[] => Array.isArray(by);

/** A parameter's name without the mark of a list. */
export const bare = (name: string): string => (name.endsWith(LIST) ? name.slice(0, -LIST.length) : name);

/** The names by which the call knows what is carried over. */
export const ownNames = (lookup: Pick<Lookup, "by">): string[] => pairsOf(lookup).map(([own]) => bare(own));

/** `element`: one of a list that the call carries, for a read of each. */
export function carriedTo(
  reader: Action,
  how: Pick<Lookup, "by" | "with">,
  given: JsonObject,
  element?: { readonly of: string; readonly id: Json },
): Carried {
  const pairs = pairsOf(how);
  const carried = pairs.flatMap(([own, theirs]): [string, Json][] => {
    const value = element?.of === own ? element.id : given[own];
    return value === undefined || value === null ? [] : [[theirs, value]];
  });
  const named = carried.length > 0 || pairs.some(([, theirs]) => reader.absentMeans?.[theirs]);
  if (pairs.length > 0 && !named) return { kind: "not named" };
  try {
    const { params } = parseArguments(reader, { ...how.with, ...Object.fromEntries(carried) });
    return { kind: "params", params };
  } catch (error) {
    if (!(error instanceof InvalidArguments)) throw error;
    return { kind: "not carried" };
  }
}
