/** What a look at a thing proves of a call whose answer was lost. Pure. */
import type { Effect, Lookup, Tells } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { canonicalJson } from "../digest.ts";
import { ownNames } from "../look.ts";

/** `undecided` is the honest end of a look that fits both. The words are English, for the ledger and the model. */
export type Evidence =
  | { readonly kind: "happened" }
  /** `inTheWay`: because another has the name, so that the same call fails again. */
  | { readonly kind: "not happened"; readonly why: string; readonly inTheWay?: true }
  | {
      readonly kind: "undecided";
      readonly why: string;
      /** What the call sets is not so now, or cannot be read: to set it once more ends where the call would have, whether it was made or not. */
      readonly setAgain?: true;
    };

/** The call, as the ledger knows it: secrets are marks, and compare with nothing. */
export interface LostCall {
  readonly effect: Effect;
  readonly lookup: Lookup;
  readonly renames: Readonly<Record<string, string>> | undefined;
  readonly params: JsonObject;
  /** When it began by the service's own clock, in milliseconds since 1970; undefined where that clock is not known. */
  readonly since: number | undefined;
}

/** Clocks that tell seconds, and two of them that are compared. */
const TOLERANCE_MS = 2_000;
const CREATED = /^(?:Creat(?:e|ed|ion)|Join|Attach)(?:Time|Date|At)$/;
const UPDATED = /^(?:(?:Updat(?:e|ed)|Modif(?:y|ied))(?:Time|Date|At))$/;

const BY_EFFECT: Readonly<Record<Effect, Tells>> = {
  read: "there",
  reveal: "there",
  create: "there",
  issue: "there",
  update: "changed",
  delete: "gone",
};

/** What is so after a call that took effect. */
export function tellsOf({ lookup, effect }: Pick<LostCall, "lookup" | "effect">): Tells {
  return lookup.tells ?? BY_EFFECT[effect];
}

/** `thing` is what the look found; undefined where the service knows none. */
export function evidenceOf(thing: JsonObject | undefined, call: LostCall): Evidence {
  return proven(judged(thing, call), call);
}

/**
 * The same of a list: what was found of each thing that the call means. Several that disagree prove nothing.
 */
export function evidenceAmong(groups: readonly (readonly JsonObject[])[], call: LostCall): Evidence {
  if (groups.length === 0) return undecided("the call does not say which one");
  const all = groups.map((group) => judgedGroup(group, call));
  const [first] = all;
  const agree = first !== undefined && all.every(({ kind }) => kind === first.kind);
  return agree ? proven(first, call) : undecided("it is so of some, and not of others");
}

/** The things that were made since the call began, and are as it says. */
export function madeSince(things: readonly JsonObject[], call: LostCall): readonly JsonObject[] {
  return things.filter(
    (thing) => timeOf(thing, CREATED) !== undefined && judged(thing, call).kind === "happened",
  );
}

function judgedGroup(group: readonly JsonObject[], call: LostCall): Evidence {
  const all = group.map((thing) => judged(thing, call));
  const [first] = all;
  if (first === undefined) return judged(undefined, call);
  if (tellsOf(call) === "changed" && all.length > 1) return undecided("there is more than one");
  return all.find(({ kind }) => kind === "happened") ?? all.find(({ kind }) => kind === "undecided") ?? first;
}

function judged(thing: JsonObject | undefined, call: LostCall): Evidence {
  switch (tellsOf(call)) {
    case "gone":
      return thing === undefined ? HAPPENED : notHappened("it is still there");
    case "there":
      return thing === undefined ? notHappened("it is not there") : madeBy(thing, call);
    case "changed":
      return thing === undefined ? undecided("it is not there any more") : changedBy(thing, call);
  }
}

/** A look that can prove only one of the two leaves the other open. */
function proven(evidence: Evidence, { lookup: { proves } }: LostCall): Evidence {
  if (proves === undefined || evidence.kind === "undecided" || evidence.kind === proves) return evidence;
  if (evidence.kind === "happened") return undecided("it may be another call that did what is there");
  return undecided(`${evidence.why}, and it may still come`);
}

const HAPPENED: Evidence = { kind: "happened" };
const notHappened = (why: string) => ({ kind: "not happened", why }) as const;
const undecided = (why: string) => ({ kind: "undecided", why }) as const;

/** Names are taken once: what was there before the call is not of its making, and kept it from making one. */
function madeBy(thing: JsonObject, call: LostCall): Evidence {
  const created = timeOf(thing, CREATED);
  if (isBefore(created, call.since))
    return { ...notHappened("one was there before the call"), inTheWay: true };
  const dated = Object.keys(thing).some((field) => CREATED.test(field));
  if (dated && (created === undefined || call.since === undefined))
    return undecided("there is one, and whether it was there before the call cannot be told");
  const { different, unseen } = compare(thing, call);
  if (different.length > 0) return undecided(`there is one, with another ${different.join(" and ")}`);
  // Without a time it may have been there all along: then it has to be, in all that the call says, what it would have made.
  if (created === undefined && unseen.length > 0) {
    return undecided(`there is one, of which ${unseen.join(" and ")} cannot be read back`);
  }
  return HAPPENED;
}

/**
 * INVARIANT: that it was changed since proves nothing, for somebody else may have been it; every single thing that the call
 * sets has to be read back. That it was not changed since proves that it did not happen.
 */
function changedBy(thing: JsonObject, call: LostCall): Evidence {
  const updated = timeOf(thing, UPDATED);
  if (isBefore(updated, call.since)) return notHappened("it was last changed before the call");
  const { equal, different, unseen } = compare(thing, call);
  if (different.length > 0) {
    const why = `${different.join(" and ")} is not what the call says`;
    // What a service calls a state is not documented: another word proves nothing.
    if (call.lookup.sets !== undefined) return undecided(why);
    return updated !== undefined || equal.length > 0 ? settable(why, call) : notHappened(why);
  }
  if (unseen.length > 0) return settable(`${unseen.join(" and ")} cannot be read back`, call);
  return equal.length > 0 ? HAPPENED : undecided("nothing of what the call sets can be read back");
}

function settable(why: string, { effect }: LostCall): Evidence {
  return effect === "update" ? { ...undecided(why), setAgain: true } : undecided(why);
}

function isBefore(time: number | undefined, since: number | undefined): boolean {
  return time !== undefined && since !== undefined && time < since - TOLERANCE_MS;
}

/** The first field that says when, in milliseconds since 1970. */
function timeOf(thing: JsonObject, name: RegExp): number | undefined {
  for (const [field, value] of Object.entries(thing)) {
    const at = name.test(field) ? pointInTime(value) : undefined;
    if (at !== undefined) return at;
  }
  return undefined;
}

/** ISO 8601 with or without punctuation, or a number of seconds or milliseconds; a time without a zone is none. */
export function pointInTime(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d{10,13}$/.test(value) ? Number(value) : value;
  if (typeof number === "number") return number < 1e11 ? number * 1000 : number;
  if (typeof number !== "string") return undefined;
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(number);
  const text = compact === null ? number : `${compact.slice(1, 4).join("-")}T${compact.slice(4).join(":")}Z`;
  if (!/^\d{4}-\d\d-\d\d[T ].*(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

interface Comparison {
  readonly equal: readonly string[];
  readonly different: readonly string[];
  /** What the call sets, and the thing does not show so that it could be compared. */
  readonly unseen: readonly string[];
}

/** Holds what the call sets against what is there, where both say something of it in one form. */
function compare(thing: JsonObject, call: LostCall): Comparison {
  const found: Record<"equal" | "different" | "unseen", string[]> = { equal: [], different: [], unseen: [] };
  for (const [name, field, values] of settingsOf(call)) {
    const answers = values.map(
      (value) => isSameWord(field, value, thing[field]) || isSame(value, thing[field]),
    );
    if (answers.includes(true)) found.equal.push(name);
    else found[answers.includes(undefined) ? "unseen" : "different"].push(name);
  }
  return found;
}

/** A state is a word of the service's own, which it may write with other capitals than it takes it. */
function isSameWord(field: string, asked: Json, found: Json | undefined): boolean {
  if (!/Stat(?:us|e)$/.test(field) || typeof asked !== "string" || typeof found !== "string") return false;
  return asked.toLowerCase() === found.toLowerCase();
}

type Setting = readonly [name: string, field: string, values: readonly Json[]];

function settingsOf({ params, lookup, renames = {} }: LostCall): readonly Setting[] {
  if (lookup.sets !== undefined) {
    return Object.entries(lookup.sets).map(([field, values]) => [field, field, values]);
  }
  const naming = new Set([...ownNames(lookup), ...Object.keys(lookup.among?.by ?? {}).map(rootOf)]);
  return Object.entries(params).flatMap(([name, value]): Setting[] => {
    if (naming.has(name)) return [];
    const renamed = Object.entries(renames).find(([, given]) => given === name)?.[0];
    return [[name, lookup.as?.[name] ?? renamed ?? name.replace(/^New(?=[A-Z])/, ""), [value]]];
  });
}

const rootOf = (path: string): string => /^[^.[?]+/.exec(path)?.[0] ?? path;

/** Undefined where the two are not of one form, so that neither answer would be true. */
function isSame(asked: Json, found: Json | undefined): boolean | undefined {
  if (asked === null || found === null || found === undefined) return undefined;
  if (typeof asked !== "object" && typeof found !== "object") {
    if (String(asked) === String(found)) return true;
    const [one, other] = [jsonIn(asked), jsonIn(found)];
    // A document is written anew by the service: other blanks, another order.
    if (one !== undefined && other !== undefined) return canonicalJson(one) === canonicalJson(other);
    if (typeof found === "string" && isRewritten(found)) return undefined;
    return typeof asked === typeof found || typeof asked === "number" ? false : undefined;
  }
  if (Array.isArray(asked) && Array.isArray(found) && [...asked, ...found].every(isScalar)) {
    return canonicalJson(asked.map(String).toSorted()) === canonicalJson(found.map(String).toSorted());
  }
  return canonicalJson(asked) === canonicalJson(found) ? true : undefined;
}

/** Masked, or so long that the service may write it in its own way. */
const isRewritten = (found: string): boolean => found.includes("**") || found.length > LONG;
const LONG = 200;

const isScalar = (value: Json): boolean => typeof value !== "object" && value !== null;

function jsonIn(value: Json): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const parsed: Json = JSON.parse(value);
    return parsed;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The thing in an answer: at its place, also as JSON in a text, or the one object that the answer consists of. Undefined where
 * nothing is there: an answer that says nothing does not say that the thing is gone.
 */
export function thingIn(answer: JsonObject, { at }: Pick<Lookup, "at">): JsonObject | undefined {
  const found = at === undefined ? answer : at.split(".").reduce<Json | undefined>(stepInto, answer);
  const whole = typeof found === "string" ? jsonIn(found) : found;
  if (!isJsonObject(whole)) return undefined;
  const [only, ...more] = Object.values(whole);
  const thing = more.length === 0 && isJsonObject(only) ? only : whole;
  return Object.values(thing).every((value) => value === null) ? undefined : thing;
}

function stepInto(value: Json | undefined, step: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
