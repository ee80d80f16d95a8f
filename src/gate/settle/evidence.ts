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
      /** What the call sets is not so now: to set it once more ends where the call would have, whether it was made or not. */
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
const CREATED = /^Creat(?:e|ed|ion)(?:Time|Date|At)$/;
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
  switch (tellsOf(call)) {
    case "gone":
      return thing === undefined ? HAPPENED : notHappened("it is still there");
    case "there":
      return thing === undefined ? notHappened("it is not there") : madeBy(thing, call);
    case "changed":
      return thing === undefined ? undecided("it is not there any more") : changedBy(thing, call);
  }
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
  const { different } = compare(thing, call);
  if (different.length > 0) return undecided(`there is one, with another ${different.join(" and ")}`);
  return HAPPENED;
}

function changedBy(thing: JsonObject, call: LostCall): Evidence {
  const updated = timeOf(thing, UPDATED);
  if (isBefore(updated, call.since)) return notHappened("it was last changed before the call");
  const { equal, different } = compare(thing, call);
  const changedSince = updated !== undefined && call.since !== undefined;
  if (different.length === 0) {
    if (equal.length > 0 || changedSince) return HAPPENED;
    return undecided("nothing of what the call sets can be read back");
  }
  if (changedSince || equal.length > 0)
    return { ...undecided(`${different.join(" and ")} is not what the call says`), setAgain: true };
  return notHappened(`${different.join(" and ")} is not what the call says`);
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
}

/** Holds what the call sets against what is there, where both say something of it in one form. */
function compare(thing: JsonObject, { params, lookup, renames = {} }: LostCall): Comparison {
  const naming = new Set([...ownNames(lookup), ...Object.keys(lookup.among?.by ?? {})]);
  const equal: string[] = [];
  const different: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    const renamed = Object.entries(renames).find(([, given]) => given === name)?.[0];
    const field = renamed ?? name.replace(/^New(?=[A-Z])/, "");
    if (naming.has(name) || !Object.hasOwn(thing, field)) continue;
    const same = isSame(value, thing[field]);
    if (same !== undefined) (same ? equal : different).push(name);
  }
  return { equal, different };
}

/** Undefined where the two are not of one form, so that neither answer would be true. */
function isSame(asked: Json, found: Json | undefined): boolean | undefined {
  if (asked === null || found === null || found === undefined) return undefined;
  if (typeof asked !== "object" && typeof found !== "object") {
    if (String(asked) === String(found)) return true;
    const [one, other] = [jsonIn(asked), jsonIn(found)];
    // A document is written anew by the service: other blanks, another order.
    if (one !== undefined && other !== undefined) return canonicalJson(one) === canonicalJson(other);
    return typeof asked === typeof found || typeof asked === "number" ? false : undefined;
  }
  if (Array.isArray(asked) && Array.isArray(found) && [...asked, ...found].every(isScalar)) {
    return canonicalJson(asked.map(String).toSorted()) === canonicalJson(found.map(String).toSorted());
  }
  return canonicalJson(asked) === canonicalJson(found) ? true : undefined;
}

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

/** The thing in an answer: at its place, or the one object that the answer consists of. */
export function thingIn(answer: JsonObject, { at }: Pick<Lookup, "at">): JsonObject | undefined {
  const found =
    at === undefined
      ? answer
      : at
          .split(".")
          .reduce<Json | undefined>(
            (value, step) => (isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined),
            answer,
          );
  if (!isJsonObject(found)) return undefined;
  const [only, ...more] = Object.values(found);
  return more.length === 0 && isJsonObject(only) ? only : found;
}

/** The elements of a list that the call means. */
export function elementsOf(
  answer: JsonObject,
  among: NonNullable<Lookup["among"]>,
  params: JsonObject,
): { readonly found: readonly JsonObject[]; readonly count: number } {
  const list = among.list
    .split(".")
    .reduce<Json | undefined>((value, step) => (isJsonObject(value) ? value[step] : undefined), answer);
  const elements: readonly Json[] = Array.isArray(list) ? list : [];
  const wanted = Object.entries(among.by);
  const found = elements.flatMap((element): JsonObject[] => {
    const one = isJsonObject(element) ? element : { "": element };
    return wanted.every(([param, field]) => isNamed(params[param], one[field])) ? [one] : [];
  });
  return { found, count: elements.length };
}

function isNamed(asked: Json | undefined, found: Json | undefined): boolean {
  return asked !== undefined && found !== undefined && found !== null && String(asked) === String(found);
}
