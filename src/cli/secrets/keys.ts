/** The file of sealing keys: made once, rotated when it is time. */
import { randomBytes } from "node:crypto";
import { existsSync, type Stats } from "node:fs";
import { open, realpath, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { resolveConfig } from "../../config/config.ts";
import { ConfigInvalid } from "../../errors.ts";
import { syncFolder } from "../../ledger/key.ts";
import {
  type FiledKey,
  fixedKeys,
  keyIdOf,
  keysText,
  parseKeys,
  readOwnFile,
  resealBox,
} from "../../secrets/index.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { fileFault } from "../file-fault.ts";
import { parseSecretFlags, type SecretFlags } from "../flags.ts";
import { ledgerFile, withLedger } from "../ledger.ts";
import { printLines } from "../print.ts";

const KEY_BYTES = 32;
/** A handle is good for an hour: a day after a key was replaced nothing live is sealed with it, in whatever ledger. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** @throws ConfigInvalid where the file cannot be made; one that is there is left as it is */
export async function makeSecretKey(file: string): Promise<number> {
  const key = newKey();
  await writeNew(file, keysText([key]));
  printLines([
    `Made: key ${key.id} in ${file}, readable for this user alone.`,
    "Start idgate with --secret-key and this file. Who can read the file and the ledger can read every live secret.",
  ]);
  return EXIT.ok;
}

/**
 * Adds a new key to the file, seals every live secret of the ledger with it in one transaction, and drops the keys that
 * were replaced a day ago or more, or with `--drop` all older ones. Whatever fails on the way, no secret is without its key.
 * @throws ConfigInvalid, LedgerUnavailable
 */
export async function rotateKeys(program: Program, given: unknown): Promise<number> {
  const flags = parseSecretFlags(given);
  const { keyFile } = resolveConfig({ secretKey: flags.secretKey }, program.env).sealing;
  if (keyFile === undefined) {
    throw new ConfigInvalid("Rotating needs a key file: --secret-key, or IDGATE_SECRET_KEY_FILE.", {
      hint: "A key in IDGATE_SECRET_KEY is replaced where it is set; what it sealed then opens no more.",
    });
  }
  const file = await realpath(keyFile).catch(() => keyFile);
  return await alone(file, async () => {
    // What a rotation that was killed left behind holds keys that may have been dropped since.
    await rm(draftOf(file), { force: true });
    return await rotate(program, file, flags);
  });
}

async function rotate(program: Program, keyFile: string, flags: SecretFlags): Promise<number> {
  const now = new Date();
  const key = newKey();
  const older = parseKeys(readOwnFile(keyFile, "The file of sealing keys")).map((one) => ({
    ...one,
    retired: one.retired ?? now.toISOString(),
  }));
  // INVARIANT: a key is on disk before anything is sealed with it, and gone only after nothing is.
  await replace(keyFile, keysText([key, ...older]));
  const { resealed, left } = existsSync(ledgerFile(program, flags).file)
    ? await withLedger(program, flags, (ledger) => {
        const keys = fixedKeys([key, ...older]);
        return ledger.sealed.reseal((box) => resealBox(box, keys, randomBytes));
      })
    : { resealed: 0, left: [] };
  const stay = older.filter(
    ({ retired }) => flags.drop !== true && now.getTime() - Date.parse(retired) < KEPT_MS,
  );
  if (stay.length < older.length) await replace(keyFile, keysText([key, ...stay]));
  printLines([
    `The newest key is ${key.id}. Sealed anew: ${resealed}. Older keys: ${stay.length} kept, ${older.length - stay.length} dropped.`,
    ...(left.length === 0 ? [] : [`Left as they were, since no key here opens them: ${left.join(", ")}`]),
    ...(stay.length === 0
      ? []
      : ["Older keys are dropped by the first rotation a day after they were replaced."]),
  ]);
  return left.length === 0 ? EXIT.ok : EXIT.negative;
}

/** INVARIANT: of two rotations at once none takes away the other's key. */
async function alone<T>(file: string, run: () => Promise<T>): Promise<T> {
  const lock = `${file}.lock`;
  try {
    await (await open(lock, "wx", 0o600)).close();
  } catch (error) {
    throw new ConfigInvalid(`The key file cannot be locked with ${visible(lock)}: ${fileFault(error)}.`, {
      hint: "Nothing was changed. Where no other rotation runs, one was killed: remove that file.",
    });
  }
  try {
    return await run();
  } finally {
    await unlink(lock);
  }
}

function newKey(): FiledKey {
  const key = randomBytes(KEY_BYTES);
  return { id: keyIdOf(key), key, retired: undefined };
}

async function writeNew(file: string, text: string, owner?: Owner): Promise<void> {
  let made = false;
  try {
    const handle = await open(file, "wx", 0o600);
    made = true;
    try {
      const { uid, gid } = await handle.stat();
      if (owner !== undefined && (owner.uid !== uid || owner.gid !== gid)) {
        await handle.chown(owner.uid, owner.gid);
      }
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (made) await unlink(file);
    throw new ConfigInvalid(`The key file ${visible(file)} cannot be written: ${fileFault(error)}.`, {
      hint: "No key was made. Choose another name: a key file is never written over.",
    });
  }
}

type Owner = Pick<Stats, "uid" | "gid">;

const draftOf = (file: string): string => `${file}.draft`;

/**
 * A reader sees the old file or the new one, whole, and it stays its owner's: a server must not lose its keys because root
 * rotated them. On disk when it returns, the file's name too.
 */
async function replace(file: string, text: string): Promise<void> {
  const draft = draftOf(file);
  await writeNew(draft, text, await stat(file));
  try {
    await rename(draft, file);
  } catch (error) {
    await unlink(draft);
    throw new ConfigInvalid(`The key file ${visible(file)} cannot be replaced: ${fileFault(error)}.`);
  }
  await syncFolder(dirname(file));
}
