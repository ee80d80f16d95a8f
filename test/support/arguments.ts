/**
 * Arguments of actions, made from the reference's facts alone: a tool whose schema is wrong can not lend its mistake
 * to what it is tested with. Of the action itself only the groups of exclusive parameters are used, which the
 * reference tells in words.
 */
import fc from "fast-check";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { parseLeaf } from "../../src/sandbox/facts.ts";
import type { Documented } from "../../src/sandbox/reference/index.ts";
import type { Fact, Facts } from "../../src/sandbox/types.ts";

/** How much of what is optional is given. */
export type Presence = "all" | "some" | "required";

export function isListFact(fact: Fact): fact is readonly [Fact] {
  return Array.isArray(fact);
}

/** `UserName!` → `UserName`. */
export const fieldName = (declared: string) => declared.replace(/!$/, "");

/** `id:GetUser` + `Filter` → `id:GetUser Filter`, and then `id:GetUser Filter.Name`. */
export const within = (place: string, name: string) =>
  place.includes(" ") ? `${place}.${name}` : `${place} ${name}`;

/** Whether lists and objects are flattened, so that an empty one has no way to be said. */
export const isFlat = ({ http }: Pick<Documented, "http">) => http !== "POST json";

/** Where the reference names no bounds: idgate's own, and the value that it sends where the caller names none. */
const PAGING: ReadonlyMap<string, { readonly min: number; readonly max: number; readonly absent: number }> =
  new Map([
    ["PageNumber", { min: 1, max: 1_000_000, absent: 1 }],
    ["PageSize", { min: 1, max: 1000, absent: 20 }],
    ["Limit", { min: 1, max: 1000, absent: 20 }],
    ["MaxResults", { min: 1, max: 1000, absent: 20 }],
    ["Offset", { min: 0, max: 1_000_000, absent: 0 }],
  ]);

/** What idgate sends of paging where the caller says nothing, so that no list is longer than it has to be. */
export function pagingDefaults(facts: Facts): JsonObject {
  const fields = new Map(Object.entries(facts).map(([field, fact]) => [fieldName(field), fact]));
  const defaults: [string, Json][] = [];
  for (const [name, { absent }] of PAGING) {
    const fact = fields.get(name);
    if (typeof fact !== "string") continue;
    // Two ways to page exclude each other: where pages are counted, the size for the other way is not sent unasked.
    if (name === "MaxResults" && fields.has("PageNumber")) continue;
    defaults.push([name, Math.min(absent, parseLeaf(fact).range?.max ?? absent)]);
  }
  return Object.fromEntries(defaults);
}

/** The parameters that are sent: as given, with paging filled in at every depth. */
export function filledIn(facts: Facts, given: JsonObject): JsonObject {
  const known = new Map(Object.entries(facts).map(([field, fact]) => [fieldName(field), fact]));
  const filled = Object.entries(given).map(([name, value]): [string, Json] => {
    const fact = known.get(name);
    return [name, fact === undefined ? value : filledInside(fact, value)];
  });
  return { ...pagingDefaults(facts), ...Object.fromEntries(filled) };
}

function filledInside(fact: Fact, value: Json): Json {
  if (typeof fact === "string") return value;
  if (isListFact(fact)) {
    return Array.isArray(value) ? value.map((element: Json) => filledInside(fact[0], element)) : value;
  }
  return isJsonObject(value) ? filledIn(fact, value) : value;
}

// What encodings get wrong: everything that means something in a query, a form or JSON, white space, other scripts.
const NARROW = [
  ...["a", "Z", "0", "9", "-", "_", ".", "~", " ", "+", "&", "=", "%", "/", "?", "#", ";", ":", ",", "@"],
  ...["!", "'", "(", ")", "*", '"', "\\", "<", ">", "[", "]", "{", "}", "|", "^", "`", "$", "\n", "\t"],
  ...["é", "ß", "Ж", "中", "文", "，", "キ", "한", "ع", "\u00a0", "\u2028"],
];
const narrow = fc.constantFrom(...NARROW);
const wide = fc.constantFrom(...NARROW, "😀", "𠮷", "🔑");

const TYPICAL = 30;

/** Text within limits, also as long and as short as may be. idgate counts UTF-16 units. */
function text(min: number, max: number): fc.Arbitrary<string> {
  const most = Math.max(min, Math.min(max, TYPICAL));
  const of = (unit: fc.Arbitrary<string>, minLength: number, maxLength: number) =>
    fc.string({ unit, minLength, maxLength, size: "max" });
  const kinds = [of(narrow, min, most), of(narrow, min, min)];
  if (most >= 2 * min) kinds.push(of(wide, min, Math.floor(most / 2)));
  if (max > TYPICAL && Number.isFinite(max)) kinds.push(of(narrow, max, max));
  return fc.oneof(...kinds);
}

const anyText = text(1, Number.POSITIVE_INFINITY);
const key = fc.stringMatching(/^[A-Z][A-Za-z0-9_-]{0,11}$/);

const { json, object: jsonObject } = fc.letrec<{ readonly json: Json; readonly object: JsonObject }>(
  (tie) => ({
    json: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, true, false, 0),
      fc.integer(),
      anyText,
      fc.array(tie("json"), { maxLength: 3 }),
      tie("object"),
    ),
    object: fc.dictionary(key, tie("json"), { maxKeys: 3, noNullPrototype: true }),
  }),
);

const pointer = fc.array(fc.constantFrom("Tags", "DisplayName", "-", "0", "a~1b", "~0", "名"), {
  maxLength: 3,
});
const path = pointer.map((steps) => steps.map((step) => `/${step}`).join(""));
const patch: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ op: fc.constantFrom("add", "replace", "test"), path, value: json }, { noNullPrototype: true }),
  fc.record({ op: fc.constantFrom("move", "copy"), path, from: path }, { noNullPrototype: true }),
  fc.record({ op: fc.constant("remove"), path }, { noNullPrototype: true }),
);

/** Where a tool takes less than the facts say: the reference says it in words. */
const SPECIAL: readonly (readonly [place: RegExp, values: fc.Arbitrary<Json>])[] = [
  [
    /^cloudcontrol:\w+ TypeName$/,
    fc.oneof(
      fc.constantFrom("Volcengine::IAM::User", "Volcengine::IAM::Accesskey", "Volcengine::ID::Service"),
      fc.stringMatching(/^Volcengine::[A-Za-z0-9]{1,12}::[A-Za-z0-9]{1,12}$/),
    ),
  ],
  [/^cloudcontrol:UpdateResource PatchDocument\[\]$/, patch],
  // "[1,100]" in the description of each.
  [/^cloudidentity:\w+ PageSize$/, fc.oneof(fc.constantFrom(1, 100), fc.integer({ min: 1, max: 100 }))],
  // Free-form JSON is an object.
  [/^cloudcontrol:\w+ (TargetState|Filter)$/, jsonObject],
];

interface Making {
  readonly presence: Presence;
  readonly flat: boolean;
}

function arbitraryOf(place: string, fact: Fact, making: Making): fc.Arbitrary<Json> {
  const special = SPECIAL.find(([pattern]) => pattern.test(place));
  if (special !== undefined) return special[1];
  if (typeof fact === "string") return leafOf(place, fact);
  if (isListFact(fact)) {
    const minLength = making.flat || making.presence === "all" ? 1 : 0;
    return fc.array(arbitraryOf(`${place}[]`, fact[0], making), { minLength, maxLength: 3 });
  }
  const inner = objectOf(place, fact, making);
  return making.flat ? inner.filter((made) => Object.keys(made).length > 0) : inner;
}

function leafOf(place: string, fact: string): fc.Arbitrary<Json> {
  const { type, range, options } = parseLeaf(fact);
  if (options !== undefined) return fc.constantFrom(...options);
  // Empty text and zero are for those who document them; refusals.ts looks at the others.
  switch (type) {
    case "string":
      return text(Math.max(range?.min ?? 1, 1), range?.max ?? Number.POSITIVE_INFINITY);
    case "boolean":
      return fc.boolean();
    case "any":
      return json;
    default: {
      const ours = PAGING.get(place.split(/[ .]/).at(-1) ?? "") ?? { min: 1, max: 65_535 };
      const min = Math.max(range?.min ?? ours.min, ours.min);
      const max = Math.min(range?.max ?? ours.max, ours.max);
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max));
    }
  }
}

function objectOf(place: string, facts: Facts, making: Making): fc.Arbitrary<JsonObject> {
  const entries = Object.entries(facts).map(([field, fact]) => {
    const name = fieldName(field);
    const here = within(place, name);
    // What idgate fills in may be left out, whatever the reference says.
    const required = field.endsWith("!") && !PAGING.has(name);
    const made = arbitraryOf(here, fact, making).map((value): [string, Json][] => [[name, value]]);
    if (required || making.presence === "all") return made;
    const none = fc.constant<[string, Json][]>([]);
    return making.presence === "required" ? none : fc.oneof(none, made);
  });
  return fc.tuple(...entries).map((parts) => Object.fromEntries(parts.flat()));
}

/** Arguments that an action takes: within all documented limits, exactly one of what excludes one another. */
export function validArguments(
  action: Action,
  reference: Documented,
  presence: Presence,
): fc.Arbitrary<JsonObject> {
  const groups = action.alternatives ?? [];
  return fc.tuple(...groups.map(({ of }) => fc.constantFrom(...of))).chain((chosen) => {
    const facts = Object.entries(reference.input).flatMap(([field, fact]): [string, Fact][] => {
      const group = groups.find(({ of }) => of.includes(fieldName(field)));
      if (group === undefined) return [[field, fact]];
      if (!chosen.includes(fieldName(field))) return [];
      return [[group.required ? `${fieldName(field)}!` : field, fact]];
    });
    return objectOf(qualifiedName(action), Object.fromEntries(facts), { presence, flat: isFlat(reference) });
  });
}

/** A value for every parameter, also for those that exclude one another. */
export function allParameters(action: Action, reference: Documented): fc.Arbitrary<JsonObject> {
  return objectOf(qualifiedName(action), reference.input, { presence: "all", flat: isFlat(reference) });
}
