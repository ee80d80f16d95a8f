/** Reads fields of parameters and stored documents whose types the facts have already checked. */
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";

export function textOf(from: JsonObject, field: string): string | undefined {
  const value = from[field];
  return typeof value === "string" ? value : undefined;
}

export function numberOf(from: JsonObject, field: string): number | undefined {
  const value = from[field];
  return typeof value === "number" ? value : undefined;
}

export function objectOf(from: JsonObject, field: string): JsonObject | undefined {
  const value = from[field];
  return isJsonObject(value) ? value : undefined;
}

export function objectsOf(from: JsonObject, field: string): readonly JsonObject[] {
  const value = from[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textsOf(from: JsonObject, field: string): readonly string[] {
  const value = from[field];
  return Array.isArray(value) ? value.filter((item: Json) => typeof item === "string") : [];
}

/** The named fields that are there, and only those. */
export function pick(from: JsonObject, fields: readonly string[]): JsonObject {
  const there = fields.filter((field) => from[field] !== undefined);
  return Object.fromEntries(there.map((field) => [field, from[field] ?? null]));
}
