import { type Action, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { InternalError } from "../errors.ts";
import { createEchoMask, type KnownSecret } from "./echo.ts";
import { HANDLE_KEY } from "./handle.ts";
import { type FoundSecret, mapSecrets } from "./leaves.ts";
import { isList, mapJson, showPath } from "./paths.ts";
import type { Vault } from "./vault.ts";

export interface SealedField {
  readonly handle: string;
  readonly path: string;
  readonly kind: string;
}

export interface SealedResult {
  readonly result: JsonObject;
  /** What was sealed anew. Echoes of values that had a handle already are not listed. */
  readonly sealed: readonly SealedField[];
}

/**
 * Takes every secret out of an answer. What the action declares as secret, or what travels under a well-known
 * name, becomes a handle; then every echo of those values and of the `opened` ones, in any string or key, becomes a mark
 * `[secret_…]`. JSON in strings should have been parsed before. Nothing is mutated.
 * @throws SecretRefused where a value can not be sealed: then nothing of the answer may be shown.
 */
export function sealResult(
  action: Action,
  result: JsonObject,
  vault: Vault,
  opened: readonly KnownSecret[] = [],
): SealedResult {
  const sealing = new Sealing(vault, qualifiedName(action), opened);
  const withHandles = mapSecrets(result, { paths: action.secrets.output, keepHandles: false }, (found) =>
    sealing.seal(found),
  );
  const clean = sealing.maskEchoes(withHandles);
  if (!isJsonObject(clean)) throw new InternalError("A result is not an object.");
  return { result: clean, sealed: sealing.sealed };
}

class Sealing {
  readonly sealed: SealedField[] = [];
  readonly #vault: Vault;
  readonly #source: string;
  readonly #known: KnownSecret[];
  /** Handles made here, by identity: what the service sends in the shape of a handle is text like any other. */
  readonly #made = new WeakSet<object>();
  readonly #handles = new Map<string, string>();

  constructor(vault: Vault, source: string, opened: readonly KnownSecret[]) {
    this.#vault = vault;
    this.#source = source;
    this.#known = [...opened];
    for (const { id, value } of opened) this.#handles.set(value, id);
  }

  seal({ value, path, kind }: FoundSecret): JsonObject {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    // A value has one handle, and the kind that it was first seen under: the kind decides where it may go.
    const id = this.#handles.get(text) ?? this.#sealNew(text, path, kind);
    if (typeof value === "object") this.#learnInner(value, id);
    const handle: JsonObject = Object.freeze({ [HANDLE_KEY]: id });
    this.#made.add(handle);
    return handle;
  }

  #sealNew(text: string, path: FoundSecret["path"], kind: string): string {
    const id = this.#vault.seal(text, { kind, source: this.#source });
    this.#handles.set(text, id);
    this.#known.push({ id, value: text });
    this.sealed.push({ handle: id, path: showPath(path), kind });
    return id;
  }

  // Of an object that is secret as a whole, the secrets in it may echo, not its names and descriptions.
  #learnInner(value: Json, id: string): void {
    mapSecrets(value, { paths: [], keepHandles: false }, (inner) => {
      this.#known.push({ id, value: String(inner.value) });
      return undefined;
    });
  }

  maskEchoes(json: Json): Json {
    if (this.#known.length === 0) return json;
    const mask = createEchoMask(this.#known);
    const visit = (value: Json): Json =>
      mapJson(value, (child) => {
        if (typeof child === "string") return mask(child);
        if (typeof child === "number") return maskedNumber(child, mask);
        if (typeof child !== "object" || child === null) return child;
        if (this.#made.has(child)) return child;
        if (isList(child) || !Object.keys(child).some((key) => mask(key) !== key)) return undefined;
        return renameKeys(child, mask, visit);
      });
    return visit(json);
  }
}

function maskedNumber(number: number, mask: (text: string) => string): Json {
  const text = String(number);
  const masked = mask(text);
  return masked === text ? number : masked;
}

function renameKeys(object: JsonObject, mask: (text: string) => string, visit: (value: Json) => Json): Json {
  const renamed = new Map<string, Json>();
  for (const [key, value] of Object.entries(object)) {
    let name = mask(key);
    // Two keys that held the same secret stay two.
    for (let count = 2; renamed.has(name); count += 1) name = `${mask(key)} (${count})`;
    renamed.set(name, visit(value));
  }
  return Object.fromEntries(renamed);
}
