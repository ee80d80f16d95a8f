/** Interprets the compact notation of types.ts: checks a request's parameters, in the service's own words. */
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import type { Dialect } from "./dialects.ts";
import type { Fact, Facts } from "./types.ts";

interface Range {
  readonly min: number;
  readonly max: number;
}

/** A leaf such as `string 1..128`, taken apart. */
interface Leaf {
  readonly type: "string" | "int" | "int64" | "number" | "boolean" | "any";
  readonly range: Range | undefined;
  readonly options: readonly string[] | undefined;
}

interface Checking {
  readonly dialect: Dialect;
  /** True where every leaf arrives as text (query, form) and is turned into its type. */
  readonly fromText: boolean;
}

const INT32: Range = { min: -(2 ** 31), max: 2 ** 31 - 1 };
const INT64: Range = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
const INTEGER_TEXT = /^-?\d{1,16}$/;
const NUMBER_TEXT = /^-?\d{1,16}(\.\d{1,16})?$/;
/** The second pair is how the vendor's Python SDKs write them in a query. */
const FLAG_TEXTS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["True", true],
  ["False", false],
]);
const leaves = new Map<string, Leaf>();

function isList(fact: Fact): fact is readonly [Fact] {
  return Array.isArray(fact);
}

/** @throws Error where the notation itself is wrong: a mistake of the sandbox's, not the caller's. */
export function parseLeaf(notation: string): Leaf {
  const known = leaves.get(notation);
  if (known !== undefined) return known;
  const [type, bound, ...rest] = notation.split(" ");
  if (!isType(type)) throw new Error(`Unknown type in fact: ${notation}`);
  const range = bound === undefined ? null : /^(\d*)\.\.(\d*)$/.exec(bound);
  const bare = bound !== undefined && (type === "boolean" || type === "any");
  const listed = bound !== undefined && range === null && type !== "string";
  if (rest.length > 0 || bare || listed) throw new Error(`Unknown fact: ${notation}`);
  const leaf: Leaf = {
    type,
    range: range === null ? undefined : bounds(range[1] ?? "", range[2] ?? ""),
    options: bound === undefined || range !== null ? undefined : bound.split("|"),
  };
  leaves.set(notation, leaf);
  return leaf;
}

const TYPES: readonly string[] = ["string", "int", "int64", "number", "boolean", "any"];

function isType(word: string | undefined): word is Leaf["type"] {
  return word !== undefined && TYPES.includes(word);
}

function bounds(low: string, high: string): Range {
  return {
    min: low === "" ? Number.NEGATIVE_INFINITY : Number(low),
    max: high === "" ? Number.POSITIVE_INFINITY : Number(high),
  };
}

/**
 * Checks parameters against facts and returns what the handler gets: declared fields only, nulls left out as
 * the services leave them out. A parameter that the facts do not know is refused, so that a client with a
 * wrong field name finds out here.
 * @throws Fault in the dialect's words, naming the parameter by its path, lists counted from 1
 */
export function checkParameters(facts: Facts, params: JsonObject, checking: Checking): JsonObject {
  return checkObject(facts, params, "", checking);
}

function checkObject(facts: Facts, given: JsonObject, path: string, checking: Checking): JsonObject {
  const { dialect } = checking;
  const declared = new Map<string, { readonly fact: Fact; readonly required: boolean }>();
  for (const [field, fact] of Object.entries(facts)) {
    const required = field.endsWith("!");
    declared.set(required ? field.slice(0, -1) : field, { fact, required });
  }
  for (const field of Object.keys(given)) {
    if (!declared.has(field)) {
      throw dialect.invalidParameter(joined(path, field.slice(0, 64)), "There is no such parameter.");
    }
  }
  const checked: [string, Json][] = [];
  for (const [field, { fact, required }] of declared) {
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    const here = joined(path, field);
    if (value === undefined || value === null || (required && value === "" && !mayBeEmpty(fact))) {
      if (required) throw dialect.missingParameter(here);
    } else {
      checked.push([field, checkValue(fact, value, here, checking)]);
    }
  }
  return Object.fromEntries(checked);
}

/** A required text is missing when it is empty, unless its fact says `string 0..`. */
function mayBeEmpty(fact: Fact): boolean {
  return typeof fact === "string" && parseLeaf(fact).range?.min === 0;
}

function joined(path: string, field: string): string {
  return path === "" ? field : `${path}.${field}`;
}

function checkValue(fact: Fact, value: Json, path: string, checking: Checking): Json {
  const { dialect } = checking;
  if (typeof fact === "string") return checkLeaf(parseLeaf(fact), value, path, checking);
  if (isList(fact)) {
    const [element] = fact;
    // The vendor's Go SDK flattens an empty list to its name alone.
    if (checking.fromText && value === "") return [];
    if (!Array.isArray(value)) throw dialect.invalidParameter(path, "It must be a list.");
    return value.map((item: Json, index) => {
      const here = `${path}.${index + 1}`;
      if (item === null) throw dialect.invalidParameter(here, "It must not be null.");
      return checkValue(element, item, here, checking);
    });
  }
  if (!isJsonObject(value)) throw dialect.invalidParameter(path, "It must be an object.");
  return checkObject(fact, value, path, checking);
}

function checkLeaf(leaf: Leaf, value: Json, path: string, { dialect, fromText }: Checking): Json {
  const wrong = (why: string): Error => dialect.invalidParameter(path, why);
  switch (leaf.type) {
    case "any":
      return value;
    case "string": {
      if (typeof value !== "string") throw wrong("It must be a string.");
      if (!value.isWellFormed()) throw wrong("It is not well-formed text.");
      if (leaf.options !== undefined && !leaf.options.includes(value)) {
        throw wrong(`It must be one of ${leaf.options.join(", ")}.`);
      }
      assertRange([...value].length, leaf.range, "Its length", wrong);
      return value;
    }
    case "boolean": {
      const flag = fromText && typeof value === "string" ? FLAG_TEXTS.get(value) : value;
      if (typeof flag !== "boolean") throw wrong("It must be true or false.");
      return flag;
    }
    case "number": {
      const text = fromText && typeof value === "string" && NUMBER_TEXT.test(value);
      const number = text ? Number(value) : value;
      if (typeof number !== "number" || !Number.isFinite(number)) throw wrong("It must be a number.");
      assertRange(number, leaf.range, "It", wrong);
      return number;
    }
    case "int":
    case "int64": {
      const text = fromText && typeof value === "string" && INTEGER_TEXT.test(value);
      const number = text ? Number(value) : value;
      if (typeof number !== "number" || !Number.isInteger(number)) throw wrong("It must be an integer.");
      assertRange(number, leaf.type === "int" ? INT32 : INT64, "It", wrong);
      assertRange(number, leaf.range, "It", wrong);
      return number;
    }
  }
}

function assertRange(
  size: number,
  range: Range | undefined,
  what: string,
  wrong: (why: string) => Error,
): void {
  if (range === undefined) return;
  if (size < range.min) throw wrong(`${what} must be at least ${range.min}.`);
  if (size > range.max) throw wrong(`${what} must be at most ${range.max}.`);
}
