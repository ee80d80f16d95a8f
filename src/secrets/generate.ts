import { randomBytes, randomInt } from "node:crypto";
import { InvalidArguments } from "../errors.ts";

/** 8 to 32 characters with three of the four classes: the rule of IAM and cloudidentity passwords. */
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 32;
const DEFAULT_PASSWORD = 24;

// Without quotes, backslash, angle brackets, `&`, `$` and blanks: what shells, forms and CSV stumble over.
const CLASSES = ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789", "!#%*+-=?@^_"];
const ALPHABET = CLASSES.join("");

/**
 * A password with at least one upper-case letter, lower-case letter, digit and symbol. Every password that qualifies is equally
 * likely: whole candidates are drawn and thrown away, none is patched up.
 * @throws InvalidArguments for a length outside 8 to 32.
 */
export function generatePassword(options: { readonly length?: number } = {}): string {
  const length = options.length ?? DEFAULT_PASSWORD;
  if (!Number.isInteger(length) || length < MIN_PASSWORD || length > MAX_PASSWORD) {
    throw new InvalidArguments(`A password has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`);
  }
  for (;;) {
    let candidate = "";
    for (let at = 0; at < length; at += 1) candidate += ALPHABET.charAt(randomInt(ALPHABET.length));
    if (CLASSES.every((characters) => [...candidate].some((one) => characters.includes(one)))) {
      return candidate;
    }
  }
}

/** Random bytes as base64url; 32 bytes make 43 characters. @throws InvalidArguments for fewer than 16 or more than 1024 bytes. */
export function generateToken(bytes = 32): string {
  if (!Number.isInteger(bytes) || bytes < 16 || bytes > 1024) {
    throw new InvalidArguments("A token has 16 to 1024 bytes.");
  }
  return randomBytes(bytes).toString("base64url");
}
