/** How many things one call does something to, for budgets. */
import type { Action } from "./action.ts";
import type { JsonObject } from "./json.ts";

/**
 * The number of things that a call acts upon: the length of the action's declared list, at least 1; 1 where it
 * declares none. Undefined where the call does not say how many: an upload, a task, a list that is not given (which
 * may mean all) or is no list. Pure.
 */
export function itemsOf(action: Action, params: JsonObject): number | undefined {
  const { items, uncountableWith = [] } = action;
  if (items === "uncountable" || uncountableWith.some((name) => isSet(params, name))) return undefined;
  if (items === undefined) return 1;
  const name = items.slice(0, -"[]".length);
  const list = Object.hasOwn(params, name) ? params[name] : undefined;
  return Array.isArray(list) ? Math.max(1, list.length) : undefined;
}

/** Whether a parameter is given and not plainly switched off. */
function isSet(params: JsonObject, name: string): boolean {
  return Object.hasOwn(params, name) && params[name] !== false && params[name] !== null;
}
