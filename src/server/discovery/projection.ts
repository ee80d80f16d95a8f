import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { fieldName } from "../answers/field-name.ts";

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
  const kept = Object.entries(value).flatMap(([key, child]): [string, Json][] => {
    const below = paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
    if (below.length === 0) return [];
    return [[key, below.some((rest) => rest.length === 0) ? child : picked(child, below)]];
  });
  // fromEntries defines own properties: a key `__proto__` stays a key.
  return Object.fromEntries(kept);
}

/** A sentence for fields that no item has, with those that there are. Empty where all of them occur. */
export function unknownFields(items: readonly Json[], fields: readonly string[]): readonly string[] {
  const objects = items.filter(isJsonObject);
  if (objects.length === 0) return [];
  const names = new Set(objects.flatMap((item: JsonObject) => Object.keys(item)));
  const unknown = fields.filter((field) => !names.has(field.replaceAll("[]", "").split(".")[0] ?? ""));
  if (unknown.length === 0) return [];
  return [`No item has ${listed(unknown)}. There are: ${listed([...names])}.`];
}

// What is no plain name is somebody's words, the service's or the model's: quoted, they stay data.
function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  const shown = names.slice(0, MOST_LISTED).map(fieldName).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
