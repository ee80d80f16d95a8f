/** Values sealed for somebody who is not idgate: JWE (RFC 7516) for the holder of a private key. */
import { createPrivateKey, createPublicKey, type JsonWebKeyInput, type KeyObject } from "node:crypto";
import { ConfigInvalid, SecretRefused } from "../errors.ts";
import type { BoxFacts } from "./box.ts";

export interface Recipient {
  /** Gives a compact JWE. What is said of the value stands in its protected header. */
  seal(value: string, facts: BoxFacts): Promise<string>;
}

const ENCRYPTION = "A256GCM";
/** NIST SP 800-131A: shorter ones are not to be used. */
const SHORTEST_RSA = 2048;
const KINDS = "It takes an X25519 key, an EC key on P-256 or an RSA key of 2048 bits or more, as PEM or JWK.";

/**
 * A recipient by public key, PEM (SPKI) or JWK. jose is loaded at the first seal.
 * @throws ConfigInvalid where it is no such key, and for a private key, which has no place beside the server
 */
export function createRecipient(text: string): Recipient {
  if (isPrivate(text)) {
    throw new ConfigInvalid("The recipient's key is a private key.", {
      hint: "Name the public key here, and keep the private one where idgate does not run.",
    });
  }
  const key = keyOf(text, () => createPublicKey(inputOf(text)));
  const alg = algorithmOf(key);
  return {
    async seal(value, facts) {
      const { CompactEncrypt } = await import("jose");
      return await new CompactEncrypt(Buffer.from(value, "utf8"))
        .setProtectedHeader({ alg, enc: ENCRYPTION, idgate: { ...said(facts) } })
        .encrypt(key);
    },
  };
}

/**
 * Opens what was sealed for a recipient, with the private key.
 * @throws ConfigInvalid where the key is none, or its passphrase is wrong
 * @throws SecretRefused where it does not open the JWE, or that was sealed as something else
 */
export async function openForRecipient(
  jwe: string,
  facts: BoxFacts,
  privateKey: string,
  passphrase?: string,
): Promise<string> {
  const key = keyOf(privateKey, () =>
    createPrivateKey(
      passphrase === undefined ? inputOf(privateKey) : { key: privateKey, format: "pem", passphrase },
    ),
  );
  const { compactDecrypt } = await import("jose");
  const options = { keyManagementAlgorithms: [algorithmOf(key)], contentEncryptionAlgorithms: [ENCRYPTION] };
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, key, options);
    if (JSON.stringify(protectedHeader.idgate) === JSON.stringify(said(facts)))
      return Buffer.from(plaintext).toString("utf8");
  } catch (cause) {
    throw new SecretRefused("The recipient's box does not open with this key.", { cause });
  }
  throw new SecretRefused("The recipient's box was sealed for another handle, and is not opened.");
}

/** Whether a private key asks for a passphrase. */
export function needsPassphrase(privateKey: string): boolean {
  return /ENCRYPTED/.test(privateKey.slice(0, 400));
}

function said({ handle, kind, source, owner, account, createdAt, expiresAt }: BoxFacts): BoxFacts {
  return { handle, kind, source, owner, account, createdAt, expiresAt };
}

function isPrivate(text: string): boolean {
  return isJwk(text) ? /"(?:d|k)"\s*:/.test(text) : /PRIVATE KEY/.test(text);
}

function isJwk(text: string): boolean {
  return text.trimStart().startsWith("{");
}

function inputOf(text: string): string | JsonWebKeyInput {
  return isJwk(text) ? { key: JSON.parse(text), format: "jwk" } : text;
}

function keyOf(text: string, make: () => KeyObject): KeyObject {
  try {
    return make();
  } catch {
    // Without its cause, which may quote the text.
    throw new ConfigInvalid(
      needsPassphrase(text)
        ? "The recipient's key does not open: the passphrase is wrong, or the file is damaged."
        : "The recipient's key cannot be read.",
      { hint: KINDS },
    );
  }
}

function algorithmOf(key: KeyObject): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "x25519") return "ECDH-ES+A256KW";
  if (type === "ec" && details?.namedCurve === "prime256v1") return "ECDH-ES+A256KW";
  if (type === "rsa" && (details?.modulusLength ?? 0) >= SHORTEST_RSA) return "RSA-OAEP-256";
  throw new ConfigInvalid("The recipient's key is of a kind that nothing is sealed to.", { hint: KINDS });
}
