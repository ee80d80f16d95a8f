import type { FieldPath } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { echoMark } from "./echo.ts";
import { isHandle } from "./handle.ts";
import { secretsInText } from "./in-text.ts";
import { isPatchValue, lastName, meantPath, type Parents } from "./meaning.ts";
import { isOpaqueName, isSecretName } from "./names.ts";
import { isList, type JsonPath, mapJson, matcherOf } from "./paths.ts";

/** A secret that the walk came upon. */
export interface FoundSecret {
  /** Text or a number; an object or a list only where a field path means it as a whole. */
  readonly value: Json;
  readonly path: JsonPath;
  /** The name that it travels under, e.g. `ClientSecret`. */
  readonly kind: string;
  /** Found in text that is no JSON: a good guess. */
  readonly inText?: boolean;
}

export interface SearchOptions {
  /** Field paths whose values are secret, whatever they are called. */
  readonly paths: readonly FieldPath[];
  /** Passes over well-formed handles, and looks for them inside a value that is secret as a whole. */
  readonly keepHandles: boolean;
  /**
   * Looks into text that is no JSON as well. For answers: of what a caller asks for, a person has to see every word,
   * and nothing may be hidden by making it look like a password.
   */
  readonly inText?: boolean;
}

// A string in a string in a string: deeper than anybody encodes by accident.
const MAX_TEXT_DEPTH = 4;
const MAX_TEXT = 1_000_000;

/**
 * A copy of a JSON value in which every secret is replaced by what `replace` makes of it (undefined keeps it).
 * Secret is: what a field path means; text and numbers under a well-known name (names.ts) at any depth, also
 * in lists, in the `value` of a JSON Patch operation on such a name, in a `{Key, Value}` pair of such a key, and
 * in JSON that is carried as text, which is then written anew; everything in a field that is opaque. With `inText` also
 * what other text assigns to such a name, JWTs and private keys.
 */
export function mapSecrets(
  json: Json,
  options: SearchOptions,
  replace: (found: FoundSecret) => Json | undefined,
): Json {
  return search(json, options, replace, [], 0);
}

function search(
  json: Json,
  options: SearchOptions,
  replace: (found: FoundSecret) => Json | undefined,
  base: JsonPath,
  textDepth: number,
): Json {
  // What a field path means but is not taken as a whole: everything in it is secret, piece by piece.
  const apart = new Set<Json>();
  return mapJson(json, (value, within, parents) => {
    if (value === null || typeof value === "boolean" || value === "") return undefined;
    if (options.keepHandles && isHandle(value)) return value;
    const declared = isDeclared(within, parents, options);
    if (typeof value === "object" && !declared) return undefined;
    if (typeof value === "object" && !isSecretWhole(value, options.keepHandles)) {
      apart.add(value);
      return undefined;
    }
    const meant = meantPath(within, parents);
    const kind = lastName(meant) ?? lastName(base) ?? "secret";
    const inside = apart.size > 0 && parents.some((parent) => apart.has(parent));
    if (declared || inside || isSecretName(kind) || isInOpaque(meant)) {
      return replace({ value, path: [...base, ...within], kind });
    }
    if (typeof value !== "string") return undefined;
    const parsed = jsonInText(value, textDepth);
    if (parsed === undefined)
      return options.inText === true ? replaceInText(value, replace, [...base, ...within], kind) : undefined;
    const inner = search(parsed, { ...options, paths: [] }, replace, [...base, ...within], textDepth + 1);
    return inner === parsed ? undefined : JSON.stringify(inner);
  });
}

/** Text stays text: what replaces a secret in it is written as a mark. */
function replaceInText(
  text: string,
  replace: (found: FoundSecret) => Json | undefined,
  path: JsonPath,
  field: string,
): Json | undefined {
  let clean = "";
  let copied = 0;
  for (const { start, end, kind } of secretsInText(text, field)) {
    const replaced = replace({ value: text.slice(start, end), path, kind, inText: true });
    if (replaced === undefined) continue;
    clean += `${text.slice(copied, start)}${shown(replaced)}`;
    copied = end;
  }
  return copied === 0 ? undefined : clean + text.slice(copied);
}

function shown(replaced: Json): string {
  if (isHandle(replaced)) return echoMark(replaced.$secret);
  return typeof replaced === "string" ? replaced : JSON.stringify(replaced);
}

function isDeclared(path: JsonPath, parents: Parents, options: SearchOptions): boolean {
  if (options.paths.length === 0 || !matcherOf(options.paths)(path)) return false;
  // Declared as a place where a secret may be put; whether this operation puts one there, its pointer says.
  return !isPatchValue(path, parents.slice(0, path.length));
}

// With handles in it, it is taken apart instead, so that they stay to be seen.
function isSecretWhole(value: JsonObject | readonly Json[], keepHandles: boolean): boolean {
  const empty = isList(value) ? value.length === 0 : Object.keys(value).length === 0;
  return !empty && !(keepHandles && holdsHandle(value));
}

function holdsHandle(value: Json): boolean {
  if (isHandle(value)) return true;
  if (isList(value)) return value.some(holdsHandle);
  return isJsonObject(value) && Object.values(value).some(holdsHandle);
}

function isInOpaque(path: JsonPath): boolean {
  return path.some((segment) => typeof segment === "string" && isOpaqueName(segment));
}

function jsonInText(text: string, depth: number): Json | undefined {
  if (depth >= MAX_TEXT_DEPTH || text.length > MAX_TEXT || !/^\s*[[{"]/.test(text)) return undefined;
  try {
    const parsed: Json = JSON.parse(text);
    return typeof parsed === "number" ? undefined : parsed;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
