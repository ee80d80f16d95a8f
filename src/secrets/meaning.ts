/** Under which name a value really travels, where the key beside it only says `value`. */
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import type { JsonPath } from "./paths.ts";

/** What a path leads through, from the root on. */
export type Parents = readonly (JsonObject | readonly Json[])[];

/** Segments of a JSON Pointer (RFC 6901); an index or `-` into a list is left out. */
function pointerNames(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .filter((token) => !/^(?:\d+|-)$/.test(token))
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Whether the value at the end of `path` is that of a JSON Patch operation (RFC 6902). */
export function isPatchValue(path: JsonPath, parents: Parents): boolean {
  const parent = parents.at(-1);
  return (
    path.at(-1) === "value" &&
    isJsonObject(parent) &&
    typeof parent.op === "string" &&
    typeof parent.path === "string"
  );
}

/** What the values of a pair are called: of tags, custom attributes, metadata and their filters. */
const PAIR_VALUES: ReadonlySet<JsonPath[number] | undefined> = new Set([
  ...["value", "Value", "values", "Values", "TagValue"],
]);

/**
 * The path with the names that count: the pointer's for a JSON Patch operation's `value`, the key's for the
 * `Value` or `Values` of a `{Key, Value}` or `{Name, Value}` pair, however far inside. Otherwise the path as it is.
 */
export function meantPath(path: JsonPath, parents: Parents): JsonPath {
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const segment = path[at];
    const parent = parents[at];
    if (!PAIR_VALUES.has(segment) || !isJsonObject(parent)) continue;
    if (isPatchValue(path.slice(0, at + 1), parents.slice(0, at + 1))) {
      return [...path.slice(0, at), ...pointerNames(String(parent.path)), ...path.slice(at + 1)];
    }
    const name = parent.Key ?? parent.TagKey ?? parent.Name ?? parent.key ?? parent.name;
    if (typeof name === "string") return [...path.slice(0, at), name, ...path.slice(at + 1)];
  }
  return path;
}

/** The last name on a path; list indexes are looked through. */
export function lastName(path: JsonPath): string | undefined {
  return path.findLast((segment) => typeof segment === "string");
}
