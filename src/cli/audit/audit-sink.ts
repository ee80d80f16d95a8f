/** The ledger's heads in a file beyond its folder: evidence that holds against whoever can put the folder back. */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  writeSync,
} from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { ConfigInvalid, LedgerUnavailable } from "../../errors.ts";
import type { Head } from "../../ledger/index.ts";
import type { Logger } from "../../log.ts";

export interface AuditSink {
  /** @throws LedgerUnavailable where the file cannot be written now, or does not have the newest head yet */
  mayStart(): void;
  /** Adds the head of a write that is durable. Never throws: where it fails, `mayStart` does until it was made up for. */
  add(head: Head, operation: string | undefined): void;
}

export interface AuditSinkOptions {
  readonly file: string;
  /** Which ledger the lines speak of, as MODE/ACCOUNT. */
  readonly ledger: string;
  /** The file must not be in here: who puts this folder back would put the file back with it. */
  readonly stateRoot: string;
  readonly clock: () => Date;
  readonly log: Logger;
}

// One write with O_APPEND for each line, so that several processes may share the file. Without O_NONBLOCK a FIFO would
// be waited for; without O_NOFOLLOW a link could lead to a file of somebody else's. Windows has neither.
const POSIX = process.platform === "win32" ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW;
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | POSIX;
const READ = constants.O_RDONLY | POSIX;
const OWNER_ONLY = 0o600;

/**
 * Opens the file for each line anew, so that it may be moved away by a log rotation.
 * @throws ConfigInvalid where it is no regular file, cannot be written, holds something else or is in the state folder
 */
export function openAuditSink({ file, ledger, stateRoot, clock, log }: AuditSinkOptions): AuditSink {
  // A line that was cut short, by this process or one before it, must not swallow the next.
  let torn = false;
  try {
    if (isWithin(file, stateRoot))
      throw unusable("it is in the state folder, with which it would be put back");
    append(file, "");
    torn = !endsWithLine(file);
  } catch (error) {
    throw error instanceof ConfigInvalid ? error : unusable(whyNot(error), error);
  }
  // The newest head alone: the chain that holds it holds all before it.
  let owed: string | undefined;
  let failing = false;

  const write = (line: string): unknown => {
    try {
      if (line === "") append(file, "");
      else {
        const text = torn ? `\n${line}` : line;
        torn = true;
        append(file, text);
        torn = false;
      }
      if (failing) log.info("the audit sink can be written again");
      failing = false;
      return undefined;
    } catch (error) {
      if (!failing)
        log.error({ why: whyNot(error) }, "the audit sink cannot be written: changes are refused");
      failing = true;
      return error;
    }
  };
  return {
    mayStart() {
      const cause = write(owed ?? "");
      if (cause === undefined) owed = undefined;
      else {
        throw new LedgerUnavailable("The audit sink cannot be written, so no change is begun.", {
          hint: "Nothing was changed. Tell the user that the operator has to look at the audit sink; call again later.",
          retryable: true,
          cause,
        });
      }
    },
    add({ seq, hash }, operation) {
      const line = `${JSON.stringify({ at: clock().toISOString(), ledger, seq, hash, operation })}\n`;
      owed = write(line) === undefined ? undefined : line;
    },
  };
}

function append(file: string, text: string): void {
  const descriptor = openSync(file, APPEND, OWNER_ONLY);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error("it is no regular file");
    if (text === "") return;
    const bytes = Buffer.from(text);
    if (writeSync(descriptor, bytes) !== bytes.length) throw new Error("a line was written in part");
  } finally {
    closeSync(descriptor);
  }
}

/** Whether the next line may begin right away. @throws ConfigInvalid for a file that holds something else than lines of ours */
function endsWithLine(file: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, READ);
  } catch {
    // A file that may only be added to: what it holds is not ours to read.
    return false;
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return true;
    const at = (position: number) => {
      const one = Buffer.alloc(1);
      return readSync(descriptor, one, 0, 1, position) === 1 ? one.toString("latin1") : "";
    };
    if (!["{", "\n"].includes(at(0))) throw unusable("it holds something else than heads of a ledger");
    return at(size - 1) === "\n";
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a file stands in a folder or below it, links resolved. */
export function isWithin(file: string, folder: string): boolean {
  const real = (path: string) => (existsSync(path) ? realpathSync(path) : resolve(path));
  const place = relative(real(folder), join(real(dirname(file)), basename(file)));
  return (
    place !== ".." &&
    !place.startsWith(`..${process.platform === "win32" ? "\\" : "/"}`) &&
    !isAbsolute(place)
  );
}

const WORDS: Readonly<Record<string, string>> = {
  ELOOP: "it is a symbolic link; name the file itself",
  EISDIR: "it is a directory",
  ENXIO: "it is no regular file",
  ENOENT: "its folder does not exist",
};

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const code = "code" in error ? String(error.code) : error.message;
  return WORDS[code] ?? code;
}

function unusable(why: string, cause?: unknown): ConfigInvalid {
  return new ConfigInvalid(`The audit sink cannot be used: ${why}.`, {
    hint: "Check --audit-sink (IDGATE_AUDIT_SINK).",
    ...(cause === undefined ? {} : { cause }),
  });
}
