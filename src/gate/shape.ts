import type { Action } from "../action/action.ts";
import { PAGE_LIMIT } from "../action/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import {
  type KnownSecret,
  mapPaths,
  type SealedField,
  type SealedResult,
  sealResult,
  type Vault,
} from "../secrets/index.ts";
import { neutralise, quote } from "../text/index.ts";
import { type GateWords, gateWords } from "./words/words.ts";

/** Places that a note names. */
const MOST_PLACES = 5;

export interface Shaped {
  readonly result: JsonObject;
  readonly sealed: readonly SealedField[];
  /** What was left out because it was too much for a model, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Makes an answer fit for a model: JSON in strings parsed, secrets sealed (also where they echo what was
 * sent), text bounded and its invisible characters shown.
 * @throws SecretRefused where a secret can not be sealed.
 */
export function shape(
  action: Action,
  answer: JsonObject,
  vault: Vault,
  opened: readonly KnownSecret[],
  { outcome: words }: GateWords = gateWords(),
): Shaped {
  const { result, sealed, forUser } = sealAnswer(action, answer, vault, opened);
  const notes: string[] = [];
  // A note names places in the answer, and so holds keys of somebody else's: quoted, they stay data.
  // A page that may be asked for comes whole: the next one begins after it.
  const bounded = neutralise(result, { list: PAGE_LIMIT }, (line) =>
    notes.push(words.notAll(quote(line, 300))),
  );
  const [first] = sealed;
  if (first !== undefined) {
    notes.push(words.sealed(vault.describe(first.handle).expiresAt));
  }
  const guessed = sealed.filter((field) => field.guessed);
  if (guessed.length > 0) notes.push(words.guessed(guessed.length, placesOf(guessed)));
  if (forUser.length > 0) notes.push(words.forUser(forUser));
  return { result: asObject(bounded), sealed, notes };
}

/** Where values were found, indexes left out, so that a long page names each place once. Keys in it are somebody else's: quoted. */
function placesOf(fields: readonly SealedField[]): readonly string[] {
  const places = new Set(fields.map(({ path }) => path.replaceAll(/\[\d+\]/g, "[]")));
  return [...places].slice(0, MOST_PLACES).map((place) => quote(place, 80));
}

/** The part of `shape` without which nobody may see an answer: JSON in strings parsed, secrets sealed. @throws SecretRefused */
export function sealAnswer(
  action: Action,
  answer: JsonObject,
  vault: Vault,
  opened: readonly KnownSecret[],
): SealedResult {
  const parsed = action.jsonStrings.length === 0 ? answer : mapPaths(answer, action.jsonStrings, parseOrKeep);
  return sealResult(action, asObject(parsed), vault, opened);
}

// A ResourceModel that is not JSON is still an answer: it stays the text it was.
function parseOrKeep(value: Json): Json {
  if (typeof value !== "string" || value === "") return value;
  try {
    const parsed: Json = JSON.parse(value);
    return parsed;
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

function asObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}
