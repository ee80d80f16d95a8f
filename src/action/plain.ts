/** What may not be in any argument, whatever its schema: free-form values pass zod untouched. */
import { InvalidArguments } from "../errors.ts";
import { FINGERPRINT_KEY } from "./handle.ts";

/** Deepest nesting of arguments; the object of all arguments is at depth 0. */
export const MAX_DEPTH = 32;
/** Most values, counted at every depth: what follows looks at each of them several times. */
export const MAX_VALUES = 20_000;
/** Most text in all, keys included, in UTF-16 units. */
export const MAX_TEXT = 1_048_576;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Checks arguments before any schema sees them, and stops at the first thing that is wrong.
 * INVARIANT: what passes is bounded in depth, number and text, so that nothing behind it has to be.
 * @throws InvalidArguments naming the place, in at most some 200 characters
 */
export function assertPlain(value: unknown): void {
  new Check().value(value, 0);
}

class Check {
  #values = 0;
  #text = 0;
  readonly #path: (string | number)[] = [];

  value(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) this.#refuse(`is nested more than ${MAX_DEPTH} deep`);
    this.#values += 1;
    if (this.#values > MAX_VALUES) this.#tooMuch(`${MAX_VALUES} values`);
    if (typeof value === "string") {
      this.#count(value);
      if (!value.isWellFormed()) this.#refuse("has a lone surrogate, which cannot be sent");
    } else if (typeof value === "number") {
      if (!Number.isFinite(value)) this.#refuse("is not a finite number");
    } else if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) this.#step(index, element, depth);
    } else if (typeof value === "object" && value !== null) {
      this.#object(value, depth);
    }
  }

  #object(object: object, depth: number): void {
    for (const key of Object.getOwnPropertyNames(object)) {
      this.#count(key);
      if (FORBIDDEN_KEYS.has(key)) this.#refuse(`has the forbidden key ${key}`);
      if (key === FINGERPRINT_KEY) this.#refuse(`has the key ${key}, which is idgate's own`);
      if (!key.isWellFormed()) this.#refuse("has a key with a lone surrogate");
      this.#step(key, Reflect.get(object, key), depth);
    }
  }

  #step(segment: string | number, value: unknown, depth: number): void {
    this.#path.push(segment);
    this.value(value, depth + 1);
    this.#path.pop();
  }

  #count(text: string): void {
    this.#text += text.length;
    if (this.#text > MAX_TEXT) this.#tooMuch(`${MAX_TEXT} characters`);
  }

  #tooMuch(what: string): never {
    throw new InvalidArguments(`The arguments are too large: more than ${what} in all.`, {
      hint: "Send less at once. Nothing was sent.",
    });
  }

  #refuse(what: string): never {
    throw new InvalidArguments(`${shown(this.#path)} ${what}.`);
  }
}

const SHOWN_SEGMENTS = 6;

/** Keys are the caller's own text: only what looks like a name is repeated. */
function shown(path: readonly (string | number)[]): string {
  const segments = path.slice(0, SHOWN_SEGMENTS).map((segment) => {
    if (typeof segment === "number") return `[${segment}]`;
    return /^[A-Za-z0-9_$-]{1,32}$/.test(segment) ? `.${segment}` : ".…";
  });
  return `arguments${segments.join("")}${path.length > SHOWN_SEGMENTS ? " (further inside)" : ""}`;
}
