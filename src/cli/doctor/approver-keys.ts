/** Approvers' key files that lie about where one would put them. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseKeyFile } from "../../signing/key-file.ts";

const LARGEST = 65_536;
const MOST_FILES = 500;

export interface ApproverKeyFile {
  readonly file: string;
  readonly publicKey: string;
}

/** Looks in the folders themselves, not below them. What cannot be read is no key in reach. */
export function approverKeysIn(places: {
  readonly stateDir: string;
  readonly policyFile: string | undefined;
  readonly home: string;
}): readonly ApproverKeyFile[] {
  const { stateDir, policyFile, home } = places;
  const folders = [
    stateDir,
    dirname(stateDir),
    ...(policyFile === undefined ? [] : [dirname(resolve(policyFile))]),
    process.cwd(),
    home,
    join(home, ".idgate"),
    join(home, ".config", "idgate"),
    join(home, ".ssh"),
  ];
  return [...new Set(folders.map((folder) => resolve(folder)))].flatMap(keysIn);
}

function keysIn(folder: string): readonly ApproverKeyFile[] {
  return namesIn(folder).flatMap((name) => {
    const file = join(folder, name);
    try {
      const stats = statSync(file);
      if (!stats.isFile() || stats.size > LARGEST) return [];
      return [{ file, publicKey: parseKeyFile(readFileSync(file, "utf8")).publicKey }];
    } catch {
      // Gone, closed to this user, or something else than a key.
      return [];
    }
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).slice(0, MOST_FILES);
  } catch {
    return [];
  }
}
