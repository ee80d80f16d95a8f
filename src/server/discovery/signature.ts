/** JSON Schema written the short way, as in TypeScript: what a model reads at two thirds of the price. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";

const INDENT = "  ";
/** Short objects stay on their line. */
const LINE_WIDTH = 80;

/** An object's fields, one a line, with limits and descriptions as comments. */
export function signatureOf(schema: JsonObject): string {
  const fields = Object.entries(propertiesOf(schema));
  return fields.length === 0 ? "{}" : objectLines(schema, "");
}

function objectLines(schema: JsonObject, indent: string): string {
  const required = requiredOf(schema);
  const lines = Object.entries(propertiesOf(schema)).map(([name, child]) => {
    const node = isJsonObject(child) ? child : {};
    const mark = required.has(name) ? "" : "?";
    const comment = commentOf(node);
    return `${indent}${INDENT}${name}${mark}: ${typeOf(node, indent + INDENT)}${comment === "" ? "" : `  // ${comment}`}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function typeOf(schema: JsonObject, indent: string): string {
  const { type, enum: options, anyOf, items } = schema;
  if (Array.isArray(options)) return options.map((option: Json) => JSON.stringify(option)).join(" | ");
  if (Array.isArray(anyOf)) {
    const parts = anyOf.map((part: Json) => (isJsonObject(part) ? typeOf(part, indent) : "unknown"));
    return [...new Set(parts)].join(" | ");
  }
  if (Array.isArray(type)) return type.map(String).join(" | ");
  if (type === "array") {
    const element = isJsonObject(items) ? typeOf(items, indent) : "unknown";
    return /[ {]/.test(element) && !element.startsWith("{") ? `(${element})[]` : `${element}[]`;
  }
  if (type === "object") return objectType(schema, indent);
  if (type === "integer") return "integer";
  return typeof type === "string" ? type : "unknown";
}

function objectType(schema: JsonObject, indent: string): string {
  const properties = propertiesOf(schema);
  const names = Object.keys(properties);
  if (names.length === 0) return "object";
  // A handle is always written the same way.
  if (names.length === 1 && names[0] === "$secret") return '{"$secret": "secret_…"}';
  const required = requiredOf(schema);
  const silent = Object.values(properties).every((child) => isJsonObject(child) && commentOf(child) === "");
  const flat = names
    .map((name) => {
      const child = properties[name];
      return `${name}${required.has(name) ? "" : "?"}: ${typeOf(isJsonObject(child) ? child : {}, indent)}`;
    })
    .join("; ");
  if (silent && flat.length <= LINE_WIDTH && !flat.includes("\n")) return `{ ${flat} }`;
  return objectLines(schema, indent);
}

function commentOf(schema: JsonObject): string {
  const { description, default: usual, minimum, maximum, minLength, maxLength, maxItems } = schema;
  const limits = [
    range(minLength === 1 && maxLength === undefined ? undefined : minLength, maxLength, " characters"),
    range(minimum, maximum, ""),
    maxItems === undefined ? "" : `at most ${String(maxItems)} items`,
    usual === undefined ? "" : `default ${JSON.stringify(usual)}`,
  ].filter((text) => text !== "");
  const words = typeof description === "string" ? description : "";
  if (limits.length === 0) return words;
  return words === "" ? limits.join(", ") : `${words} (${limits.join(", ")})`;
}

function range(low: Json | undefined, high: Json | undefined, unit: string): string {
  if (typeof high === "number" && typeof low === "number") return `${low}..${high}${unit}`;
  if (typeof high === "number") return `at most ${high}${unit}`;
  return typeof low === "number" && low > 0 ? `at least ${low}${unit}` : "";
}

/** Names of an answer's fields, nested ones in braces: what `fields` of read_action can name. */
export function fieldsOf(schema: JsonObject): string {
  const names = Object.entries(propertiesOf(schema)).map(([name, child]) => {
    const node = isJsonObject(child) ? nonNull(child) : {};
    const list = kindOf(node) === "array";
    const inner = list ? node.items : node;
    const nested = isJsonObject(inner) && kindOf(inner) === "object" ? fieldsOf(inner) : "";
    return `${name}${list ? "[]" : ""}${nested === "" || nested === "{}" ? "" : ` ${nested}`}`;
  });
  return names.length === 0 ? "{}" : `{ ${names.join(", ")} }`;
}

function nonNull(schema: JsonObject): JsonObject {
  if (!Array.isArray(schema.anyOf)) return schema;
  const one = schema.anyOf.find((part: Json) => isJsonObject(part) && part.type !== "null");
  return isJsonObject(one) ? one : schema;
}

function kindOf(schema: JsonObject): Json | undefined {
  return Array.isArray(schema.type) ? schema.type.find((type: Json) => type !== "null") : schema.type;
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema.properties) ? schema.properties : {};
}

function requiredOf(schema: JsonObject): ReadonlySet<string> {
  return new Set(Array.isArray(schema.required) ? schema.required.map(String) : []);
}
