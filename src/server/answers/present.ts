import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Action } from "../../action/action.ts";
import { DEFAULT_PAGE_SIZE } from "../../action/fields.ts";
import { HANDLE_ID, HANDLE_KEY } from "../../action/handle.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import type { Done, Gate } from "../../gate/types.ts";
import { type Caller, callQuietly } from "../calls.ts";
import { boundAnswer, type Fitted } from "./bound.ts";
import { itemsOf, listsIn, nextTokenOf, positionOf, sizeField, totalOf, windowOf } from "./paging.ts";
import { success } from "./result.ts";

export interface Presenting {
  readonly gate: Gate;
  readonly target: string;
  readonly action: Action;
  readonly caller: Caller;
}

/** The result of a finished call, bounded to what a model can be shown and with the way to the rest. */
export async function present(done: Done, context: Presenting): Promise<CallToolResult> {
  const { action, target } = context;
  if (done.effect !== "read") {
    // No read brings the rest of what a change answered.
    const fitted = boundAnswer(action, undefined, done.result);
    const notes = [...fitted.notes, ...lostHandles(done.result, fitted.result)];
    return success(action, done, target, { result: fitted.result, notes });
  }
  const { answer, fitted } = await presentRead(done, context);
  const notes = fitted.kept === undefined ? [...fitted.notes, ...restOf(action, answer)] : fitted.notes;
  return success(action, answer, target, { result: fitted.result, notes });
}

/**
 * A page that goes on by token can only be cut by asking for a smaller one: its token leads past what was cut.
 * One more read, never more.
 */
async function presentRead(
  done: Done,
  { gate, action, caller }: Presenting,
): Promise<{ readonly answer: Done; readonly fitted: Fitted }> {
  const fitted = boundAnswer(action, done.params, done.result, windowOf(action, done.params));
  if (fitted.kept === undefined || action.paging !== "next-token") return { answer: done, fitted };
  const args = { ...done.params, MaxResults: fitted.kept };
  const smaller = await callQuietly(gate, { action, args }, caller);
  if (smaller === undefined) return { answer: done, fitted };
  return { answer: smaller, fitted: boundAnswer(action, args, smaller.result, windowOf(action, args)) };
}

/** Whether more is to be had, and how, where the answer shows one page whole. */
function restOf(action: Action, { params, result }: Done): readonly string[] {
  if (action.paging === "next-token") {
    return nextTokenOf(result) === undefined ? [] : ["There are more: call again with this NextToken."];
  }
  const list = itemsOf(action, result);
  if (list === undefined) return fullPage(action, params, result);
  const total = totalOf(result);
  const next = windowOf(action, params)?.after(list.items.length);
  const before = positionOf(action, params);
  if (total === undefined || next === undefined || before === undefined) return [];
  if (list.items.length === 0 || before + list.items.length >= total) return [];
  const pages = Object.entries(next).filter(([name, value]) => params[name] !== value);
  const how = pages.map(([name, value]) => `${name} ${String(value)}`).join(", ");
  return [`${list.items.length} of ${total} items; the next begin at ${how}.`];
}

/** Of several lists nobody can say how they share a page: only whether one of them fills it. */
function fullPage(action: Action, params: JsonObject, result: JsonObject): readonly string[] {
  const field = sizeField(action);
  if (field === undefined) return [];
  const size = params[field];
  const most = typeof size === "number" ? size : DEFAULT_PAGE_SIZE;
  return listsIn(result).some(({ items }) => items.length >= most)
    ? ["A list fills this page: there may be more on the next."]
    : [];
}

/** Most handles that a note gives. */
const MOST_HANDLES = 20;

/** Handles that the answer held and what is shown of it does not: a secret is handed out once. */
function lostHandles(whole: JsonObject, shown: JsonObject): readonly string[] {
  if (whole === shown) return [];
  const left = handlesIn(shown);
  const lost = [...handlesIn(whole)].filter((handle) => !left.has(handle));
  if (lost.length === 0) return [];
  const more = lost.length > MOST_HANDLES ? ` and ${lost.length - MOST_HANDLES} more` : "";
  return [`Handles in what is not shown: ${lost.slice(0, MOST_HANDLES).join(", ")}${more}.`];
}

function handlesIn(value: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (node: Json): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (isJsonObject(node)) {
      const handle = node[HANDLE_KEY];
      if (typeof handle === "string" && HANDLE_ID.test(handle)) found.add(handle);
      for (const child of Object.values(node)) walk(child);
    }
  };
  walk(value);
  return found;
}
