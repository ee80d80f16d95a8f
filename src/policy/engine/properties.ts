/** What a Cloud Control call sets, held against the properties of its resource type. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { PATCH, type Path, TARGET_STATE, TYPE_NAME } from "./model.ts";
import { touchOf, withoutIndexes } from "./patch.ts";
import { type Properties, propertiesOf } from "./resource-types.ts";

const DEEPEST = 64;

/**
 * The first thing that a call sets and that is no property of its type which a call may set, as a path; undefined where all
 * are. Neither is a type judged that is not known, nor what is inside a value that nobody describes.
 */
export function unknownProperty(params: JsonObject): Path | undefined {
  const type = Object.hasOwn(params, TYPE_NAME) ? params[TYPE_NAME] : undefined;
  const properties = typeof type === "string" ? propertiesOf(type) : undefined;
  if (properties === undefined) return undefined;
  if (Object.hasOwn(params, TARGET_STATE)) {
    const outside = unknownIn(params[TARGET_STATE], properties, 0);
    if (outside !== undefined) return [TARGET_STATE, ...outside];
  }
  const patch = Object.hasOwn(params, PATCH) ? params[PATCH] : undefined;
  if (!Array.isArray(patch)) return undefined;
  for (const operation of patch) {
    const touch = touchOf(operation);
    if (touch === undefined) continue;
    const outside = unknownAt(withoutIndexes(touch.tokens), touch.value, properties);
    if (outside !== undefined) return [PATCH, ...outside];
  }
  return undefined;
}

/** Whether a path below TargetState or PatchDocument leads to a property of the type. */
export function isProperty(type: string, path: Path): boolean {
  const properties = propertiesOf(type);
  return properties === undefined || unknownAt(path, undefined, properties) === undefined;
}

/** Names inside the property at `path`, for suggestions. */
export function namesInside(type: string, path: Path): readonly string[] {
  let inside = propertiesOf(type);
  for (const name of path) inside = inside?.get(name) ?? inside;
  return [...(inside?.keys() ?? [])];
}

function unknownAt(path: Path, value: Json | undefined, properties: Properties): Path | undefined {
  let inside = properties;
  for (const [at, name] of path.entries()) {
    const next = inside.get(name);
    if (next === undefined) return path.slice(0, at + 1);
    if (next.size === 0) return undefined;
    inside = next;
  }
  const outside = unknownIn(value, inside, 0);
  return outside === undefined ? undefined : [...path, ...outside];
}

function unknownIn(value: Json | undefined, properties: Properties, depth: number): Path | undefined {
  if (properties.size === 0 || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    for (const element of value) {
      const outside = unknownIn(element, properties, depth + 1);
      if (outside !== undefined) return outside;
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  for (const key of Object.keys(value)) {
    const inside = properties.get(key);
    if (inside === undefined) return [key];
    const outside = unknownIn(value[key], inside, depth + 1);
    if (outside !== undefined) return [key, ...outside];
  }
  return undefined;
}
