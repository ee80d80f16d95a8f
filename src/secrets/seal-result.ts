import { type Action, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { InternalError, SecretRefused } from "../errors.ts";
import { createEchoMask, type KnownSecret } from "./echo.ts";
import { HANDLE_KEY, isHandleId } from "./handle.ts";
import { secretsInText } from "./in-text.ts";
import { type FoundSecret, mapSecrets } from "./leaves.ts";
import { isList, mapJson, showPath } from "./paths.ts";
import { unescaped } from "./spelling.ts";
import { isSealable, type Vault } from "./vault.ts";

export interface SealedField {
  readonly handle: string;
  readonly path: string;
  readonly kind: string;
  /** True where nothing said that a secret is there: it only looked like one. */
  readonly guessed: boolean;
}

export interface SealedResult {
  readonly result: JsonObject;
  /** What was sealed anew. Echoes of values that had a handle already are not listed. */
  readonly sealed: readonly SealedField[];
  /** Fields that hold an address for the user to open, as it is. */
  readonly forUser: readonly string[];
  /** Places of secrets that were left as they are. */
  readonly shown: readonly string[];
}

/**
 * Takes every secret out of an answer. What the action declares as secret, or what travels under a well-known
 * name, becomes a handle; then every echo of those values and of the `opened` ones, in any string or key, becomes a mark
 * `[secret_…]`. JSON in strings should have been parsed before. Nothing is mutated.
 * @param show leaves what is declared or called a secret as it is, but for what is in `opened`
 * @throws SecretRefused where a value can not be sealed: then nothing of the answer may be shown.
 */
export function sealResult(
  action: Action,
  result: JsonObject,
  vault: Vault,
  opened: readonly KnownSecret[] = [],
  show = false,
): SealedResult {
  const sealing = new Sealing(vault, qualifiedName(action), opened, show);
  const where = { paths: action.secrets.output, keepHandles: false, inText: true };
  const addresses = new Map(Object.entries(result).filter(([name]) => action.secrets.forUser.includes(name)));
  const rest = addresses.size === 0 ? result : withoutKeys(result, addresses);
  let clean: Json;
  const shown = new Map<string, Json>();
  try {
    const sealed = mapSecrets(rest, where, (found) => sealing.seal(found));
    // Only now every secret of the answer is known that may be in an address.
    for (const [name, value] of addresses) {
      if (value === "" || value === null || sealing.isPlainAddress(value)) shown.set(name, value);
      else addresses.set(name, sealing.seal({ value, path: [name], kind: name }));
    }
    clean = sealing.maskEchoes(sealed);
  } catch (error) {
    // An answer that is withheld must not take the room of those that are not.
    vault.forget(sealing.sealed.map(({ handle }) => handle));
    throw error;
  }
  if (!isJsonObject(clean)) throw new InternalError("A result is not an object.");
  const forUser = [...shown].flatMap(([name, value]) => (value === "" || value === null ? [] : [name]));
  const whole = addresses.size === 0 ? clean : { ...clean, ...Object.fromEntries(addresses) };
  return { result: whole, sealed: sealing.sealed, forUser, shown: sealing.shown };
}

/** More in one answer is no page that anybody asked for, and would fill the vault. */
const MOST_SECRETS = 5_000;

class Sealing {
  readonly sealed: SealedField[] = [];
  readonly #vault: Vault;
  readonly #source: string;
  readonly #known: KnownSecret[];
  /** Handles made here, by identity: what the service sends in the shape of a handle is text like any other. */
  readonly #made = new WeakSet<object>();
  readonly #handles = new Map<string, string>();
  readonly shown: string[] = [];
  readonly #show: boolean;
  /** What the call itself sent. */
  readonly #sent: ReadonlySet<string>;

  constructor(vault: Vault, source: string, opened: readonly KnownSecret[], show: boolean) {
    this.#show = show;
    this.#sent = new Set(opened.map(({ value }) => value));
    this.#vault = vault;
    this.#source = source;
    this.#known = [...opened];
    for (const { id, value } of opened) if (isHandleId(id)) this.#handles.set(value, id);
  }

  seal({ value, path, kind, inText }: FoundSecret): Json {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    // INVARIANT: a generated secret, or any that came behind a handle, is shown by no answer that repeats it.
    if (this.#show && inText !== true && !this.#sent.has(text)) {
      this.shown.push(showPath(path));
      return value;
    }
    // A guess that is no value which could be sealed does not withhold the whole answer.
    if (inText === true && !isSealable(text)) return "[left out: it may be a secret]";
    // A value has one handle, and the kind that it was first seen under: the kind decides where it may go.
    const id = this.#handles.get(text) ?? this.#sealNew(text, path, kind, inText === true);
    if (typeof value === "object") this.#learnInner(value, id);
    const handle: JsonObject = Object.freeze({ [HANDLE_KEY]: id });
    this.#made.add(handle);
    return handle;
  }

  #sealNew(text: string, path: FoundSecret["path"], kind: string, guessed: boolean): string {
    if (this.sealed.length >= MOST_SECRETS) {
      throw new SecretRefused(`The answer holds more than ${MOST_SECRETS} secrets.`, {
        hint: "Ask for a smaller page.",
      });
    }
    const id = this.#vault.seal(text, { kind, source: this.#source });
    this.#handles.set(text, id);
    // `Password=required` is a word, and would be taken out of every sentence.
    if (!guessed || !/^[a-z]*$/i.test(text)) this.#known.push({ id, value: text });
    this.sealed.push({ handle: id, path: showPath(path), kind, guessed });
    return id;
  }

  /** Whether a value is an address of the web with no secret in it, in whatever encoding. */
  isPlainAddress(value: Json): boolean {
    if (typeof value !== "string" || !/^https?:\/\/[\x21-\x7e]{1,8000}$/.test(value)) return false;
    const spellings = [value, unescaped(value)];
    if (spellings.some((spelling) => secretsInText(spelling, undefined).length > 0)) return false;
    return createEchoMask(this.#known)(value) === value;
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

function withoutKeys(object: JsonObject, keys: ReadonlyMap<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));
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
