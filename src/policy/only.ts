/** `only`: a call may carry nothing outside the named parameters. */
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
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
  for (const key of Object.keys(params)) {
    if (key === alwaysAllowed) continue;
    const child = only.children.get(key);
    if (child === undefined) return [key];
    const outside = key === PATCH ? patchOutside(child, params[key]) : outsideOf(child, params[key], 0);
    if (outside !== undefined) return [key, ...outside];
  }
  return undefined;
}

function outsideOf(node: Carried, value: Json | undefined, depth: number): Path | undefined {
  if (node.whole || value === undefined) return undefined;
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) {
    for (const element of value) {
      const outside = outsideOf(node, element, depth + 1);
      if (outside !== undefined) return outside;
    }
    return undefined;
  }
  // A scalar where only some children are allowed carries the whole of it.
  if (!isJsonObject(value)) return [];
  for (const key of Object.keys(value)) {
    const child = node.children.get(key);
    if (child === undefined) return [key];
    const outside = outsideOf(child, value[key], depth + 1);
    if (outside !== undefined) return [key, ...outside];
  }
  return undefined;
}

/** Each operation must be an add, replace or remove at or below an allowed path. */
function patchOutside(node: Carried, patch: Json | undefined): Path | undefined {
  if (node.whole || patch === undefined) return undefined;
  if (!Array.isArray(patch)) return [];
  const paths = wholePaths(node);
  for (const operation of patch) {
    const touch = touchOf(operation);
    if (touch === undefined) return [];
    const within = paths.some((path) => {
      const relation = relate(touch.tokens, path);
      return relation.kind === "inside" || (relation.kind === "covers" && relation.rest.length === 0);
    });
    if (!within) return touch.tokens;
  }
  return undefined;
}

function wholePaths(node: Carried): readonly Path[] {
  if (node.whole) return [[]];
  return [...node.children].flatMap(([name, child]) => wholePaths(child).map((path) => [name, ...path]));
}
