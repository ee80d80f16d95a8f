/** The file below a database: made private to its owner, and recognised again later. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { unavailable } from "./failure.ts";

/** What tells one file from another of the same name. */
export type FileIdentity = string;

const identity = (stats: Stats): FileIdentity => `${stats.dev}:${stats.ino}`;

/**
 * Makes the file (0600) and its folder (0700) where they are missing, and takes other users' rights from a
 * file that has them. SQLite gives its `-wal` and `-shm` files the mode of the file itself.
 * INVARIANT: a file that exists is never opened here: closing it would drop every POSIX lock that this
 * process holds on it (sqlite.org/howtocorrupt.html, 2.2).
 * @throws LedgerUnavailable
 */
export function prepareFile(file: string): FileIdentity {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      closeSync(openSync(file, "wx", 0o600));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    const stats = statSync(file);
    if (stats.isDirectory()) throw unavailable("The state file is a directory.");
    if (!stats.isFile()) throw unavailable("The state file is not a regular file.");
    accessSync(file, constants.R_OK | constants.W_OK);
    if (process.platform !== "win32" && (stats.mode & 0o077) !== 0) chmodSync(file, 0o600);
    return identity(stats);
  } catch (error) {
    throw systemFailure(error);
  }
}

/**
 * A deleted or replaced file would swallow every later row unseen.
 * @throws LedgerUnavailable where the name no longer leads to the file that was opened.
 */
export function assertSameFile(file: string, expected: FileIdentity): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || identity(stats) !== expected) {
    throw unavailable("The state file was removed or replaced while in use.");
  }
}

function isTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, "code");
  return code === "EEXIST" || code === "EISDIR";
}

// The system's message holds the path, which must not reach a model: it stays in the cause.
function systemFailure(error: unknown): Error {
  if (!(error instanceof Error) || !("syscall" in error))
    return error instanceof Error ? error : unavailable(String(error));
  return unavailable("The state file cannot be opened or made.", { cause: error });
}
