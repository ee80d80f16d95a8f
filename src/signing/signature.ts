/** Ed25519 (RFC 8032) over statements, through Node's own crypto. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { type Statement, statementBytes } from "./statement.ts";

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** A key pair: the seed signs, the public key (Base64url, as in a policy) verifies. */
export interface SigningKey {
  readonly seed: Uint8Array;
  readonly publicKey: string;
}

/** The bytes of Base64url without padding; undefined for other text, other spellings of the same bytes included. */
export function bytesOf(text: string, length: number): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === length && bytes.toString("base64url") === text ? bytes : undefined;
}

/** Whether a text can be a public key at all. */
export function isPublicKey(text: string): boolean {
  return bytesOf(text, KEY_BYTES) !== undefined;
}

/** The signature of a statement: 64 bytes, Base64url. */
export function signStatement(statement: Statement, key: SigningKey): string {
  const { seed, publicKey } = key;
  const jwk = { kty: "OKP", crv: "Ed25519", d: Buffer.from(seed).toString("base64url"), x: publicKey };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  return sign(null, statementBytes(statement), privateKey).toString("base64url");
}

/** Whether a public key made this signature for this very statement. Never throws: what cannot be read is none. */
export function verifyStatement(statement: Statement, signature: string, publicKey: string): boolean {
  const bytes = bytesOf(signature, SIGNATURE_BYTES);
  if (bytes === undefined || !isPublicKey(publicKey)) return false;
  try {
    return verify(null, statementBytes(statement), publicKeyObject(publicKey), bytes);
  } catch {
    return false;
  }
}

function publicKeyObject(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
}
