import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Action } from "../action/action.ts";
import type { Done, Gate } from "../gate/types.ts";
import { boundAnswer, type Fitted } from "./bound.ts";
import { type Caller, callQuietly } from "./calls.ts";
import { itemsOf, nextTokenOf, totalOf, windowOf } from "./paging.ts";
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
  if (done.effect !== "read")
    return success(action, done, target, boundAnswer(action, carried(action, done), done.result));
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
  const list = itemsOf(result);
  if (list === undefined) return [];
  if (action.paging === "next-token") {
    return nextTokenOf(result) === undefined ? [] : ["There are more: call again with this NextToken."];
  }
  const total = totalOf(result);
  const next = windowOf(action, params)?.after(list.items.length);
  if (total === undefined || next === undefined || list.items.length === 0) return [];
  const before = positionOf(params);
  if (before + list.items.length >= total) return [];
  const pages = Object.entries(next).filter(([name, value]) => params[name] !== value);
  const how = pages.map(([name, value]) => `${name} ${String(value)}`).join(", ");
  return [`${list.items.length} of ${total} items; the next begin at ${how}.`];
}

function positionOf(params: Done["params"]): number {
  const { PageNumber, PageSize, Offset } = params;
  if (typeof Offset === "number") return Offset;
  return typeof PageNumber === "number" && typeof PageSize === "number" ? (PageNumber - 1) * PageSize : 0;
}

// A note that repeats a call repeats no secret.
function carried(action: Action, { params }: Done): Done["params"] {
  return action.secrets.input.length === 0 ? params : {};
}
