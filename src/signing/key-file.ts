/** An approver's key on disk: sealed under a passphrase, everything in the file authenticated. */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  scrypt,
} from "node:crypto";
import { ConfigInvalid } from "../errors.ts";
import { bytesOf, isPublicKey, type SigningKey } from "./signature.ts";

/** The fewest characters of a passphrase. */
export const SHORTEST_PASSPHRASE = 12;

// Fixed by the version: a file cannot ask for a cheaper derivation, nor for one that fills the memory.
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 2 ** 20 } as const;
const FORMAT = "idgate approver key";
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SEED_BYTES = 32;

/** The open part of a key file. */
export interface KeyFile {
  readonly name: string;
  /** Base64url, as in a policy. */
  readonly publicKey: string;
  readonly salt: string;
  readonly nonce: string;
  /** The seed under AES-256-GCM and its tag, Base64url. */
  readonly sealed: string;
}

/** Makes a key pair. */
export function generateKey(): SigningKey {
  const { d, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  if (d === undefined || x === undefined) throw new Error("No Ed25519 key was made.");
  return { seed: Buffer.from(d, "base64url"), publicKey: x };
}

/** The text of a key file: scrypt (N=2^17, r=8, p=1) over the passphrase, AES-256-GCM over the seed. */
export async function sealKey(key: SigningKey, name: string, passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const open = {
    name,
    publicKey: key.publicKey,
    salt: salt.toString("base64url"),
    nonce: nonce.toString("base64url"),
  };
  const cipher = createCipheriv("aes-256-gcm", await derive(passphrase, salt), nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(covered(open));
  const sealed = Buffer.concat([cipher.update(key.seed), cipher.final(), cipher.getAuthTag()]);
  const file = { format: FORMAT, version: 1, ...open, sealed: sealed.toString("base64url") };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads what is open in a key file. @throws ConfigInvalid where it is none */
export function parseKeyFile(text: string): KeyFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken("it is not JSON");
  }
  if (typeof value !== "object" || value === null) throw broken("it is no JSON object");
  const fields = new Map<string, unknown>(Object.entries(value));
  if (fields.get("format") !== FORMAT) throw broken(`its format is not "${FORMAT}"`);
  if (fields.get("version") !== 1) throw broken("its version is not 1");
  const known = ["format", "version", "name", "publicKey", "salt", "nonce", "sealed"];
  for (const key of fields.keys())
    if (!known.includes(key)) throw broken("it holds what does not belong there");
  const textOf = (key: string, length?: number): string => {
    const found = fields.get(key);
    if (typeof found !== "string" || found === "") throw broken(`it has no ${key}`);
    if (length !== undefined && bytesOf(found, length) === undefined) throw broken(`its ${key} is damaged`);
    return found;
  };
  const publicKey = textOf("publicKey");
  if (!isPublicKey(publicKey)) throw broken("its publicKey is damaged");
  return {
    name: textOf("name"),
    publicKey,
    salt: textOf("salt", SALT_BYTES),
    nonce: textOf("nonce", NONCE_BYTES),
    sealed: textOf("sealed", SEED_BYTES + TAG_BYTES),
  };
}

/** Opens a key. @throws ConfigInvalid where the passphrase is wrong or the file was altered: they look alike. */
export async function openKey(file: KeyFile, passphrase: string): Promise<SigningKey> {
  const key = await derive(passphrase, Buffer.from(file.salt, "base64url"));
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(file.nonce, "base64url"), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(covered(file));
  const sealed = Buffer.from(file.sealed, "base64url");
  decipher.setAuthTag(sealed.subarray(SEED_BYTES));
  let seed: Uint8Array;
  try {
    seed = Buffer.concat([decipher.update(sealed.subarray(0, SEED_BYTES)), decipher.final()]);
  } catch {
    throw new ConfigInvalid("The key does not open: the passphrase is wrong, or the key file was altered.", {
      hint: "Nothing was signed. Try again; a passphrase that is lost means a new key, and a new line in the policy.",
    });
  }
  if (publicKeyOf(seed, file.publicKey) !== file.publicKey)
    throw broken("its two halves do not belong together");
  return { seed, publicKey: file.publicKey };
}

/** Everything in the file but the sealed part itself, in one reading. */
function covered({ name, publicKey, salt, nonce }: Omit<KeyFile, "sealed">): Uint8Array {
  return Buffer.from(JSON.stringify([FORMAT, 1, name, publicKey, salt, nonce]), "utf8");
}

// Two keyboards may spell one letter differently.
function derive(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, 32, SCRYPT, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function publicKeyOf(seed: Uint8Array, claimed: string): string | undefined {
  const jwk = { kty: "OKP", crv: "Ed25519", d: Buffer.from(seed).toString("base64url"), x: claimed };
  return createPublicKey(createPrivateKey({ key: jwk, format: "jwk" })).export({ format: "jwk" }).x;
}

function broken(why: string): ConfigInvalid {
  return new ConfigInvalid(`This is no key file that idgate made, or it is damaged: ${why}.`, {
    hint: "`idgate approvals keygen` makes one.",
  });
}
