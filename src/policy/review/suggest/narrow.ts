/** The narrowest terms under which a rule still covers one call. */
import type { Action } from "../../../action/action.ts";
import { qualifiedName } from "../../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../action/json.ts";
import { holdsForAllow } from "../../engine/conditions.ts";
import { jsonIn } from "../../engine/json-text.ts";
import { type Condition, PATCH, type Path, type PlainValue, TYPE_NAME } from "../../engine/model.ts";
import { touchOf, withoutIndexes } from "../../engine/patch.ts";
import { comparable } from "../../engine/text.ts";
import { ACCOUNT_PARAMETERS } from "../../file/check-rule.ts";

export interface Narrow {
  readonly types: readonly string[];
  readonly when: readonly Condition[];
  /** Dotted paths that the call carries and no condition compares. */
  readonly only: readonly string[];
  /** What could not be held to its value, and why; dotted paths and reasons, no values. */
  readonly notes: readonly string[];
}

/** Says nothing of what the call does: descriptions, labels, paging. */
const FREE =
  /^(?:New)?(?:Description|DisplayName|Nickname|Comment|Remark|Tags|Page(?:Number|Size)|Max(?:Results|Items)|NextToken|Limit|Offset)$/;
/** A path of a rule: names without dots, as the file can write them. */
const WRITABLE = /^[A-Za-z0-9_$-]+$/;
const NEVER_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
/** Characters of a value that a rule repeats, at most. */
const LONGEST = 1024;

/** Undefined where a patch does what no rule can let through. */
export function narrowTo(action: Action, params: JsonObject): Narrow | undefined {
  const draft = new Draft(action, params);
  const types: string[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (name === action.idempotencyToken) continue;
    if (name === TYPE_NAME && typeof value === "string") types.push(value);
    else if (name === PATCH) {
      if (!draft.patch(value)) return undefined;
    } else draft.pin([name], [value]);
  }
  draft.absences();
  const { when, only, notes } = draft;
  return { types, when, only: [...only].sort(), notes };
}

class Draft {
  readonly when: Condition[] = [];
  readonly only = new Set<string>();
  readonly notes: string[] = [];
  readonly #action: Action;
  readonly #params: JsonObject;

  constructor(action: Action, params: JsonObject) {
    this.#action = action;
    this.#params = params;
  }

  /** Holds what stands at the path to these values, or lets the path through. */
  pin(path: Path, values: readonly Json[]): void {
    const last = path.at(-1) ?? "";
    const flat = values.flatMap((value) => elements(value));
    if (FREE.test(last)) this.#let(path);
    else if (flat.length > 0 && flat.every(isRedacted)) this.#pinSecret(path);
    else if (flat.length > 0 && flat.every(isPlain)) this.#pinPlain(path, flat.filter(isPlain));
    else if (flat.length > 0 && flat.every(isJsonObject)) this.#pinInside(path, flat.filter(isJsonObject));
    else this.#loosen(path, "empty, null or of several kinds");
  }

  /** False where an operation is none that rules speak of. */
  patch(value: Json | undefined): boolean {
    if (!Array.isArray(value)) return false;
    const set = new Map<string, { readonly path: Path; readonly values: Json[]; removed: boolean }>();
    for (const operation of value) {
      const touch = touchOf(operation);
      if (touch === undefined) return false;
      const path = [PATCH, ...withoutIndexes(touch.tokens)];
      const key = JSON.stringify(path);
      const entry = set.get(key) ?? { path, values: [], removed: false };
      set.set(key, entry);
      if (touch.value === undefined) entry.removed = true;
      else entry.values.push(touch.value);
    }
    for (const { path, values, removed } of set.values()) {
      if (removed) this.#loosen(path, "removed");
      else this.pin(path, values);
    }
    return true;
  }

  /** What the call leaves out on purpose: where absence has a meaning, or the file demands a word on it. */
  absences(): void {
    for (const [name, meaning] of Object.entries(this.#action.absentMeans ?? {})) {
      if (!Object.hasOwn(this.#params, name))
        this.#hold({ path: [name], operators: [{ kind: "in", values: [meaning] }] });
    }
    const name = qualifiedName(this.#action);
    const account = Object.hasOwn(ACCOUNT_PARAMETERS, name) ? ACCOUNT_PARAMETERS[name] : undefined;
    if (account !== undefined && !Object.hasOwn(this.#params, account)) {
      this.#hold({ path: [account], operators: [{ kind: "absent" }] });
    }
  }

  #pinPlain(path: Path, values: readonly PlainValue[]): void {
    const documents = values.map((value) => (typeof value === "string" ? jsonIn(value) : undefined));
    const fits = values.every((value) =>
      typeof value === "string" ? value.length <= LONGEST && comparable(value) : writable(value),
    );
    if (fits && this.#hold({ path, operators: [{ kind: "in", values: this.#withNewName(path, values) }] }))
      return;
    const objects = documents.filter(isJsonObject);
    if (documents.length === objects.length) {
      // A text is carried whole or not at all.
      this.#let(path);
      this.#pinInside(path, objects);
    } else this.#loosen(path, fits ? "not to be compared beyond doubt" : "too long or not plain text");
  }

  /** A rule about a name is judged by the name before and the name after. */
  #withNewName(path: Path, values: readonly PlainValue[]): readonly PlainValue[] {
    const [name = ""] = path;
    const to = path.length === 1 ? this.#action.renames?.[name] : undefined;
    const after = to === undefined ? undefined : this.#params[to];
    return [...new Set([...values, ...(typeof after === "string" ? [after] : [])])];
  }

  #pinInside(path: Path, objects: readonly JsonObject[]): void {
    const keys = new Set(objects.flatMap((object) => Object.keys(object)));
    if (![...keys].every((key) => WRITABLE.test(key) && !NEVER_KEYS.has(key)) || keys.size === 0) {
      this.#loosen(path, "empty, or with names that a rule cannot write");
      return;
    }
    for (const key of keys) {
      this.pin(
        [...path, key],
        objects.flatMap((object) => (Object.hasOwn(object, key) ? [object[key] ?? null] : [])),
      );
    }
  }

  #pinSecret(path: Path): void {
    this.#let(path);
    this.#hold({ path, operators: [{ kind: "present" }] });
    this.notes.push(
      `${path.join(".")} holds a secret, which the ledger does not have: the rule asks only that it is there`,
    );
  }

  /** Takes the condition where the call meets it. */
  #hold(condition: Condition): boolean {
    if (!condition.path.every((name) => WRITABLE.test(name))) return false;
    if (!holdsForAllow(condition, this.#action, this.#params)) return false;
    this.when.push(condition);
    return true;
  }

  #let(path: Path): void {
    const odd = path.findIndex((name) => !WRITABLE.test(name) || NEVER_KEYS.has(name));
    this.only.add((odd === -1 ? path : path.slice(0, odd)).join("."));
  }

  #loosen(path: Path, why: string): void {
    this.#let(path);
    this.notes.push(`${path.filter((name) => WRITABLE.test(name)).join(".")} may have any value: ${why}`);
  }
}

function elements(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap((element: Json) => elements(element)) : [value];
}

function isPlain(value: Json): value is PlainValue {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A number in a spelling that the file takes. */
function writable(value: PlainValue): boolean {
  return typeof value === "boolean" || /^-?[0-9]+(?:\.[0-9]+)?$/.test(String(value));
}

/** What stands in the ledger for a secret: a handle or a fingerprint. */
function isRedacted(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && (key === "$secret" || key === "$fingerprint");
}
