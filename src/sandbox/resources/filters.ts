/** What a list's parameters may ask of its records. */
import type { Json, JsonObject } from "../../action/json.ts";
import { objectsOf, textOf, textsOf } from "../values.ts";

/** One condition. `value` is what the request gives under the filter's name. */
export interface Filter {
  /** The field whose value must be exactly this one: the store may look it up. */
  readonly equals?: string;
  readonly test: (doc: JsonObject, value: Json, params: JsonObject) => boolean;
}

/** The field has this very value. */
export const equals = (field: string): Filter => ({
  equals: field,
  test: (doc, value) => doc[field] === value,
});

/** One of the fields has this text somewhere in it, whatever the case. */
export const contains = (...fields: readonly string[]): Filter => ({
  test: (doc, value) =>
    typeof value === "string" &&
    fields.some((field) => textOf(doc, field)?.toLowerCase().includes(value.toLowerCase())),
});

/** The field has one of the given values. A list may be given as such or as a text with commas. */
export const oneOf = (field: string): Filter => ({
  test: (doc, value) => {
    const wanted = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [];
    return wanted.some((one: Json) => one === doc[field]);
  },
});

/** The field's list has this text, or one of these. */
export const holds = (field: string): Filter => ({
  test: (doc, value) => {
    const wanted = typeof value === "string" ? [value] : Array.isArray(value) ? value : [];
    return textsOf(doc, field).some((one) => wanted.includes(one));
  },
});

/** Every tag filter finds its key among the tags, with one of its values if it names any. */
export const tagged: Filter = {
  test: (doc, value) => {
    const tags = new Map(objectsOf(doc, "Tags").map((tag) => [textOf(tag, "Key"), textOf(tag, "Value")]));
    return objectsOf({ Filters: value }, "Filters").every((filter) => {
      const key = textOf(filter, "Key");
      const values = textsOf(filter, "Values");
      return tags.has(key) && (values.length === 0 || values.includes(tags.get(key) ?? ""));
    });
  },
};

/** A condition of its own. */
export const where = (test: Filter["test"]): Filter => ({ test });

/** A parameter that changes nothing here; the declaration says so instead of forgetting it. */
export const noEffect: Filter = { test: () => true };
