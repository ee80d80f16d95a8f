import { createCipheriv, createDecipheriv } from "node:crypto";
import { SecretRefused } from "../errors.ts";

export const KEY_BYTES = 32;
/** NIST SP 800-38D section 8.2.2: 96 random bits, good for far more values than one key will see here. */
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";

/** AES-256-GCM. The answer is the ciphertext and its 16-byte tag. INVARIANT: a nonce is used once with a key. */
export function encrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: string,
  plain: Uint8Array,
): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(associated, "utf8"));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws SecretRefused where key, nonce, associated data or any byte is not the one that it was encrypted with. */
export function decrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  associated: string,
  bytes: Uint8Array,
): Uint8Array {
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(associated, "utf8"));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SecretRefused("The sealed secret does not verify and is not opened.", { cause });
  }
}
