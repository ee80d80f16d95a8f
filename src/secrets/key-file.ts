/** A file that belongs to its owner alone, and the sealing keys in one that may change while they are used. */
import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from "node:fs";
import { ConfigInvalid } from "../errors.ts";
import { fixedKeys, type KeyRing, parseKeys } from "./key-ring.ts";

const LARGEST = 256 * 1024;
const OTHERS = 0o077;

/**
 * Reads a file that holds a secret. `what` names it in messages: they reach models, a path would not belong there.
 * @throws ConfigInvalid where it cannot be read, is too large, or others than its owner may read it
 */
export function readOwnFile(file: string, what: string): string {
  return readSmall(file, what, (mode) => {
    if (process.platform === "win32" || (mode & OTHERS) === 0) return;
    throw new ConfigInvalid(`${what} can be read or written by other users.`, {
      hint: "Take their rights away: chmod 600.",
    });
  });
}

/** The same of a file that everybody may read. @throws ConfigInvalid */
export function readPublicFile(file: string, what: string): string {
  return readSmall(file, what, () => undefined);
}

function readSmall(file: string, what: string, check: (mode: number) => void): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const { mode, size } = fstatSync(descriptor);
      if (size > LARGEST) throw new ConfigInvalid(`${what} is too large to be one.`);
      check(mode);
      return readFileSync(descriptor, "utf8");
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof ConfigInvalid) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new ConfigInvalid(`${what} cannot be read: ${code}.`, {
      cause: error,
      ...(code === "ENOENT" ? { hint: "There is no file of this name: check the path." } : {}),
    });
  }
}

/**
 * The keys of a file, read now, again where the file has changed, and before a key is called unknown. Where it cannot
 * be read any more the keys that were there last stay in use, and `onProblem` is told.
 * @throws ConfigInvalid where it cannot be used now
 */
export function fileKeys(file: string, onProblem: (problem: ConfigInvalid) => void): KeyRing {
  const what = "The file of sealing keys";
  let seen = versionOf(file);
  let ring = fixedKeys(parseKeys(readOwnFile(file, what)));

  function refresh(): void {
    const version = versionOf(file);
    if (version === seen) return;
    seen = version;
    try {
      ring = fixedKeys(parseKeys(readOwnFile(file, what)));
    } catch (error) {
      if (!(error instanceof ConfigInvalid)) throw error;
      onProblem(error);
    }
  }

  return {
    current() {
      refresh();
      return ring.current();
    },
    find(id) {
      const found = ring.find(id);
      if (found !== undefined) return found;
      refresh();
      return ring.find(id);
    },
  };
}

/** Changes whenever the file does; a file that is not there is a version too. */
function versionOf(file: string): string {
  let found: Stats | undefined;
  try {
    found = statSync(file, { throwIfNoEntry: false });
  } catch {
    return "unreadable";
  }
  return found === undefined ? "gone" : [found.ino, found.size, found.mtimeMs, found.ctimeMs].join(" ");
}
