/** Reads the bytes of a policy file, and nothing that is none. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { ConfigInvalid } from "../errors.ts";
import { fileFault } from "./file-fault.ts";

// Without O_NONBLOCK the opening of a FIFO waits for its writer. Windows has neither flag.
const OPEN = constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK);
const NO_LINK = process.platform === "win32" ? 0 : constants.O_NOFOLLOW;

export interface ReadOptions {
  /** Whether the name may be a symbolic link. */
  readonly links: boolean;
  /** Bytes that are read, at most. */
  readonly limit: number;
  /** How a message names it; "The policy file" where nothing is said. */
  readonly named?: string;
}

export function isSymbolicLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/**
 * The file's first bytes, up to the limit. Never waits for a writer.
 * @throws ConfigInvalid for what is gone, no regular file, unreadable, or was written to meanwhile
 */
export function readPolicyBytes(file: string, { links, limit, named }: ReadOptions): Uint8Array {
  const unusable = (why: string, cause?: unknown) => unreadable(named, why, cause);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, links ? OPEN : OPEN | NO_LINK);
    const before = fstatSync(descriptor, { bigint: true });
    if (!before.isFile()) throw unusable("it is no regular file");
    const bytes = readUpTo(descriptor, limit);
    const after = fstatSync(descriptor, { bigint: true });
    // Half of a file may be a whole policy, with its denies missing.
    if (before.size !== after.size || before.mtimeNs !== after.mtimeNs) {
      throw unusable("it was written to while it was read");
    }
    return bytes;
  } catch (error) {
    if (error instanceof ConfigInvalid) throw error;
    throw unusable(whyNot(error), error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readUpTo(descriptor: number, limit: number): Uint8Array {
  const buffer = new Uint8Array(limit);
  let length = 0;
  while (length < limit) {
    const read = readSync(descriptor, buffer, length, limit - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

function whyNot(error: unknown): string {
  const fault = fileFault(error);
  return fault === "ELOOP" ? "it has become a symbolic link" : fault;
}

function unreadable(named: string | undefined, why: string, cause: unknown): ConfigInvalid {
  return new ConfigInvalid(`${named ?? "The policy file"} cannot be read: ${why}.`, {
    ...(named === undefined ? { hint: "Check --policy (IDGATE_POLICY)." } : {}),
    ...(cause === undefined ? {} : { cause }),
  });
}
