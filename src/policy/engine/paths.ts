/** Where a rule's path leads in a call. */
import type { Action } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { jsonIn } from "./json-text.ts";
import { PATCH, type Path } from "./model.ts";
import { relate, touchOf } from "./patch.ts";
import { masquerades } from "./text.ts";

/** One place that a path reaches. `unclear` cannot be judged: true for a deny, false for an allow. */
export type Leaf =
  | { readonly kind: "value"; readonly value: Json }
  /** `means`: the value that absence stands for, where the reference documents one. */
  | { readonly kind: "missing"; readonly means: string | undefined }
  | { readonly kind: "unclear" };

const MISSING: Leaf = { kind: "missing", means: undefined };
const UNCLEAR: Leaf = { kind: "unclear" };
/** Arguments are at most 32 deep after parsing; deeper is not judged. */
const DEEPEST = 64;

/** Every place that `path` reaches in the call's parameters; none only through an empty list. */
export function leavesAt(action: Action, params: JsonObject, path: Path): readonly Leaf[] {
  const [first, ...rest] = path;
  if (first === undefined) return [UNCLEAR];
  const leaves =
    first === PATCH && rest.length > 0
      ? patchLeaves(params, rest)
      : [...walk(params, path, 0), ...renamed(action, params, path)];
  // Two names for one thing: which of them the service goes by is not known.
  if (hasRival(action, params, path)) return leaves.map((leaf) => (leaf.kind === "missing" ? leaf : UNCLEAR));
  const meanings = action.absentMeans;
  if (path.length > 1 || meanings === undefined || !Object.hasOwn(meanings, first)) return leaves;
  return leaves.map((leaf) => {
    if (leaf.kind === "missing") return { kind: "missing", means: meanings[first] };
    // Empty text may be taken for absence, and so for the documented meaning.
    return leaf.kind === "value" && leaf.value === "" ? UNCLEAR : leaf;
  });
}

function hasRival(action: Action, params: JsonObject, path: Path): boolean {
  const [first = ""] = path;
  const { alternatives = [], aliases = [] } = action;
  if (
    alternatives.some(({ of }) => of.includes(first) && of.some((one) => one !== first && given(params, one)))
  ) {
    return true;
  }
  const dotted = path.join(".");
  return aliases.some(
    (names) =>
      names.includes(dotted) && names.some((one) => one !== dotted && occurs(params, one.split("."))),
  );
}

function occurs(params: JsonObject, path: Path): boolean {
  return walk(params, path, 0).some(({ kind }) => kind !== "missing");
}

/**
 * The new name that a call gives, as a further value of the name that selects. INVARIANT: a rule about a name is judged by
 * the name before and the name after, so that nothing is renamed out of a deny or out of what an allow covers.
 */
function renamed(action: Action, params: JsonObject, path: Path): readonly Leaf[] {
  const [first = "", ...rest] = path;
  const to = rest.length === 0 ? action.renames?.[first] : undefined;
  if (to === undefined || !given(params, to)) return [];
  const leaves = walk(params, [to], 0);
  return leaves.length === 0 ? [UNCLEAR] : leaves;
}

function given(params: JsonObject, key: string): boolean {
  return Object.hasOwn(params, key) && params[key] !== undefined;
}

function walk(value: Json | undefined, path: Path, depth: number): readonly Leaf[] {
  if (depth > DEEPEST) return [UNCLEAR];
  if (Array.isArray(value)) return value.flatMap((element: Json) => walk(element, path, depth + 1));
  const [name, ...rest] = path;
  if (value === undefined) return [MISSING];
  if (name === undefined) return [{ kind: "value", value }];
  if (typeof value === "string") {
    const inside = jsonIn(value);
    return inside === undefined ? [UNCLEAR] : walk(inside, path, depth + 1);
  }
  if (!isJsonObject(value)) return [UNCLEAR];
  const found = given(value, name) ? walk(value[name], rest, depth + 1) : [MISSING];
  return Object.keys(value).some((key) => masquerades(key, name)) ? [...found, UNCLEAR] : found;
}

function patchLeaves(params: JsonObject, path: Path): readonly Leaf[] {
  if (!given(params, PATCH)) return [MISSING];
  const operations = params[PATCH];
  if (!Array.isArray(operations)) return [UNCLEAR];
  const leaves = operations.flatMap((operation: Json): readonly Leaf[] => {
    const touch = touchOf(operation);
    if (touch === undefined) return [UNCLEAR];
    const relation = relate(touch.tokens, path);
    if (relation.kind === "unrelated") return [];
    if (relation.kind !== "covers" || touch.value === undefined) return [UNCLEAR];
    // An empty list in its place sets it all the same: that is not absence.
    const set = walk(touch.value, relation.rest, 0);
    return set.length === 0 ? [UNCLEAR] : set;
  });
  return leaves.length === 0 ? [MISSING] : leaves;
}
