/** `only`: a call may carry nothing outside the named parameters. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { type Carried, PATCH, type Path } from "./model.ts";
import { relate, touchOf } from "./patch.ts";

export function carriedPaths(paths: readonly Path[]): Carried {
  const root: Carried = { whole: false, children: new Map() };
  for (const path of paths) {
    let node = root;
    for (const name of path) {
      let child = node.children.get(name);
      if (child === undefined) {
        child = { whole: false, children: new Map() };
        node.children.set(name, child);
      }
      node = child;
    }
    node.whole = true;
  }
  return root;
}

const DEEPEST = 64;

/** The first thing the call carries outside of `only`, as a path; undefined where there is none. */
export function carriedOutside(
  only: Carried,
  params: JsonObject,
  alwaysAllowed: string | undefined,
): Path | undefined {
  for (const outside of allOutside(only, params, alwaysAllowed)) return outside;
  return undefined;
}

/** Everything that the call carries outside of `only`, as paths. */
export function* allOutside(
  only: Carried,
  params: JsonObject,
  alwaysAllowed: string | undefined,
): Generator<Path, void> {
  for (const key of Object.keys(params)) {
    if (key === alwaysAllowed) continue;
    const child = only.children.get(key);
    if (child === undefined) yield [key];
    else {
      const inside = key === PATCH ? patchOutside(child, params[key]) : outsideOf(child, params[key], 0);
      for (const outside of inside) yield [key, ...outside];
    }
  }
}

function* outsideOf(node: Carried, value: Json | undefined, depth: number): Generator<Path, void> {
  if (node.whole || value === undefined) return;
  if (depth > DEEPEST) yield [];
  else if (Array.isArray(value)) {
    for (const element of value) yield* outsideOf(node, element, depth + 1);
  }
  // A scalar where only some children are allowed carries the whole of it.
  else if (!isJsonObject(value)) yield [];
  else {
    for (const key of Object.keys(value)) {
      const child = node.children.get(key);
      if (child === undefined) yield [key];
      else for (const outside of outsideOf(child, value[key], depth + 1)) yield [key, ...outside];
    }
  }
}

/** Each operation must be an add, replace or remove at or below an allowed path. */
function* patchOutside(node: Carried, patch: Json | undefined): Generator<Path, void> {
  if (node.whole || patch === undefined) return;
  if (!Array.isArray(patch)) {
    yield [];
    return;
  }
  const paths = wholePaths(node);
  for (const operation of patch) {
    const touch = touchOf(operation);
    const within = paths.some((path) => {
      if (touch === undefined) return false;
      const relation = relate(touch.tokens, path);
      return relation.kind === "inside" || (relation.kind === "covers" && relation.rest.length === 0);
    });
    if (!within) yield touch?.tokens ?? [];
  }
}

function wholePaths(node: Carried): readonly Path[] {
  if (node.whole) return [[]];
  return [...node.children].flatMap(([name, child]) => wholePaths(child).map((path) => [name, ...path]));
}
