import type { CallToolResult, InputRequiredResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { InvalidArguments } from "../../errors.ts";
import type { Done } from "../../gate/types.ts";
import { boundAnswer } from "../answers/bound.ts";
import { checkedResult } from "../answers/checked.ts";
import {
  itemsOf,
  listsIn,
  type MainList,
  nextCall,
  nextPage,
  ownPage,
  type PageStart,
  positionOf,
  tokenWindow,
  totalOf,
  type Window,
  windowOf,
} from "../answers/paging.ts";
import { present } from "../answers/present.ts";
import { success } from "../answers/result.ts";
import { type Caller, callAction, callQuietly } from "../calls.ts";
import { readInput } from "./definitions.ts";
import { parseOwn } from "./parse-own.ts";
import { pick, unknownFields } from "./projection.ts";
import type { Discovery } from "./types.ts";

/** Items after which a read stops paging by itself. */
export const MOST_ITEMS = 2_000;
/** Pages after which it stops, however few items they had. */
export const MOST_PAGES = 200;
/** Most notes of further pages that are told. */
const MOST_NOTES = 5;

/** Any plain read; refuses everything else. With `fields` or `count` it goes through the pages by itself. */
export async function readAction(
  discovery: Discovery,
  args: unknown,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const { action: name, params = {}, fields, count = false } = parseOwn("read_action", readInput, args);
  const action = discovery.resolver.resolve(name);
  const reading: Reading = { discovery, action, caller };
  if (count && action.paging === undefined) {
    throw new InvalidArguments(`${qualifiedName(action)} is no list that can be counted.`, {
      hint: "Leave count out.",
    });
  }
  const pages = action.paging !== undefined && (count || fields !== undefined);
  const call = { action, args: pages ? ownPage(action, params) : params, readOnly: true };
  return await callAction(discovery.gate, call, caller, {
    done: async (done) => {
      if (count) return await counted(done, reading);
      if (fields === undefined) return await present(done, { ...discovery, action, caller });
      return await projected(done, reading, fields);
    },
    tried: (checked) => checkedResult(action, checked, { ...discovery, dryRun: true }),
  });
}

interface Reading {
  readonly discovery: Discovery;
  readonly action: Action;
  readonly caller: Caller;
}

interface Collected {
  readonly field: string;
  readonly items: readonly Json[];
  /** What to know of the collecting: what the pages said, and why it ended before the list did. */
  readonly notes: readonly string[];
  readonly window: Window | undefined;
}

/**
 * Every item from the caller's page on, at most {@link MOST_ITEMS} and the rest of a page. Ends at whatever a service
 * may do that would go on for ever: tokens in a circle, one page again and again, pages of hardly anything.
 */
async function collect(
  first: Done,
  head: MainList,
  fields: readonly string[] | undefined,
  { discovery, action, caller }: Reading,
): Promise<Collected> {
  const items: Json[] = [...head.items];
  const notes = new FurtherNotes(first.notes);
  const starts: PageStart[] = [{ before: 0, params: first.params }];
  const tokens = new Set<string>();
  let page = first;
  let current = head.items;
  const ended = (note?: string): Collected => {
    const window = action.paging === "next-token" ? tokenWindow(starts) : windowOf(action, first.params);
    return {
      field: head.field,
      items,
      notes: [...notes.told(), ...(note === undefined ? [] : [note])],
      window,
    };
  };
  for (;;) {
    const next = nextPage(action, page.params, {
      result: page.result,
      items: current.length,
      seen: items.length,
    });
    if (next === undefined) return ended(shortOf(first, items.length, action));
    if (items.length >= MOST_ITEMS || starts.length >= MOST_PAGES) {
      const going = nextCall(action, next, {}, fields === undefined ? {} : { fields });
      return ended(`Stopped after ${items.length} items in ${starts.length} pages. ${going}`);
    }
    const { NextToken } = next;
    if (typeof NextToken === "string" && tokens.has(NextToken)) return ended(ROUND);
    if (typeof NextToken === "string") tokens.add(NextToken);
    const following = await callQuietly(discovery.gate, { action, args: next }, caller);
    if (following === undefined) return ended("The further pages are not allowed without more ado.");
    const before = current;
    const list = itemsOf(action, following.result);
    if (list !== undefined && list.field !== head.field && list.items.length > 0) return ended(ANOTHER);
    current = list?.field === head.field ? list.items : [];
    if (current.length > 0 && same(current, before)) return ended(ROUND);
    page = following;
    starts.push({ before: items.length, params: next });
    for (const item of current) items.push(item);
    notes.add(following.notes);
  }
}

/**
 * What further pages note. Pages say the same of themselves with other numbers and times: what differs in nothing else is
 * told once, so that no other is crowded out.
 */
class FurtherNotes {
  readonly #kinds: Set<string>;
  readonly #notes: string[] = [];
  #more = false;

  constructor(told: readonly string[]) {
    this.#kinds = new Set(told.map(kindOf));
  }

  add(notes: readonly string[]): void {
    for (const note of notes) {
      if (this.#kinds.has(kindOf(note))) continue;
      this.#kinds.add(kindOf(note));
      if (this.#notes.length < MOST_NOTES) this.#notes.push(note);
      else this.#more = true;
    }
  }

  told(): readonly string[] {
    return this.#more ? [...this.#notes, "Further pages noted more than is told here."] : this.#notes;
  }
}

const kindOf = (note: string): string => note.replaceAll(/\d+/g, "#");

const ROUND = "The service gives the same page again: the list may not be whole.";
const ANOTHER = "A further page came with another list: this one may not be whole.";

function same(one: readonly Json[], other: readonly Json[]): boolean {
  return one.length === other.length && JSON.stringify(one) === JSON.stringify(other);
}

/** A sentence where the service says that there is more than it gave. */
function shortOf(first: Done, items: number, action: Action): string | undefined {
  const total = totalOf(first.result);
  const before = positionOf(action, first.params);
  if (total === undefined || before === undefined || items === 0 || before + items >= total) return undefined;
  return `The service says that there are ${total}, and gave ${items}${before > 0 ? " from here on" : ""}.`;
}

async function counted(done: Done, reading: Reading): Promise<CallToolResult> {
  const { action, discovery } = reading;
  const stated = totalOf(done.result);
  const head = itemsOf(action, done.result);
  if (stated === undefined && head === undefined && listsIn(done.result).length > 0) {
    throw new InvalidArguments(`${qualifiedName(action)} answers with several lists and no total.`, {
      hint: "Leave count out.",
    });
  }
  // A total of less than is here says nothing.
  const believed = stated !== undefined && stated >= (head?.items.length ?? 0);
  const collected =
    believed || head === undefined ? undefined : await collect(done, head, undefined, reading);
  const count = believed ? stated : (collected?.items.length ?? 0);
  const notes = collected?.notes ?? [];
  return success(action, { ...done, result: { count } }, discovery.target, { result: { count }, notes });
}

async function projected(done: Done, reading: Reading, fields: readonly string[]): Promise<CallToolResult> {
  const { action, discovery } = reading;
  const head = action.paging === undefined ? undefined : itemsOf(action, done.result);
  if (head === undefined) {
    const result = pick(done.result, fields);
    const shown = isJsonObject(result) ? result : {};
    const fitted = boundAnswer(action, done.params, shown, undefined, { fields });
    const notes = [...fitted.notes, ...unknownFields([done.result], fields)];
    return success(action, done, discovery.target, { result: fitted.result, notes });
  }
  const { field, items, notes, window } = await collect(done, head, fields, reading);
  const total = totalOf(done.result);
  // The list comes last: no name that the service gives it is taken by idgate's own count.
  const result: JsonObject = {
    items: items.length,
    ...(total === undefined ? {} : { Total: total }),
    [field]: items.map((item) => pick(item, fields)),
  };
  const fitted = boundAnswer(action, done.params, result, window, { fields });
  return success(action, done, discovery.target, {
    result: fitted.result,
    notes: [...fitted.notes, ...notes, ...unknownFields(items, fields)],
  });
}
