/** The ledger's secret: 32 random bytes in a file of their own, from which every key is derived. */
import { hkdfSync, randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { LedgerUnavailable } from "../errors.ts";

const KEY_BYTES = 32;
const HINT = "Nothing was changed. Ask the operator to look at the state folder.";

/** A key for one purpose: HKDF-SHA256 (RFC 5869), 32 bytes. */
export function deriveKey(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `idgate ledger: ${purpose}`, KEY_BYTES));
}

/**
 * Reads the secret. Makes it (0600, in a folder of 0700) where it is missing and `mayMake` says that nothing
 * depends on an older one; of several processes that make it at once, the first one's stays.
 * @throws LedgerUnavailable where it is missing, cannot be read or has another length
 */
export async function loadSecret(file: string, mayMake: boolean): Promise<Uint8Array> {
  try {
    const found = await readSecret(file);
    if (found !== undefined) return found;
    if (!mayMake) {
      throw unavailable(
        "The ledger's key is gone, but its entries are there: they cannot be added to or verified.",
      );
    }
    await makeSecret(file);
    const made = await readSecret(file);
    if (made === undefined) throw unavailable("The ledger's key cannot be kept.");
    return made;
  } catch (error) {
    if (error instanceof LedgerUnavailable) throw error;
    throw unavailable("The ledger's key cannot be read or made.", error);
  }
}

async function readSecret(file: string): Promise<Uint8Array | undefined> {
  let secret: Uint8Array;
  try {
    secret = await readFile(file);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
  if (secret.length !== KEY_BYTES) {
    throw unavailable(`The ledger's key has ${secret.length} bytes instead of ${KEY_BYTES}.`);
  }
  if (process.platform !== "win32" && ((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  return secret;
}

// The name appears only with all its bytes on disk: no process ever reads half a key.
async function makeSecret(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString("hex")}`;
  await writeNew(draft, randomBytes(KEY_BYTES));
  try {
    await link(draft, file);
    await syncFolder(dirname(file));
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await unlink(draft);
  }
}

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Has a name that was given in the folder outlive a loss of power. Windows has no handle for a folder that could be synced. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && Reflect.get(error, "code") === code;
}

function unavailable(message: string, cause?: unknown): LedgerUnavailable {
  return new LedgerUnavailable(message, { hint: HINT, cause });
}
