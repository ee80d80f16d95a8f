import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Done } from "../../gate/types.ts";
import { boundAnswer } from "../bound.ts";
import { type Caller, callAction, callQuietly } from "../calls.ts";
import { itemsOf, nextPage, ownPage, totalOf, windowOf } from "../paging.ts";
import { present } from "../present.ts";
import { success } from "../result.ts";
import { readInput } from "./definitions.ts";
import type { Discovery } from "./types.ts";
import { parseOwn } from "./parse-own.ts";
import { pick, unknownFields } from "./projection.ts";

/** Items after which a read stops paging by itself. */
export const MOST_ITEMS = 2_000;

/** Any plain read; refuses everything else. With `fields` or `count` it goes through the pages by itself. */
export async function readAction(
  discovery: Discovery,
  args: unknown,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const { action: name, params = {}, fields, count = false } = parseOwn("read_action", readInput, args);
  const action = discovery.resolver.resolve(name);
  const reading: Reading = { discovery, action, caller, fields };
  if (count && action.paging === undefined) {
    throw new InvalidArguments(`${qualifiedName(action)} is no list that can be counted.`, {
      hint: "Leave count out.",
    });
  }
  const pages = action.paging !== undefined && (count || fields !== undefined);
  const call = { action, args: pages ? ownPage(action, params) : params, readOnly: true };
  return await callAction(discovery.gate, call, caller, async (done) => {
    if (count) return await counted(done, reading);
    if (fields === undefined) return await present(done, { ...discovery, action, caller });
    return await projected(done, reading, fields);
  });
}

interface Reading {
  readonly discovery: Discovery;
  readonly action: Action;
  readonly caller: Caller;
  readonly fields: readonly string[] | undefined;
}

interface Collected {
  readonly field: string;
  readonly items: readonly Json[];
  /** Why collecting ended before the list did. */
  readonly note: string | undefined;
  readonly total: number | undefined;
}

/** Every item from the caller's page on, at most {@link MOST_ITEMS}. */
async function collect(first: Done, { discovery, action, caller }: Reading): Promise<Collected> {
  const head = itemsOf(first.result);
  const total = totalOf(first.result);
  if (head === undefined) return { field: "items", items: [], note: undefined, total };
  let items: Json[] = [...head.items];
  let page = first;
  for (;;) {
    const current = itemsOf(page.result)?.items.length ?? 0;
    const next = nextPage(action, page.params, { result: page.result, items: current, seen: items.length });
    if (next === undefined) return { field: head.field, items, note: undefined, total };
    if (items.length >= MOST_ITEMS) {
      items = items.slice(0, MOST_ITEMS);
      return {
        field: head.field,
        items,
        note: `Stopped after ${MOST_ITEMS} items; narrow it with filters.`,
        total,
      };
    }
    const following = await callQuietly(discovery.gate, { action, args: next }, caller);
    if (following === undefined) {
      return { field: head.field, items, note: "The further pages need a person's approval.", total };
    }
    page = following;
    items.push(...(itemsOf(page.result)?.items ?? []));
  }
}

async function counted(done: Done, reading: Reading): Promise<CallToolResult> {
  const { action, discovery } = reading;
  const stated = totalOf(done.result);
  const collected = stated === undefined ? await collect(done, reading) : undefined;
  const count = stated ?? collected?.items.length ?? 0;
  const notes = collected?.note === undefined ? [] : [collected.note];
  return success(action, { ...done, result: { count } }, discovery.target, { result: { count }, notes });
}

async function projected(done: Done, reading: Reading, fields: readonly string[]): Promise<CallToolResult> {
  const { action, discovery } = reading;
  if (action.paging === undefined) {
    const result = pick(done.result, fields);
    const shown = isJsonObject(result) ? result : {};
    const fitted = boundAnswer(action, done.params, shown);
    const notes = [...fitted.notes, ...unknownFields([done.result], fields)];
    return success(action, done, discovery.target, { result: fitted.result, notes });
  }
  const { field, items, note, total } = await collect(done, reading);
  const result: JsonObject = {
    [field]: items.map((item) => pick(item, fields)),
    items: items.length,
    ...(total === undefined ? {} : { Total: total }),
  };
  const fitted = boundAnswer(action, done.params, result, windowOf(action, done.params));
  const notes = [
    ...fitted.notes.map((line) => line.replace(/}\.( Or .*)$/, `, "fields": ${JSON.stringify(fields)}}.$1`)),
    ...(note === undefined ? [] : [note]),
    ...unknownFields(items, fields),
  ];
  return success(action, done, discovery.target, { result: fitted.result, notes });
}
