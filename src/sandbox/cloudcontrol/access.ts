/** What of a resource may be shown, kept and changed. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { notUpdatable } from "./faults.ts";
import { equalJson } from "./json.ts";
import type { PatchStep, Tokens } from "./json-patch.ts";
import { type Access, isOf, type Properties, type Property, type ResourceType } from "./model.ts";

const EVERY_ELEMENT = "*";
/** Stands in for a secret in what is kept. */
const GIVEN = "(given)";

/** Paths of all properties of one access, `*` for the elements of a list: `Members`, `*`, `UserName`. */
export function pathsOf(properties: Properties, access: Access): readonly Tokens[] {
  return Object.entries(properties).flatMap(([key, property]) =>
    pathsUnder(property, access).map((path) => [key, ...path]),
  );
}

function pathsUnder(property: Property, access: Access): readonly Tokens[] {
  if (isOf(property, access)) return [[]];
  if (property.type === "object") return pathsOf(property.properties, access);
  if (property.type === "array") return pathsUnder(property.items, access).map((p) => [EVERY_ELEMENT, ...p]);
  return [];
}

/** Rewrites every text of a state that `change` wants rewritten; what it answers undefined for is left out. */
function mapState(
  properties: Properties,
  state: JsonObject,
  change: (property: Property, value: Json) => Json | undefined,
): JsonObject {
  const mapped = (property: Property, value: Json): Json | undefined => {
    const changed = change(property, value);
    if (changed === undefined || property.type === "string") return changed;
    if (property.type === "object" && isJsonObject(changed)) {
      return mapState(property.properties, changed, change);
    }
    if (property.type === "array" && Array.isArray(changed)) {
      return changed.flatMap((item: Json) => mapped(property.items, item) ?? []);
    }
    return changed;
  };
  const entries = Object.entries(state).flatMap(([key, value]): [string, Json][] => {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const result = property === undefined ? undefined : mapped(property, value);
    return result === undefined ? [] : [[key, result]];
  });
  return Object.fromEntries(entries);
}

/** INVARIANT: every state that is shown goes through here, so that nothing write-only is ever in an answer. */
export function shownState(type: ResourceType, state: JsonObject): JsonObject {
  return mapState(type.properties, state, (property, value) => {
    if (!isOf(property, "writeOnly")) return value;
    return property.type === "string" && property.shownBlank === true ? "" : undefined;
  });
}

/** INVARIANT: every state that is kept for a running task goes through here: secrets are not stored. */
export function keptState(type: ResourceType, state: JsonObject): JsonObject {
  return mapState(type.properties, state, (property, value) =>
    property.type === "string" && (property.secret === true || property.held === true) ? GIVEN : value,
  );
}

const isHeld = (type: ResourceType, name: string): boolean => {
  const property = type.properties[name];
  return property?.type === "string" && property.held === true;
};

/** The secrets of a state that its resource keeps. */
export function heldState(type: ResourceType, state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([name]) => isHeld(type, name)));
}

/** INVARIANT: every state that an ended task keeps goes through here: it holds no secret of its resource. */
export function endedState(type: ResourceType, state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(shownState(type, state)).filter(([name]) => !isHeld(type, name)));
}

/**
 * Refuses steps that aim at a property which cannot be changed, or at a part of one.
 * @throws Fault NotUpdatable
 */
export function assertUpdatable(type: ResourceType, steps: readonly PatchStep[]): void {
  const fixed = [...pathsOf(type.properties, "readOnly"), ...pathsOf(type.properties, "createOnly")];
  for (const step of steps) {
    const aimedAt = step.op === "test" ? [] : step.op === "move" ? [step.path, step.from] : [step.path];
    for (const path of aimedAt) {
      if (fixed.some((pattern) => within(pattern, path))) throw notUpdatable(`/${path.join("/")}`);
    }
  }
}

function within(pattern: Tokens, path: Tokens): boolean {
  return (
    path.length >= pattern.length &&
    pattern.every((token, index) => token === EVERY_ELEMENT || token === path[index])
  );
}

/**
 * Refuses a state whose fixed properties differ from what they were, whichever way the patch got there.
 * Read-only properties that are not there any more are as they were: whoever replaces an object need not repeat them.
 * @throws Fault NotUpdatable
 */
export function assertFixedUnchanged(type: ResourceType, before: JsonObject, after: JsonObject): void {
  const path = fixedIn(type.properties, before, after);
  if (path !== undefined) throw notUpdatable(path);
}

function fixedIn(properties: Properties, before: JsonObject, after: JsonObject): string | undefined {
  for (const [key, property] of Object.entries(properties)) {
    const path = fixedAt(property, before[key], after[key]);
    if (path !== undefined) return `/${key}${path}`;
  }
  return undefined;
}

function fixedAt(property: Property, before: Json | undefined, after: Json | undefined): string | undefined {
  if (isOf(property, "createOnly")) return equalJson(before, after) ? undefined : "";
  if (after === undefined) return undefined;
  if (isOf(property, "readOnly")) return equalJson(before, after) ? undefined : "";
  if (property.type === "object" && isJsonObject(after)) {
    return fixedIn(property.properties, isJsonObject(before) ? before : {}, after);
  }
  if (property.type === "array" && Array.isArray(after)) {
    const known: readonly Json[] = Array.isArray(before) ? before : [];
    // Elements have no identity of their own: one that carries read-only parts must be one that was there.
    const index = after.findIndex(
      (item: Json) =>
        fixedAt(property.items, undefined, item) !== undefined &&
        !known.some((other) => equalJson(other, item)),
    );
    return index === -1 ? undefined : `/${index}`;
  }
  return undefined;
}
