/**
 * What the driver's errors mean. Trouble with the store itself becomes LedgerUnavailable; a broken
 * constraint or a mistake in SQL stays the driver's own error, since it is the caller's to judge.
 */
import { type ErrorDetails, LedgerUnavailable } from "../errors.ts";

// Primary result codes (sqlite.org/rescode.html); an extended code starts with its primary one.
const MEANING: readonly (readonly [code: string, message: string])[] = [
  ["SQLITE_CANTOPEN", "The state file cannot be opened."],
  ["SQLITE_NOTADB", "The state file is not a database."],
  ["SQLITE_CORRUPT", "The state file is damaged."],
  ["SQLITE_READONLY", "The state file cannot be written."],
  ["SQLITE_PERM", "The state file cannot be written."],
  ["SQLITE_FULL", "The disk that holds the state file is full."],
  ["SQLITE_IOERR", "The state file cannot be read or written."],
];

const HINT = "Nothing was changed. Ask the operator to look at the state folder.";

/** The SQLite result code of a driver error, e.g. `SQLITE_BUSY`, or "" for any other error. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : "";
}

/** Whether another connection holds what this one needs, so that trying again may help. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED");
}

export function unavailable(message: string, details: ErrorDetails = {}): LedgerUnavailable {
  return new LedgerUnavailable(message, { hint: HINT, ...details });
}

/** The LedgerUnavailable that a driver error stands for, or undefined where the store is not at fault. */
export function storeFailure(error: unknown): LedgerUnavailable | undefined {
  if (error instanceof LedgerUnavailable) return error;
  if (isBusy(error)) {
    return unavailable("Another process holds the state file for too long.", {
      hint: "Nothing was changed. Try again in a few seconds.",
      retryable: true,
      cause: error,
    });
  }
  const code = codeOf(error);
  const known = MEANING.find(([prefix]) => code.startsWith(prefix));
  return known === undefined ? undefined : unavailable(known[1], { cause: error });
}
