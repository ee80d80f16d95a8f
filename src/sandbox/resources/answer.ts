/** Answers in the shape that the reference gives them. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { parseLeaf } from "../facts.ts";
import type { Fact, Facts, Place, Resource, StoredRecord } from "../types.ts";

const isList = (fact: Fact): fact is readonly [Fact] => Array.isArray(fact);

/**
 * The declared fields of an answer, and those only: what the store keeps beside them stays inside. An object without
 * declared fields is free-form.
 * @throws Error where a value is not of its declared type: a mistake of the sandbox's
 */
export function shaped(facts: Facts, value: JsonObject, path = ""): JsonObject {
  const fields = Object.entries(facts);
  if (fields.length === 0 && path !== "") return value;
  const shown: [string, Json][] = [];
  for (const [declared, fact] of fields) {
    const field = declared.replace(/!$/, "");
    const given = Object.hasOwn(value, field) ? value[field] : undefined;
    if (given !== undefined && given !== null)
      shown.push([field, shapedValue(fact, given, `${path}.${field}`)]);
  }
  return Object.fromEntries(shown);
}

function shapedValue(fact: Fact, value: Json, path: string): Json {
  const wrong = () => new Error(`An answer's ${path.slice(1)} is not of its type.`);
  if (typeof fact === "string") {
    if (!isOfType(parseLeaf(fact).type, value)) throw wrong();
    return value;
  }
  if (isList(fact)) {
    if (!Array.isArray(value)) throw wrong();
    return value.map((item: Json) => shapedValue(fact[0], item, path));
  }
  if (!isJsonObject(value)) throw wrong();
  return shaped(fact, value, path);
}

function isOfType(type: ReturnType<typeof parseLeaf>["type"], value: Json): boolean {
  switch (type) {
    case "any":
      return true;
    case "int":
    case "int64":
      return typeof value === "number" && Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

export function isFields(fact: Fact | undefined): fact is Facts {
  return typeof fact === "object" && !Array.isArray(fact);
}

/** The declared fields of an object inside an answer; none where it has none. */
export function factsIn(facts: Facts, within: string): Facts {
  const inner = facts[within];
  return isFields(inner) ? inner : {};
}

/** A record as an answer with these fields shows it: what is stored, and what follows from other things. */
export async function shownAs(
  facts: Facts,
  resource: Resource,
  record: StoredRecord,
  context: Place,
): Promise<JsonObject> {
  const derived: [string, Json][] = [];
  for (const [field, derive] of Object.entries(resource.derived ?? {})) {
    if (facts[field] === undefined) continue;
    const value = await derive(record, context);
    if (value !== undefined) derived.push([field, value]);
  }
  return shaped(facts, { ...record.doc, ...Object.fromEntries(derived) }, resource.kind);
}

/** What the answer to a change says where it says only that it was done. */
export function acknowledged(facts: Facts): JsonObject {
  return {
    ...(facts.Success === "boolean" ? { Success: true } : {}),
    ...(facts.Message === "string" ? { Message: "" } : {}),
  };
}
