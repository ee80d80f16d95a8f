/** A copy of a database made by reading its files alone, so that nothing of the original changes. */
import { constants } from "node:fs";
import { chmod, copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LedgerUnavailable } from "../errors.ts";
import { unavailable } from "./failure.ts";

const TRIES = 40;
const PAUSE_MS = 25;

/**
 * Gives a copy in a private temporary folder to `use`, and removes it afterwards. To open a database itself makes files
 * beside it, takes rights away and brings its schema up to date.
 * @throws LedgerUnavailable where there is no such file, it cannot be read, or it is written to all the time
 */
export async function withStillCopy<T>(file: string, use: (copy: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "idgate-inspect-"));
  try {
    const copy = join(folder, "copy.db");
    await copyStill(file, copy);
    return await use(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Copies the file and its log at a moment in which nobody writes. INVARIANT: a copy counts only where neither changed
 * from before to after, since a checkpoint in between would give half of each.
 */
async function copyStill(file: string, copy: string): Promise<void> {
  const log = `${file}-wal`;
  try {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = [await stamp(file), await stamp(log)].join();
      if (before.startsWith(NONE)) throw unavailable("There is no such state file.");
      await copyPrivately(file, copy);
      await rm(`${copy}-wal`, { force: true });
      if (!before.endsWith(NONE)) await copyPrivately(log, `${copy}-wal`);
      if ([await stamp(file), await stamp(log)].join() === before) return;
      await pause(PAUSE_MS);
    }
  } catch (cause) {
    if (cause instanceof LedgerUnavailable) throw cause;
    if (hasCode(cause, "ENOSPC")) {
      throw unavailable("There is no room in the temporary folder for a copy of the state file.", {
        hint: "Make room, or name another temporary folder in TMPDIR.",
        cause,
      });
    }
    throw unavailable("The state file cannot be read.", { cause });
  }
  throw unavailable("The state file is written to all the time; no copy of it could be made.", {
    hint: "Try again at a quieter moment.",
    retryable: true,
  });
}

async function copyPrivately(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, 0o600);
}

const NONE = "none";

/** What a write changes. @throws LedgerUnavailable for what is no file: a FIFO would be waited for */
async function stamp(file: string): Promise<string> {
  try {
    const stats = await stat(file, { bigint: true });
    if (!stats.isFile()) throw unavailable("The state file is not a regular file.");
    return `${stats.ino}:${stats.size}:${stats.mtimeNs}`;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return NONE;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && Reflect.get(error, "code") === code;
}
