/** JSON in a parameter of text, a policy document for one. */
import { isJsonObject, type Json } from "../../action/json.ts";
import { COMPARED_LIMIT } from "./text.ts";

const DEEPEST = 64;

/**
 * What a text says as JSON; undefined where it is none, is nested deeper than is judged, or says a key twice: which of the two counts is the reader's choice.
 */
export function jsonIn(text: string): Json | undefined {
  if (text.length > COMPARED_LIMIT || !/^\s*[[{]/.test(text)) return undefined;
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return keysWritten(text) === keysRead(value) ? value : undefined;
}

// In JSON a text before a colon is a key, and a match never begins inside a text: the one before took it whole.
function keysWritten(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys++;
  return keys;
}

function keysRead(value: Json | undefined, depth = 0): number {
  if (depth > DEEPEST) return Number.NaN;
  if (Array.isArray(value)) {
    return value.reduce((sum: number, element: Json) => sum + keysRead(element, depth + 1), 0);
  }
  if (!isJsonObject(value)) return 0;
  const children = Object.values(value);
  return children.reduce((sum: number, child) => sum + keysRead(child, depth + 1), children.length);
}
