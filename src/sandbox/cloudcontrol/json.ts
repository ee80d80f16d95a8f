/** Comparing and writing JSON values independently of the order of keys. */
import { isJsonObject, type Json } from "../../action/json.ts";

/** Equality as JSON Patch means it (RFC 6902, section 4.6): the order of keys does not count, that of lists does. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item: Json, index) => equalJson(item, b[index]))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
  );
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, child]): [string, Json] => [key, sorted(child)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON text with sorted keys: how `ResourceModel` and `Properties` are written, and equal for equal values. */
export function sortedText(value: Json): string {
  return JSON.stringify(sorted(value));
}
