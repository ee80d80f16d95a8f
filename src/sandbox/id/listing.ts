/** Paging, sorting and tag filters, as the id service's lists take them. */
import type { JsonObject } from "../../action/json.ts";
import type { StoredRecord } from "../types.ts";
import { numberOf, objectOf, objectsOf, textOf, textsOf } from "../values.ts";
import { invalid } from "./faults.ts";

const DEFAULT_PAGE_SIZE = 10;

export interface PageOf {
  readonly items: readonly StoredRecord[];
  /** `PageNumber`, `PageSize`, `TotalCount`, as every list answers them. */
  readonly counts: JsonObject;
}

/** Cuts one page out of everything that matched. A page past the end is empty. */
export function pageOf(records: readonly StoredRecord[], params: JsonObject): PageOf {
  const number = numberOf(params, "PageNumber") ?? 1;
  const size = numberOf(params, "PageSize") ?? DEFAULT_PAGE_SIZE;
  return {
    items: records.slice((number - 1) * size, number * size),
    counts: { PageNumber: number, PageSize: size, TotalCount: records.length },
  };
}

interface Sorting {
  /** Names of the two parameters: they differ from list to list. */
  readonly by: string;
  readonly order: string;
  /** Fields that may be sorted by. */
  readonly fields: readonly string[];
}

/**
 * Sorts by a text field. Without one, the order of creation stays. Equal records keep that order too.
 * @throws Fault InvalidParameter for an unknown field or direction
 */
export function sorted(
  records: readonly StoredRecord[],
  params: JsonObject,
  { by, order, fields }: Sorting,
): readonly StoredRecord[] {
  const field = textOf(params, by);
  const direction = (textOf(params, order) || "asc").toLowerCase();
  if (direction !== "asc" && direction !== "desc") throw invalid(order, "It must be Asc or Desc.");
  if (!field) return direction === "asc" ? records : records.toReversed();
  if (!fields.includes(field)) throw invalid(by, `It must be one of ${fields.join(", ")}.`);
  const sign = direction === "asc" ? 1 : -1;
  return records.toSorted((a, b) => {
    const [left, right] = [textOf(a.doc, field) ?? "", textOf(b.doc, field) ?? ""];
    return left < right ? -sign : left > right ? sign : 0;
  });
}

/** True where every filter finds its key among the tags, with one of its values if it names any. */
export function matchesTags(doc: JsonObject, params: JsonObject): boolean {
  const tags = new Map(objectsOf(doc, "Tags").map((tag) => [textOf(tag, "Key"), textOf(tag, "Value")]));
  return objectsOf(params, "TagFilters").every((filter) => {
    const key = textOf(filter, "Key");
    const values = textsOf(filter, "Values");
    return tags.has(key) && (values.length === 0 || values.includes(tags.get(key) ?? ""));
  });
}

/** True where each of the named parameters, if given and not empty, equals the field of the same name. */
export function matchesFields(doc: JsonObject, params: JsonObject, fields: readonly string[]): boolean {
  return fields.every((field) => !textOf(params, field) || params[field] === doc[field]);
}

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

/**
 * The `Filter` of the permission lists: id and TRN exactly, name and description by a part of them.
 * `prefix` makes the field names: `NamespaceId`, `NamespaceName`.
 */
export function matchesFilter(doc: JsonObject, params: JsonObject, prefix: string): boolean {
  const filter = objectOf(params, "Filter") ?? {};
  const has = (field: string, part: string | undefined) => !part || (textOf(doc, field) ?? "").includes(part);
  return (
    matchesFields({ Id: doc[`${prefix}Id`] ?? "", Trn: doc.Trn ?? "" }, filter, ["Id", "Trn"]) &&
    has(`${prefix}Name`, textOf(filter, "Name")) &&
    has("Description", textOf(filter, "Description"))
  );
}
