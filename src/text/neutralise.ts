import { bounded } from "./bounded.ts";
import { visible } from "./visible.ts";

/** JSON, said here once more so that this room stays a leaf. */
export type Data = null | boolean | number | string | readonly Data[] | DataObject;
export interface DataObject {
  readonly [key: string]: Data;
}

export interface Limits {
  /** Longest string, in UTF-16 units. */
  readonly string: number;
  /** Longest key, in UTF-16 units. */
  readonly key: number;
  /** Most elements of a list. */
  readonly list: number;
  /** Most keys of an object. */
  readonly keys: number;
  /** Deepest nesting; the value itself is at depth 0. */
  readonly depth: number;
}

/** What a model is shown of a service's answer, unless the caller says otherwise. */
export const DEFAULT_LIMITS: Limits = { string: 4000, key: 200, list: 500, keys: 500, depth: 32 };

const MAX_NOTES = 20;
/** Room for the note of a cut. */
const NOTE_ROOM = 40;

/**
 * Shows hidden characters and bounds length, width and depth in every string and key of a JSON value.
 * Nothing is mutated; parts that need no change are returned as they are, not copied. An object nested too
 * deep is left out, as are list elements and keys beyond their limits. `note` is told of what was left out, one line each and
 * at most 20: beside the value and not in it, so that a list of objects stays one. Strings that were cut say so themselves.
 */
export function neutralise(
  value: Data,
  limits: Partial<Limits> = {},
  note: (line: string) => void = () => {},
): Data {
  return new Walk({ ...DEFAULT_LIMITS, ...limits }, note).value(value, "result", 0) ?? null;
}

class Walk {
  readonly #limits: Limits;
  readonly #tell: (line: string) => void;
  #told = 0;

  constructor(limits: Limits, tell: (line: string) => void) {
    this.#limits = limits;
    this.#tell = tell;
  }

  /** Undefined where the value is too deep to be shown. */
  value(value: Data, path: string, depth: number): Data | undefined {
    if (typeof value === "string") return this.#text(value, this.#limits.string);
    if (typeof value !== "object" || value === null) return value;
    if (depth > this.#limits.depth) {
      this.#note(`${path}: left out, nested more than ${this.#limits.depth} deep`);
      return undefined;
    }
    return isList(value) ? this.#list(value, path, depth) : this.#object(value, path, depth);
  }

  #text(text: string, max: number): string {
    const shown = visible(text.length > max ? bounded(text, max) : text, { multiline: true });
    // Escapes are longer than what they stand for: without a second look the limit would be no limit.
    return shown.length > max * 2 + NOTE_ROOM ? bounded(shown, max) : shown;
  }

  #list(list: readonly Data[], path: string, depth: number): Data {
    const { list: max } = this.#limits;
    const kept = list.length > max ? list.slice(0, max) : list;
    if (kept !== list) this.#note(`${path}: ${list.length - max} of ${list.length} elements left out`);
    let changed = kept !== list;
    const shown: Data[] = [];
    for (const element of kept) {
      const after = this.value(element, `${path}[]`, depth + 1);
      if (after !== element) changed = true;
      if (after !== undefined) shown.push(after);
    }
    return changed ? shown : list;
  }

  #object(object: DataObject, path: string, depth: number): Data {
    const entries = Object.entries(object);
    const kept = entries.slice(0, this.#limits.keys);
    const dropped = entries.length - kept.length;
    if (dropped > 0) this.#note(`${path}: ${dropped} of ${entries.length} keys left out`);
    let changed = dropped > 0;
    const shown = new Map<string, Data>();
    for (const [key, element] of kept) {
      const name = this.#text(key, this.#limits.key);
      const after = this.value(element, `${path}.${name}`, depth + 1);
      if (after !== element || name !== key) changed = true;
      if (after !== undefined) shown.set(unused(shown, name), after);
    }
    // fromEntries defines own properties: a key `__proto__` stays a key.
    return changed ? Object.fromEntries(shown) : object;
  }

  #note(line: string): void {
    this.#told += 1;
    if (this.#told <= MAX_NOTES) this.#tell(bounded(line, 300));
  }
}

/** Two keys may become one when shown; neither may hide the other. */
function unused(taken: ReadonlyMap<string, Data>, name: string): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
  return free;
}

function isList(value: readonly Data[] | DataObject): value is readonly Data[] {
  return Array.isArray(value);
}
