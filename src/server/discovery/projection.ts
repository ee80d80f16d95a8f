import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";

/** Most field names that a note about an unknown field lists. */
const MOST_LISTED = 20;

/** Only the named fields of a value; lists on the way are looked through, `[]` may stand for them. */
export function pick(value: Json, fields: readonly string[]): Json {
  return picked(
    value,
    fields.map((field) => field.replaceAll("[]", "").split(".")),
  );
}

function picked(value: Json, paths: readonly (readonly string[])[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => picked(item, paths));
  if (!isJsonObject(value)) return value;
  const kept: Record<string, Json> = {};
  for (const [key, child] of Object.entries(value)) {
    const below = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.length === 0) continue;
    kept[key] = below.some((rest) => rest.length === 0) ? child : picked(child, below);
  }
  return kept;
}

/** A sentence for fields that no item has, with those that there are. Empty where all of them occur. */
export function unknownFields(items: readonly Json[], fields: readonly string[]): readonly string[] {
  const objects = items.filter(isJsonObject);
  if (objects.length === 0) return [];
  const names = new Set(objects.flatMap((item: JsonObject) => Object.keys(item)));
  const unknown = fields.filter((field) => !names.has(field.replaceAll("[]", "").split(".")[0] ?? ""));
  if (unknown.length === 0) return [];
  return [`No item has ${unknown.join(", ")}. There are: ${[...names].slice(0, MOST_LISTED).join(", ")}.`];
}
