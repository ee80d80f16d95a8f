import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";

/** The object with a value at a dotted path; `Ids[]` makes it the one element of a list. Leaves the given one as it is. */
export function place(object: JsonObject, path: string, value: Json): JsonObject {
  const [first = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    return first.endsWith("[]")
      ? { ...object, [first.slice(0, -2)]: [value] }
      : { ...object, [first]: value };
  }
  const inner = object[first];
  return { ...object, [first]: place(isJsonObject(inner) ? inner : {}, rest.join("."), value) };
}
