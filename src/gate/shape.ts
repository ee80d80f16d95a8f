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
  withholdSecrets,
} from "../secrets/index.ts";
import { neutralise, quote } from "../text/index.ts";
import { type GateWords, gateWords } from "./words/words.ts";

/** Places that a note names. */
const MOST_PLACES = 5;

/** What becomes of an answer's secrets: handles, what they are, or nothing. */
export type SecretsHow = "sealed" | "shown" | "withheld";

export interface Shaped {
  readonly result: JsonObject;
  /** What has a handle now; nothing where secrets are withheld. */
  readonly sealed: readonly SealedField[];
  /** Places of secrets that the model is shown. */
  readonly shown: readonly string[];
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
  how: SecretsHow = "sealed",
): Shaped {
  const { result, sealed, forUser, shown } = sealAnswer(action, answer, vault, opened, how);
  const withheld = how === "withheld" ? sealed : [];
  const handles = how === "withheld" ? [] : sealed;
  const notes: string[] = [];
  // A note names places in the answer, and so holds keys of somebody else's: quoted, they stay data.
  // A page that may be asked for comes whole: the next one begins after it.
  const bounded = neutralise(result, { list: PAGE_LIMIT }, (line) =>
    notes.push(words.notAll(quote(line, 300))),
  );
  const [first] = handles;
  if (first !== undefined) {
    notes.push(words.sealed(vault.describe(first.handle).expiresAt));
  }
  const guessed = handles.filter((field) => field.guessed);
  if (guessed.length > 0) notes.push(words.guessed(guessed.length, placesOf(guessed)));
  if (withheld.length > 0) notes.push(words.secretsWithheld(withheld.length, placesOf(withheld)));
  if (shown.length > 0)
    notes.push(words.secretsShown(shown.length, placesOf(shown.map((path) => ({ path })))));
  if (forUser.length > 0) notes.push(words.forUser(forUser));
  return { result: asObject(bounded), sealed: handles, shown, notes };
}

/** Where values were found, indexes left out, so that a long page names each place once. Keys in it are somebody else's: quoted. */
function placesOf(fields: readonly Pick<SealedField, "path">[]): readonly string[] {
  const places = new Set(fields.map(({ path }) => path.replaceAll(/\[\d+\]/g, "[]")));
  return [...places].slice(0, MOST_PLACES).map((place) => quote(place, 80));
}

/** The part of `shape` without which nobody may see an answer: JSON in strings parsed, secrets sealed. @throws SecretRefused */
export function sealAnswer(
  action: Action,
  answer: JsonObject,
  vault: Vault,
  opened: readonly KnownSecret[],
  how: SecretsHow = "sealed",
): SealedResult {
  const parsed = action.jsonStrings.length === 0 ? answer : mapPaths(answer, action.jsonStrings, parseOrKeep);
  if (how === "withheld") return withholdSecrets(action, asObject(parsed), opened);
  return sealResult(action, asObject(parsed), vault, opened, how === "shown");
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
