import type { Action } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { bounded, estimateTokens } from "../../text/index.ts";
import { fieldName } from "./field-name.ts";
import { callWith, itemsOf, nextCall, type Window } from "./paging.ts";

/** Most tokens of one answer; what is more is cut at whole items. */
export const ANSWER_TOKENS = 6_000;
/** Longest text that stays whole once an answer is too large and no list is left to cut, in UTF-16 units. */
const SHORTENED = 1_000;
/** How deep lists are looked for. */
const DEPTH = 8;
/** Most steps of a path that a note names. */
const NAMED_STEPS = 4;
/** Most notes of one answer. */
const MOST_NOTES = 6;

export interface Fitted {
  readonly result: JsonObject;
  /** What is missing and how to get it, for the model. */
  readonly notes: readonly string[];
  /** Items of the main list that are left, where some of them were cut off. */
  readonly kept: number | undefined;
}

/**
 * Bounds an answer to what a model can be shown, whole items at a time, and says which call brings the rest.
 * @param params of the read that answered; undefined for anything else, of which no read brings the rest
 * @param window where in a paged list the answer lies; undefined where the action does not page
 * @param extra what else was asked for, for the note of the next call
 */
export function boundAnswer(
  action: Action,
  params: JsonObject | undefined,
  result: JsonObject,
  window?: Window,
  extra: JsonObject = {},
): Fitted {
  if (costOf(result) <= ANSWER_TOKENS) return { result, notes: [], kept: undefined };
  const main = window === undefined ? undefined : itemsOf(action, result);
  if (main === undefined || window === undefined || params === undefined || main.items.length < 2) {
    const { shown, notes } = cutInside(result);
    return { result: shown, notes: [...notes, ...wayToPart(action, params, result, extra)], kept: undefined };
  }
  const { field, items } = main;
  const fits = mostThatFit(items, (some) => ({ ...result, [field]: some }));
  const one = fits === 0;
  const kept = one ? 1 : window.whole(fits);
  const next = nextCall(action, params, window.after(kept), extra);
  const fields = extra.fields === undefined ? " Or read_action with fields." : "";
  const page = { ...withoutToken(action, result), [field]: items.slice(0, kept) };
  const cut: Cut = one ? cutInside(page) : { shown: page, notes: [] };
  const said = `Too large to be shown whole: ${kept} of ${items.length} items of this page are here.`;
  return { result: cut.shown, notes: [`${said} ${next}${fields}`, ...cut.notes], kept };
}

// It leads past what was cut.
function withoutToken({ paging }: Action, { NextToken, ...rest }: JsonObject): JsonObject {
  return paging === "next-token" || NextToken === undefined ? rest : { ...rest, NextToken };
}

/** Fields that a note names, and the longest of them that read_action takes. */
const NAMED_FIELDS = 3;
const LONGEST_FIELD = 100;

/** How a part of one large thing is had. */
function wayToPart(
  action: Action,
  params: JsonObject | undefined,
  result: JsonObject,
  extra: JsonObject,
): readonly string[] {
  if (params === undefined) return [];
  if (extra.fields !== undefined) return ["Name fewer fields."];
  const item = action.paging === undefined ? undefined : itemsOf(action, result)?.items[0];
  const fields = Object.keys(isJsonObject(item) ? item : result)
    .filter((field) => field.length <= LONGEST_FIELD && !field.includes("."))
    .slice(0, NAMED_FIELDS);
  return fields.length === 0 ? [] : [`For a part of it: ${callWith(action, params, {}, { fields })}.`];
}

interface Cut {
  readonly shown: JsonObject;
  readonly notes: readonly string[];
}

/** One item, or a list that does not page: the largest lists inside are cut, then the longest texts, then the rest. */
function cutInside(result: JsonObject): Cut {
  const notes: string[] = [];
  let shown: JsonObject = result;
  for (const path of listsBySize(result)) {
    if (costOf(shown) <= ANSWER_TOKENS) break;
    const items = at(shown, path);
    // One item at the least: its texts are cut instead.
    if (!Array.isArray(items) || items.length < 2) continue;
    const before = shown;
    const kept = Math.max(
      1,
      mostThatFit(items, (some) => replaced(before, path, some)),
    );
    shown = replaced(before, path, items.slice(0, kept));
    const place = path.slice(0, NAMED_STEPS).map(fieldName).join(".");
    notes.push(`Too large to be shown whole: ${kept} of ${items.length} items of ${place} are here.`);
  }
  if (costOf(shown) > ANSWER_TOKENS) {
    shown = shortened(shown);
    notes.push(`Texts over ${SHORTENED} characters are cut.`);
  }
  if (costOf(shown) > ANSWER_TOKENS) {
    shown = begun(shown);
    notes.push("Even so it was too large: only how it begins is here.");
  }
  return {
    shown,
    notes: notes.length > MOST_NOTES ? [...notes.slice(0, MOST_NOTES), "And more is cut."] : notes,
  };
}

/** What a value's braces, quotes and commas cost at most. */
const SIGNS = 3;

/** As much of an answer's beginning as may be shown, whatever it is made of. */
function begun(value: JsonObject): JsonObject {
  let left = ANSWER_TOKENS;
  const walk = (node: Json): Json | undefined => {
    left -= SIGNS;
    if (left <= 0) return undefined;
    if (Array.isArray(node)) {
      const items: Json[] = [];
      for (const item of node) {
        const shown = walk(item);
        if (shown === undefined) break;
        items.push(shown);
      }
      return items;
    }
    if (isJsonObject(node)) return members(node);
    left -= costOf(node);
    return left < 0 ? undefined : node;
  };
  const members = (object: JsonObject): JsonObject => {
    const kept: [string, Json][] = [];
    for (const [key, child] of Object.entries(object)) {
      left -= costOf(key);
      const shown = walk(child);
      if (shown === undefined) break;
      kept.push([key, shown]);
    }
    return Object.fromEntries(kept);
  };
  return members(value);
}

/** Beyond this many characters for each token an answer is too large without a count. */
const LONGEST_TOKEN = 16;

export function costOf(value: Json): number {
  const text = JSON.stringify(value);
  if (text.length > ANSWER_TOKENS * LONGEST_TOKEN) return Number.POSITIVE_INFINITY;
  return estimateTokens(text);
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
      return bounded(node, SHORTENED);
    }
    if (Array.isArray(node)) return node.map(walk);
    return isJsonObject(node) ? Object.fromEntries(Object.entries(node).map(([k, v]) => [k, walk(v)])) : node;
  };
  const walked = walk(value);
  return isJsonObject(walked) ? walked : {};
}
