/** Tags as requests of the id service give them. */
import type { JsonObject } from "../../action/json.ts";
import { objectsOf, textOf } from "../values.ts";
import { invalid } from "./faults.ts";

/**
 * Tags as they are stored: `{Key, Value}`, the value empty where none was given. CreateNamespace's page calls
 * the value `Values`, so that spelling is taken too.
 * @throws Fault InvalidParameter where a key comes twice
 */
export function readTags(params: JsonObject): readonly JsonObject[] {
  const seen = new Set<string>();
  return objectsOf(params, "Tags").map((tag, index) => {
    const key = textOf(tag, "Key") ?? "";
    if (seen.has(key)) throw invalid(`Tags.${index + 1}.Key`, "A tag key is given twice.");
    seen.add(key);
    return { Key: key, Value: textOf(tag, "Value") ?? textOf(tag, "Values") ?? "" };
  });
}
