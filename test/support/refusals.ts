/** Arguments that an action does not take: a valid set with one thing wrong, made from the reference's facts. */
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { MAX_WAIT_SECONDS } from "../../src/action/parse.ts";
import { parseLeaf } from "../../src/sandbox/facts.ts";
import type { Documented } from "../../src/sandbox/reference/index.ts";
import type { Fact, Facts } from "../../src/sandbox/types.ts";
import { fieldName, isFlat, isListFact, pagingDefaults, within } from "./arguments.ts";

export interface Mutation {
  readonly what: string;
  readonly args: JsonObject;
}

/** Gives all arguments with another value in one place. */
type Put<T> = (changed: T) => JsonObject;

interface Visitor {
  /** Every value but the arguments as a whole. */
  value(fact: Fact, place: string, put: Put<Json>): Mutation[];
  /** Every object, the arguments as a whole first. */
  object(facts: Facts, given: JsonObject, place: string, put: Put<JsonObject>): Mutation[];
}

function visitObject(
  facts: Facts,
  given: JsonObject,
  place: string,
  put: Put<JsonObject>,
  visitor: Visitor,
): Mutation[] {
  const inner = Object.entries(facts).flatMap(([field, fact]) => {
    const name = fieldName(field);
    const value = given[name];
    if (value === undefined) return [];
    return visit(fact, value, within(place, name), (changed) => put({ ...given, [name]: changed }), visitor);
  });
  return [...visitor.object(facts, given, place, put), ...inner];
}

function visit(fact: Fact, value: Json, place: string, put: Put<Json>, visitor: Visitor): Mutation[] {
  const own = visitor.value(fact, place, put);
  if (typeof fact === "string") return own;
  if (!isListFact(fact)) {
    return isJsonObject(value) ? [...own, ...visitObject(fact, value, place, put, visitor)] : own;
  }
  const [first, ...rest]: readonly Json[] = Array.isArray(value) ? value : [];
  if (first === undefined) return own;
  return [...own, ...visit(fact[0], first, `${place}[]`, (changed) => put([changed, ...rest]), visitor)];
}

/** Where a tool takes another type on purpose: the reference contradicts itself on what the service means. */
const LAX: readonly RegExp[] = [
  // Names and times are text in all their sisters, integers here.
  /^id:GetSharedOauth2Credential (Name|ProviderName|PoolName)$/,
  // A boolean in its sisters and in the answer, text here.
  /^id:CreateIdentityProviderWeCom SoleProviderConnection$/,
];

const WRONG: Readonly<Record<ReturnType<typeof parseLeaf>["type"], readonly Json[]>> = {
  string: [7, true, null, ["text"], { text: "text" }],
  boolean: ["true", 1, null, [true]],
  int: ["1", 1.5, true, null, [1]],
  int64: ["1", 1.5, true, null, [1], 2 ** 53],
  number: ["1", true, null, [1]],
  // What the reference calls an object.
  any: ["text", 7, true, null],
};

function ofWrongType(fact: Fact, place: string): readonly Json[] {
  if (typeof fact === "string") {
    const values = WRONG[parseLeaf(fact).type];
    return LAX.some((pattern) => pattern.test(place))
      ? values.filter((value) => typeof value === "object")
      : values;
  }
  return isListFact(fact) ? ["text", 7, null, { 0: "text" }, [null]] : ["text", 7, null, []];
}

function wrongValue(fact: Fact, place: string, put: Put<Json>): Mutation[] {
  const found = ofWrongType(fact, place).map((value) => ({
    what: `${place} as ${JSON.stringify(value)}`,
    args: put(value),
  }));
  if (typeof fact !== "string") return found;
  const { type, range, options = [] } = parseLeaf(fact);
  for (const option of options) {
    for (const other of [`${option}x`, option.toLowerCase(), option.toUpperCase()]) {
      if (!options.includes(other)) found.push({ what: `${place} as ${other}`, args: put(other) });
    }
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range ?? {};
  const sized = (size: number): Json => (type === "string" ? "x".repeat(size) : size);
  if (Number.isFinite(max)) found.push({ what: `${place} one above its limit`, args: put(sized(max + 1)) });
  if (Number.isFinite(min) && (min > 0 || type !== "string")) {
    found.push({ what: `${place} one below its limit`, args: put(sized(min - 1)) });
  }
  return found;
}

function wrongObject(facts: Facts, given: JsonObject, place: string, put: Put<JsonObject>): Mutation[] {
  const found = [{ what: `${place} with an undeclared key`, args: put({ ...given, Undeclared: "x" }) }];
  // What is filled in where it is absent is never missing.
  const filled = pagingDefaults(facts);
  for (const field of Object.keys(facts)) {
    const name = fieldName(field);
    if (name === field || Object.hasOwn(filled, name)) continue;
    const { [name]: _, ...rest } = given;
    found.push({ what: `${place} without ${name}`, args: put(rest) });
  }
  return found;
}

/** A flattened request has no way to say "empty": left out, it would mean something else than was judged. */
function emptied(fact: Fact, place: string, put: Put<Json>): Mutation[] {
  if (typeof fact === "string") return [];
  return [{ what: `${place} empty`, args: put(isListFact(fact) ? [] : {}) }];
}

/** Valid arguments, one set for each choice among parameters that exclude one another. */
function choices(action: Action, everything: JsonObject): JsonObject[] {
  const groups = action.alternatives ?? [];
  const most = Math.max(1, ...groups.map(({ of }) => of.length));
  return Array.from({ length: most }, (_, at) => {
    const left = groups.flatMap(({ of }) => of.filter((_, index) => index !== at % of.length));
    return without(everything, left);
  });
}

function without(args: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

function wrongChoice(action: Action, everything: JsonObject): Mutation[] {
  const [valid = everything] = choices(action, everything);
  return (action.alternatives ?? []).flatMap(({ of, required }) => {
    const [first, ...others] = of;
    const found = others.map((name) => ({
      what: `with ${name} beside ${first}`,
      args: { ...valid, [name]: everything[name] ?? null },
    }));
    return required ? [...found, { what: `with none of ${of.join()}`, args: without(valid, of) }] : found;
  });
}

function wrongControl(action: Action, valid: JsonObject): Mutation[] {
  const waits: readonly Json[] =
    action.follow === undefined ? [0] : [-1, MAX_WAIT_SECONDS + 1, 0.5, "1", null];
  return waits.map((wait) => ({ what: `with wait ${JSON.stringify(wait)}`, args: { ...valid, wait } }));
}

/** Each thing that can be wrong, one at a time. `everything` has a value for every parameter. */
export function invalidArguments(action: Action, reference: Documented, everything: JsonObject): Mutation[] {
  const visitor: Visitor = {
    value: (fact, place, put) => [
      ...wrongValue(fact, place, put),
      ...(isFlat(reference) ? emptied(fact, place, put) : []),
    ],
    object: wrongObject,
  };
  const name = qualifiedName(action);
  return choices(action, everything).flatMap((valid) => [
    ...visitObject(reference.input, valid, name, (changed) => changed, visitor),
    ...wrongChoice(action, everything),
    ...wrongControl(action, valid),
  ]);
}

/** What the reference says nothing about: empty text, zero, negative and huge numbers without documented limits. */
export function unsaidArguments(action: Action, reference: Documented, everything: JsonObject): Mutation[] {
  const visitor: Visitor = {
    value: (fact, place, put) => {
      if (typeof fact !== "string") return [];
      const { type, range, options } = parseLeaf(fact);
      if (range !== undefined || options !== undefined) return [];
      const values: readonly Json[] = type === "string" ? [""] : type === "int" ? [0, -1, 2 ** 31] : [];
      return values.map((value) => ({ what: `${place} as ${JSON.stringify(value)}`, args: put(value) }));
    },
    object: () => [],
  };
  const [valid = everything] = choices(action, everything);
  return visitObject(reference.input, valid, qualifiedName(action), (changed) => changed, visitor);
}
