/** The keys that secrets are sealed with: where they stand, and what a file of them looks like. */
import { createHash } from "node:crypto";
import { ConfigInvalid } from "../errors.ts";
import { KEY_BYTES } from "./cipher.ts";

export interface SealingKey {
  /** Stands in every box that was sealed with it. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

export interface KeyRing {
  /** The key that new values are sealed with. */
  current(): SealingKey;
  /** The key of a box; keys in a file are read anew before the answer is no. */
  find(id: string): SealingKey | undefined;
}

/** A key in a file, which may have had its day. */
export interface FiledKey extends SealingKey {
  /** When a newer key took its place, ISO 8601 in UTC; undefined for the newest, and where nobody wrote it down. */
  readonly retired: string | undefined;
}

const FORMAT = "idgate secret keys";
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const HINT = "`idgate secrets keygen` makes a key file. Keys are 32 bytes in hex, base64 or base64url.";

/** Keys that stay as they are; the first one seals. */
export function fixedKeys([current, ...older]: readonly [SealingKey, ...SealingKey[]]): KeyRing {
  const byId = new Map([...older, current].map((one) => [one.id, one]));
  return { current: () => current, find: (id) => byId.get(id) };
}

/** An id that follows from the key, so that one key has the same one wherever it stands. Tells nothing of the key. */
export function keyIdOf(key: Uint8Array): string {
  return `k${createHash("sha256").update("idgate secret key id\0").update(key).digest("hex").slice(0, 16)}`;
}

/**
 * One key as it stands in `IDGATE_SECRET_KEY`.
 * @throws ConfigInvalid, which never quotes it
 */
export function parseKey(text: string): SealingKey {
  const key = keyBytes(text.trim());
  if (key === undefined)
    throw new ConfigInvalid("IDGATE_SECRET_KEY is not a key of 32 bytes.", { hint: HINT });
  return { id: keyIdOf(key), key };
}

/**
 * A key file, newest key first: JSON as `idgate secrets keygen` writes it, or lines of `ID KEY` (or `KEY` alone), where
 * `#` begins a comment.
 * @throws ConfigInvalid that names the place, and never quotes a key
 */
export function parseKeys(text: string): readonly [FiledKey, ...FiledKey[]] {
  const keys = text.trimStart().startsWith("{") ? fromJson(text) : fromLines(text);
  const [first, ...others] = keys;
  if (first === undefined) throw broken("it holds no key");
  const repeated = [keys.map(({ id }) => id), keys.map(({ key }) => Buffer.from(key).toString("hex"))];
  if (repeated.some((all) => new Set(all).size < all.length)) throw broken("a key or an id is there twice");
  return [first, ...others];
}

/** The text of a key file. */
export function keysText(keys: readonly FiledKey[]): string {
  const listed = keys.map(({ id, key, retired }) => ({
    id,
    key: Buffer.from(key).toString("base64url"),
    ...(retired === undefined ? {} : { retired }),
  }));
  return `${JSON.stringify({ format: FORMAT, version: 1, keys: listed }, null, 2)}\n`;
}

function fromLines(text: string): FiledKey[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    const words = line
      .replace(/#.*$/, "")
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) return [];
    const key = words.length > 2 ? undefined : keyBytes(words.at(-1) ?? "");
    if (key === undefined) throw broken(`line ${at + 1} is not \`ID KEY\` with a key of 32 bytes`);
    const id = words.length === 2 ? (words[0] ?? "") : keyIdOf(key);
    if (!ID.test(id))
      throw broken(`line ${at + 1} has an id of other characters than letters, digits, . _ -`);
    return [{ id, key, retired: undefined }];
  });
}

function fromJson(text: string): FiledKey[] {
  const file = fieldsOf(parsed(text), "it is no JSON object", ["format", "version", "keys"]);
  if (file.get("format") !== FORMAT) throw broken(`its format is not "${FORMAT}"`);
  if (file.get("version") !== 1) throw broken("its version is not 1");
  const keys: unknown = file.get("keys");
  if (!Array.isArray(keys)) throw broken("its keys are no list");
  return keys.map((entry: unknown, at) => {
    const fields = fieldsOf(entry, `key ${at + 1} is no object`, ["id", "key", "retired"]);
    const [id, secret, retired] = [fields.get("id"), fields.get("key"), fields.get("retired")];
    if (typeof id !== "string" || !ID.test(id)) throw broken(`key ${at + 1} has no id`);
    const key = typeof secret === "string" ? keyBytes(secret) : undefined;
    if (key === undefined) throw broken(`key ${at + 1} is not 32 bytes long`);
    if (retired === undefined) return { id, key, retired };
    if (typeof retired !== "string" || Number.isNaN(Date.parse(retired)))
      throw broken(`key ${at + 1} was retired at no time`);
    return { id, key, retired: new Date(retired).toISOString() };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without its cause: the parser's message quotes what it could not read.
    throw broken("it is neither JSON nor lines");
  }
}

function fieldsOf(value: unknown, otherwise: string, known: readonly string[]): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw broken(otherwise);
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of fields.keys())
    if (!known.includes(name)) throw broken("it holds what does not belong there");
  return fields;
}

/** 64 hex digits, or base64 or base64url of 32 bytes with or without its padding. */
function keyBytes(text: string): Uint8Array | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  const standard = /^[A-Za-z0-9+/]{43}=?$/.test(text);
  if (!standard && !/^[A-Za-z0-9_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, standard ? "base64" : "base64url");
  return bytes.length === KEY_BYTES ? bytes : undefined;
}

function broken(why: string): ConfigInvalid {
  return new ConfigInvalid(`The file of sealing keys cannot be used: ${why}.`, { hint: HINT });
}
