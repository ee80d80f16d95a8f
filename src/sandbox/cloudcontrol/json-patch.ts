/** JSON Patch (RFC 6902) over JSON Pointer (RFC 6901). Values are never changed in place. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { equalJson } from "./json.ts";

/** A patch that cannot be read or applied. The whole patch then has no effect (RFC 6902, section 5). */
export class PatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PatchError";
  }
}

/** Unescaped reference tokens of a pointer. */
export type Tokens = readonly string[];

export type PatchStep =
  | { readonly op: "add" | "replace" | "test"; readonly path: Tokens; readonly value: Json }
  | { readonly op: "remove"; readonly path: Tokens }
  | { readonly op: "move" | "copy"; readonly path: Tokens; readonly from: Tokens };

/** @throws PatchError for text that is neither empty nor begins with `/`, or has a `~` that escapes nothing */
export function parsePointer(text: string): Tokens {
  if (text === "") return [];
  if (!text.startsWith("/")) throw new PatchError("A path must begin with a slash.");
  if (/~(?![01])/.test(text)) throw new PatchError("In a path, ~ must be followed by 0 or 1.");
  const tokens = text.slice(1).split("/");
  return tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** @throws PatchError naming the step, counted from 1 */
export function parsePatch(document: readonly Json[]): readonly PatchStep[] {
  return document.map((step, index) => inStep(index, () => parseStep(step)));
}

/** Applies all steps in order. @throws PatchError naming the step that fails, counted from 1 */
export function applyPatch(target: Json, steps: readonly PatchStep[]): Json {
  return steps.reduce<Json>((value, step, index) => inStep(index, () => applyStep(value, step)), target);
}

function inStep<Result>(index: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof PatchError) throw new PatchError(`Step ${index + 1}: ${error.message}`);
    throw error;
  }
}

function parseStep(step: Json): PatchStep {
  if (!isJsonObject(step)) throw new PatchError("It must be an object.");
  const op = member(step, "op");
  const path = pointerIn(step, "path");
  switch (op) {
    case "add":
    case "replace":
    case "test": {
      const value = member(step, "value");
      if (value === undefined) throw new PatchError(`${op} needs a value.`);
      return { op, path, value };
    }
    case "remove":
      return { op, path };
    case "move":
    case "copy":
      return { op, path, from: pointerIn(step, "from") };
    default:
      throw new PatchError("op must be add, remove, replace, move, copy or test.");
  }
}

function member(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function pointerIn(step: JsonObject, key: "path" | "from"): Tokens {
  const text = member(step, key);
  if (typeof text !== "string") throw new PatchError(`${key} must be a string.`);
  return parsePointer(text);
}

function applyStep(target: Json, step: PatchStep): Json {
  switch (step.op) {
    case "add":
      return add(target, step.path, step.value);
    case "remove":
      return remove(target, step.path);
    case "replace":
      return replace(target, step.path, step.value);
    case "copy":
      return add(target, step.path, valueAt(target, step.from));
    case "move": {
      const { path, from } = step;
      const value = valueAt(target, from);
      const same = from.every((token, index) => token === path[index]);
      if (same && path.length === from.length) return target;
      if (same) throw new PatchError("A value cannot be moved into itself.");
      return add(remove(target, from), path, value);
    }
    case "test":
      if (!equalJson(valueAt(target, step.path), step.value)) throw new PatchError("The test does not hold.");
      return target;
  }
}

const INDEX = /^(?:0|[1-9]\d*)$/;

function indexOf(token: string, limit: number): number {
  const index = INDEX.test(token) ? Number(token) : Number.NaN;
  if (!(index < limit)) throw new PatchError("There is no such place in the list.");
  return index;
}

function childOf(target: Json, token: string): Json {
  if (Array.isArray(target)) {
    const items: readonly Json[] = target;
    return items[indexOf(token, items.length)] ?? null;
  }
  const child = isJsonObject(target) ? member(target, token) : undefined;
  if (child === undefined) throw new PatchError("There is nothing at this path.");
  return child;
}

function valueAt(target: Json, path: Tokens): Json {
  return path.reduce(childOf, target);
}

/** Rebuilds the containers on the way to the parent of `path`; `change` gets that parent and the last token. */
function edit(target: Json, path: Tokens, change: (parent: Json, token: string) => Json): Json {
  const [token = "", ...rest] = path;
  if (rest.length === 0) return change(target, token);
  return put(target, token, edit(childOf(target, token), rest, change));
}

function put(parent: Json, token: string, value: Json): Json {
  if (Array.isArray(parent)) return parent.with(indexOf(token, parent.length), value);
  if (isJsonObject(parent)) return { ...parent, [token]: value };
  throw new PatchError("There is nothing at this path.");
}

function add(target: Json, path: Tokens, value: Json): Json {
  if (path.length === 0) return value;
  return edit(target, path, (parent, token) => {
    if (!Array.isArray(parent)) return put(parent, token, value);
    const at = token === "-" ? parent.length : indexOf(token, parent.length + 1);
    return parent.toSpliced(at, 0, value);
  });
}

function replace(target: Json, path: Tokens, value: Json): Json {
  valueAt(target, path);
  return path.length === 0 ? value : edit(target, path, (parent, token) => put(parent, token, value));
}

function remove(target: Json, path: Tokens): Json {
  if (path.length === 0) throw new PatchError("The whole resource cannot be removed.");
  return edit(target, path, (parent, token) => {
    childOf(parent, token);
    if (Array.isArray(parent)) return parent.toSpliced(indexOf(token, parent.length), 1);
    const rest = isJsonObject(parent) ? Object.entries(parent).filter(([key]) => key !== token) : [];
    return Object.fromEntries(rest);
  });
}
