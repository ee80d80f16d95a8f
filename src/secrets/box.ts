/** A value sealed with one key and bound to everything that is said of it. */
import { SecretRefused } from "../errors.ts";
import type { SealedBox, SealedBytes } from "../ledger/sealed-box.ts";
import { decrypt, encrypt, NONCE_BYTES } from "./cipher.ts";
import type { KeyRing, SealingKey } from "./key-ring.ts";

export type BoxFacts = Omit<SealedBox, "sealed" | "recipient">;

export function sealBox(
  value: string,
  facts: BoxFacts,
  { id, key }: SealingKey,
  random: (size: number) => Uint8Array,
): SealedBytes {
  const nonce = random(NONCE_BYTES);
  const plain = Buffer.from(value, "utf8");
  const bytes = encrypt(key, nonce, associated(facts, id), plain);
  plain.fill(0);
  return { keyId: id, nonce: text(nonce), bytes: text(bytes) };
}

/**
 * INVARIANT: a value opens only as what it was sealed as: handle, kind, source, owner, account, times and key.
 * @throws SecretRefused where any of it, or any byte, is another
 */
export function openBox(facts: BoxFacts, { keyId, nonce, bytes }: SealedBytes, key: Uint8Array): string {
  const plain = decrypt(key, bytesOf(nonce), associated(facts, keyId), bytesOf(bytes));
  return Buffer.from(plain).toString("utf8");
}

/** The same secret under the newest key; undefined where no key here opens it, or it is not the box that it should be. */
export function resealBox(
  box: SealedBox & { readonly intact: boolean },
  keys: KeyRing,
  random: (size: number) => Uint8Array,
): SealedBox | undefined {
  if (box.sealed === undefined || !box.intact) return undefined;
  const old = keys.find(box.sealed.keyId);
  if (old === undefined) return undefined;
  try {
    return { ...box, sealed: sealBox(openBox(box, box.sealed, old.key), box, keys.current(), random) };
  } catch (error) {
    if (error instanceof SecretRefused) return undefined;
    throw error;
  }
}

// A JSON list of texts has exactly one reading: no two sets of facts share it.
function associated(facts: BoxFacts, keyId: string): string {
  const { handle, kind, source, owner, account, createdAt, expiresAt } = facts;
  return JSON.stringify([
    "idgate secret v2",
    ...[keyId, handle, kind, source, owner, account, createdAt, expiresAt],
  ]);
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

function bytesOf(encoded: string): Uint8Array {
  const bytes = Buffer.from(encoded, "base64url");
  // Buffer passes over what is no Base64url; two texts must not be one box.
  if (text(bytes) === encoded) return bytes;
  throw new SecretRefused("The sealed secret does not verify and is not opened.");
}
