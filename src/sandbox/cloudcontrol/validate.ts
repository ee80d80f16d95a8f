/** Holds a wanted state against its resource type. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { invalid } from "./faults.ts";
import { sortedText } from "./json.ts";
import { isOf, type ObjectProperty, type Property, type ResourceType } from "./model.ts";

/** On update a state also carries what was read, so that read-only properties are let through. */
export type Purpose = "create" | "update";

/**
 * Checks property names, types, required properties, bounds and, on creation, that nothing read-only is given.
 * @throws Fault InvalidParameter naming the property by its path under `TargetState`; never quotes a value
 */
export function validateState(type: ResourceType, state: Json, purpose: Purpose): JsonObject {
  if (!isJsonObject(state)) throw invalid("TargetState", "It must be an object.");
  const whole: ObjectProperty = {
    type: "object",
    description: type.description,
    properties: type.properties,
    required: type.required,
  };
  check(whole, state, "TargetState", purpose);
  return state;
}

function check(property: Property, value: Json, path: string, purpose: Purpose): void {
  if (isOf(property, "readOnly")) {
    if (purpose === "create") throw invalid(path, "It is read-only.");
    return;
  }
  switch (property.type) {
    case "string": {
      if (typeof value !== "string") throw invalid(path, "It must be a string.");
      if (!value.isWellFormed()) throw invalid(path, "It is not well-formed text.");
      const length = [...value].length;
      if (length < (property.minLength ?? 0))
        throw invalid(path, `It is shorter than ${property.minLength}.`);
      if (length > (property.maxLength ?? Number.POSITIVE_INFINITY)) {
        throw invalid(path, `It is longer than ${property.maxLength} characters.`);
      }
      if (property.options !== undefined && !property.options.includes(value)) {
        throw invalid(path, `It must be one of ${property.options.join(", ")}.`);
      }
      if (property.pattern?.test(value) === false)
        throw invalid(path, "It has characters that are not allowed.");
      const fault = property.fault?.(value);
      if (fault !== undefined) throw invalid(path, fault);
      return;
    }
    case "integer":
    case "number":
      if (typeof value !== "number" || (property.type === "integer" && !Number.isSafeInteger(value))) {
        throw invalid(path, `It must be ${property.type === "integer" ? "an integer" : "a number"}.`);
      }
      if (value < (property.minimum ?? Number.NEGATIVE_INFINITY)) throw invalid(path, "It is too small.");
      if (value > (property.maximum ?? Number.POSITIVE_INFINITY)) throw invalid(path, "It is too large.");
      return;
    case "boolean":
      if (typeof value !== "boolean") throw invalid(path, "It must be true or false.");
      return;
    case "array": {
      if (!Array.isArray(value)) throw invalid(path, "It must be a list.");
      const known = new Set<string>();
      value.forEach((item: Json, index) => {
        check(property.items, item, `${path}.${index}`, purpose);
        if (known.size === known.add(sortedText(item)).size) {
          throw invalid(`${path}.${index}`, "It is in the list twice.");
        }
      });
      return;
    }
    case "object":
      if (!isJsonObject(value)) throw invalid(path, "It must be an object.");
      checkObject(property, value, path, purpose);
  }
}

function checkObject(property: ObjectProperty, value: JsonObject, path: string, purpose: Purpose): void {
  for (const [key, child] of Object.entries(value)) {
    const known = Object.hasOwn(property.properties, key) ? property.properties[key] : undefined;
    if (known === undefined) throw invalid(`${path}.${key.slice(0, 64)}`, "There is no such property.");
    check(known, child, `${path}.${key}`, purpose);
  }
  for (const key of property.required ?? []) {
    if (!Object.hasOwn(value, key)) throw invalid(`${path}.${key}`, "It is required.");
  }
}
