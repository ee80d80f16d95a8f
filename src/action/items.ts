/** How many things one call does something to, for budgets. */
import type { Action } from "./action.ts";
import { isJsonObject, type Json, type JsonObject } from "./json.ts";

/**
 * The number of things that a call acts upon: the length of the action's declared list, at least 1; 1 where it declares
 * none; more where a list that it may carry holds more (`counts`). Undefined where the call does not say how many: an
 * upload, a task, a list that is not given (which may mean all) or is no list. Pure.
 */
export function itemsOf(action: Action, params: JsonObject): number | undefined {
  const { counts = [] } = action;
  const listed = listedItems(action, params);
  if (listed === undefined) return undefined;
  return Math.max(listed, ...counts.map((path) => countAt(params, path.split("."))));
}

function listedItems({ items, uncountableWith = [] }: Action, params: JsonObject): number | undefined {
  if (items === "uncountable" || uncountableWith.some((name) => isSet(params, name))) return undefined;
  if (items === undefined) return 1;
  const name = items.slice(0, -"[]".length);
  const list = Object.hasOwn(params, name) ? params[name] : undefined;
  return Array.isArray(list) ? Math.max(1, list.length) : undefined;
}

/** How many values stand at the end of a path of names, each with or without `[]`; one that is no list is one. */
function countAt(value: Json | undefined, [step, ...rest]: readonly string[]): number {
  if (value === undefined || value === null) return 0;
  if (step === undefined) return 1;
  if (!isJsonObject(value)) return 0;
  const name = step.replace(/\[\]$/, "");
  const child = Object.hasOwn(value, name) ? value[name] : undefined;
  const children: readonly (Json | undefined)[] = Array.isArray(child) ? child : [child];
  return children.reduce((sum: number, one) => sum + countAt(one, rest), 0);
}

/** Whether a parameter is given and not plainly switched off. */
function isSet(params: JsonObject, name: string): boolean {
  return Object.hasOwn(params, name) && params[name] !== false && params[name] !== null;
}
