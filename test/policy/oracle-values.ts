/** The oracle's reading of a call: which values a path means, and what a condition says of them. */
import type { Action } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";

export type Plain = string | number | boolean;
export interface RawCondition {
  readonly like?: string;
  readonly in?: readonly Plain[];
  readonly min?: number;
  readonly max?: number;
  readonly present?: true;
  readonly absent?: true;
}
interface Carried {
  readonly action: Action;
  readonly params: JsonObject;
}

export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`, "u").test(text);
}

export function own(object: JsonObject, key: string): Json | undefined {
  return Object.entries(object).find(([name]) => name === key)?.[1];
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text that no comparison may rest on. */
export const uncomparable = (text: string): boolean =>
  text !== text.normalize("NFC") ||
  text.length > 65_536 ||
  /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text);

/** What is left of a text where case, width and surrounding space do not count. */
export const alike = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** The object or list that a text is, unless it has a key twice: keys are counted in the text and in what was read. */
export function jsonIn(text: string): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined);
  return written.length === keysOf(value) ? value : undefined;
}

function keysOf(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  const below: readonly Json[] = Object.values(value);
  const here = Array.isArray(value) ? 0 : below.length;
  return below.reduce<number>((count, child) => count + keysOf(child), here);
}

export type Placed = { readonly is: Json; readonly meant?: true } | "missing" | "undecidable";

/** A path's values; where the action renames by it, the new name's as well, as a list of their own. */
export function readings(path: string, call: Carried): readonly (readonly Placed[])[] {
  const renamed = Object.entries(call.action.renames ?? {}).find(([old]) => old === path)?.[1];
  const both = renamed !== undefined && own(call.params, renamed) !== undefined;
  return both ? [places(path, call), places(renamed, call)] : [places(path, call)];
}

export function places(path: string, call: Carried): readonly Placed[] {
  const names = path.split(".");
  const [first = "", ...rest] = names;
  const found =
    first === "PatchDocument" && rest.length > 0
      ? placesInPatch(own(call.params, first), rest)
      : placesIn(call.params, names);
  const group = call.action.alternatives?.find(({ of }) => of.includes(first))?.of ?? [];
  const others = group.filter((name) => name !== first && own(call.params, name) !== undefined);
  if (others.length > 0) return found.map((place) => (place === "missing" ? place : "undecidable"));
  const means = rest.length === 0 ? call.action.absentMeans?.[first] : undefined;
  if (means === undefined) return found;
  return found.map((place) => {
    if (place === "missing") return { is: means, meant: true };
    return place !== "undecidable" && place.is === "" ? "undecidable" : place;
  });
}

function placesIn(value: Json, names: readonly string[]): readonly Placed[] {
  if (Array.isArray(value)) return value.flatMap((element: Json) => placesIn(element, names));
  const [name, ...rest] = names;
  if (name === undefined) return [{ is: value }];
  const inside = typeof value === "string" ? jsonIn(value) : undefined;
  if (inside !== undefined) return placesIn(inside, names);
  if (!isObject(value)) return ["undecidable"];
  const plain = (key: string) => key.normalize("NFKC").toLowerCase();
  const doubtful = Object.keys(value).filter(
    (key) => key !== name && (plain(key) === plain(name) || plain(key).startsWith(`${plain(name)}.`)),
  );
  const child = own(value, name);
  const found = child === undefined ? (["missing"] as const) : placesIn(child, rest);
  return doubtful.length > 0 ? [...found, "undecidable"] : found;
}

interface PlainOperation {
  readonly pointer: string;
  readonly value: Json | undefined;
}

/** Adds, replaces and removes below the root, written plainly. */
export function plainOperation(operation: Json): PlainOperation | undefined {
  if (!isObject(operation)) return undefined;
  const keys = Object.keys(operation).toSorted().join();
  const { op, path } = operation;
  const known = keys === "op,path,value" ? ["add", "replace"] : keys === "op,path" ? ["remove"] : [];
  if (typeof op !== "string" || !known.includes(op) || typeof path !== "string") return undefined;
  if (!/^(?:\/(?:[^/~]|~0|~1)+)+$/.test(path)) return undefined;
  return { pointer: path, value: operation.value };
}

/** The operations of a patch, if it is a list of nothing but plain ones. */
export function plainPatch(patch: Json): readonly PlainOperation[] | undefined {
  if (!Array.isArray(patch)) return undefined;
  const read = patch.flatMap((one: Json) => plainOperation(one) ?? []);
  return read.length === patch.length ? read : undefined;
}

const INDEXES = "(?:/(?:-|[0-9]+))*";
const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1").replace(/[$.]/g, "\\$&");
/** Pointers to a path, with indexes into lists anywhere but at the start and the end. */
export const pointerTo = (names: readonly string[]) => names.map((name) => `/${escaped(name)}`).join(INDEXES);

function placesInPatch(patch: Json | undefined, names: readonly string[]): readonly Placed[] {
  if (patch === undefined) return ["missing"];
  if (!Array.isArray(patch)) return ["undecidable"];
  const found = patch.flatMap((raw: Json): readonly Placed[] => {
    const operation = plainOperation(raw);
    if (operation === undefined) return ["undecidable"];
    const { pointer, value } = operation;
    if (new RegExp(`^${pointerTo(names)}/`).test(pointer)) return ["undecidable"];
    for (let length = names.length; length > 0; length--) {
      const trailing = length < names.length ? INDEXES : "";
      const source = `^${pointerTo(names.slice(0, length))}${trailing}$`;
      if (new RegExp(source).test(pointer)) {
        const set = value === undefined ? [] : placesIn(value, names.slice(length));
        return set.length === 0 ? ["undecidable"] : set;
      }
      // The same in another case, whatever follows it.
      const earlier = names.slice(0, length - 1).map((name) => `/${escaped(name)}`);
      const before = earlier.length === 0 ? "" : `${earlier.join(INDEXES)}${INDEXES}`;
      const next = new RegExp(`^${before}/([^/]+)`).exec(pointer)?.[1];
      const name = names[length - 1] ?? "";
      if (next !== undefined && next !== name && next.toLowerCase() === name.toLowerCase())
        return ["undecidable"];
    }
    return [];
  });
  return found.length === 0 ? ["missing"] : found;
}

/** true or false, or undefined where it cannot be decided. */
function holds(place: Placed, expected: Plain | RawCondition): boolean | undefined {
  if (place === "undecidable") return undefined;
  const condition: RawCondition = typeof expected === "object" ? expected : { in: [expected] };
  const answers: (boolean | undefined)[] = [];
  const occurs =
    place === "missing" || place.meant ? false : place.is === null || place.is === "" ? undefined : true;
  if (condition.present) answers.push(occurs);
  if (condition.absent) answers.push(occurs === undefined ? undefined : !occurs);
  const value = place === "missing" ? undefined : place.is;
  // JSON in a text can spell the same value in other ways.
  const spelt = typeof value === "string" && /^\s*[[{]/.test(value) && value.includes("\\u");
  const unreadable = typeof value === "string" && (uncomparable(value) || spelt);
  const readable = unreadable ? undefined : value;
  const { like, min, max } = condition;
  if (like !== undefined) {
    if (typeof readable !== "string") answers.push(undefined);
    else if (matches(like, readable)) answers.push(true);
    else answers.push(matches(alike(like), alike(readable)) ? undefined : false);
  }
  if (min !== undefined) answers.push(typeof readable === "number" ? readable >= min : undefined);
  if (max !== undefined) answers.push(typeof readable === "number" ? readable <= max : undefined);
  if (condition.in !== undefined) {
    const sameType = condition.in.filter((one) => typeof one === typeof readable);
    const nearly = sameType.some(
      (one) => typeof one === "string" && typeof readable === "string" && alike(one) === alike(readable),
    );
    if (sameType.length === 0) answers.push(undefined);
    else if (sameType.some((one) => one === readable)) answers.push(true);
    else answers.push(nearly ? undefined : false);
  }
  return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
}

export function surely(all: readonly Placed[], expected: Plain | RawCondition): boolean {
  return all.length > 0 && all.every((place) => holds(place, expected) === true);
}

export function possibly(all: readonly Placed[], expected: Plain | RawCondition): boolean {
  return all.length === 0 || all.some((place) => holds(place, expected) !== false);
}
