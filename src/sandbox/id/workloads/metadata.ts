/** Metadata of workload identities: each key holds a set of values. */
import type { JsonObject } from "../../../action/json.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";

type Table = Map<string, Set<string>>;

function tableOf(from: JsonObject): Table {
  const table: Table = new Map();
  for (const entry of objectsOf(from, "MetaData")) {
    const key = textOf(entry, "Key") ?? "";
    table.set(key, new Set([...(table.get(key) ?? []), ...textsOf(entry, "Values")]));
  }
  return table;
}

function listOf(table: Table): readonly JsonObject[] {
  return [...table].map(([Key, values]) => ({ Key, Values: [...values] }));
}

/** What is there and what is given, each value once. Both arguments carry a `MetaData` field, or none. */
export function mergeMetaData(doc: JsonObject, given: JsonObject): readonly JsonObject[] {
  return listOf(tableOf({ MetaData: [...objectsOf(doc, "MetaData"), ...objectsOf(given, "MetaData")] }));
}

/** What is there without the given values; a key given without values goes as a whole, as does an emptied one. */
export function removeMetaData(doc: JsonObject, given: JsonObject): readonly JsonObject[] {
  const table = tableOf(doc);
  for (const [key, gone] of tableOf(given)) {
    const left = gone.size === 0 ? [] : [...(table.get(key) ?? [])].filter((value) => !gone.has(value));
    if (left.length === 0) table.delete(key);
    else table.set(key, new Set(left));
  }
  return listOf(table);
}
