import { type Action, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { estimateTokens } from "../text/index.ts";
import { itemsOf, nextCall, type Window } from "./paging.ts";

/** Most tokens of one answer; what is more is cut at whole items. */
export const ANSWER_TOKENS = 6_000;
/** Longest text that stays whole once an answer is too large and no list is left to cut, in UTF-16 units. */
const SHORTENED = 1_000;
/** How deep lists are looked for. */
const DEPTH = 8;

export interface Fitted {
  readonly result: JsonObject;
  /** What is missing and how to get it, for the model. */
  readonly notes: readonly string[];
  /** Items of the main list that are left, where some of them were cut off. */
  readonly kept: number | undefined;
}

/**
 * Bounds an answer to what a model can be shown, whole items at a time, and says which call brings the rest.
 * `window` is where in a paged list the answer lies; undefined where the action does not page.
 */
export function boundAnswer(action: Action, params: JsonObject, result: JsonObject, window?: Window): Fitted {
  if (costOf(result) <= ANSWER_TOKENS) return { result, notes: [], kept: undefined };
  const main = window === undefined ? undefined : itemsOf(result);
  if (main !== undefined && window !== undefined) {
    const kept = window.whole(mostThatFit(main.items, (items) => ({ ...result, [main.field]: items })));
    if (kept > 0) {
      const shown = { ...result, [main.field]: main.items.slice(0, kept) };
      const next = nextCall(action, params, window.after(kept));
      const notes = [
        `Too large to be shown whole: ${kept} of ${main.items.length} items of this page are here. ${next} Or read_action with fields.`,
      ];
      return { result: shown, notes, kept };
    }
  }
  return cutInside(action, params, result);
}

/** One item, or a list that does not page: the largest list inside is cut, then the longest texts. */
function cutInside(action: Action, params: JsonObject, result: JsonObject): Fitted {
  const notes: string[] = [];
  let shown: JsonObject = result;
  for (const path of listsBySize(result)) {
    if (costOf(shown) <= ANSWER_TOKENS) break;
    const items = at(shown, path);
    if (!Array.isArray(items) || items.length === 0) continue;
    const before = shown;
    const kept = mostThatFit(items, (some) => replaced(before, path, some));
    shown = replaced(before, path, items.slice(0, kept));
    notes.push(
      `Too large to be shown whole: ${kept} of ${items.length} items of ${path.join(".")} are here.`,
    );
  }
  if (costOf(shown) > ANSWER_TOKENS) {
    shown = shortened(shown);
    notes.push(`Texts over ${SHORTENED} characters are cut.`);
  }
  const fields = Object.keys(result)
    .slice(0, 3)
    .map((field) => JSON.stringify(field))
    .join(", ");
  notes.push(
    `For a part of it: read_action ${JSON.stringify({ action: qualifiedName(action), params }).slice(0, -1)}, "fields": [${fields}]}.`,
  );
  return { result: shown, notes, kept: undefined };
}

export function costOf(value: Json): number {
  return estimateTokens(JSON.stringify(value));
}

/** The largest number of items with which the answer fits. */
function mostThatFit(items: readonly Json[], build: (items: readonly Json[]) => Json): number {
  let [fits, tooMany] = [0, items.length + 1];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (costOf(build(items.slice(0, middle))) <= ANSWER_TOKENS) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/** Paths to every list, the costliest first; an inner list comes after the one that holds it. */
function listsBySize(value: JsonObject): readonly (readonly string[])[] {
  const found: { path: readonly string[]; size: number }[] = [];
  const walk = (node: Json, path: readonly string[]): void => {
    if (path.length > DEPTH) return;
    if (Array.isArray(node)) found.push({ path, size: JSON.stringify(node).length });
    else if (isJsonObject(node)) for (const [key, child] of Object.entries(node)) walk(child, [...path, key]);
  };
  walk(value, []);
  return found.toSorted((one, other) => other.size - one.size).map(({ path }) => path);
}

function at(value: Json, path: readonly string[]): Json | undefined {
  let node: Json | undefined = value;
  for (const key of path) node = isJsonObject(node) ? node[key] : undefined;
  return node;
}

function replaced(value: JsonObject, [key, ...rest]: readonly string[], list: readonly Json[]): JsonObject {
  if (key === undefined) return value;
  const child = value[key];
  return { ...value, [key]: rest.length === 0 || !isJsonObject(child) ? list : replaced(child, rest, list) };
}

function shortened(value: JsonObject): JsonObject {
  const walk = (node: Json): Json => {
    if (typeof node === "string") {
      return node.length <= SHORTENED ? node : `${node.slice(0, SHORTENED)}… (${node.length} characters)`;
    }
    if (Array.isArray(node)) return node.map(walk);
    return isJsonObject(node) ? Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v)])) : node;
  };
  const walked = walk(value);
  return isJsonObject(walked) ? walked : {};
}
