/** Copies of a sandbox's state, to begin from again. */
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { ConfigInvalid } from "../errors.ts";
import { copySqlite, isSqliteInUse } from "../sqlite/copy.ts";
import { APPLICATION } from "./store.ts";

interface Options {
  /** Puts it over a file that is there. */
  readonly force: boolean;
}

/**
 * Copies a sandbox's file, also while the sandbox runs; what is written meanwhile is in it whole or not at all.
 * @throws ConfigInvalid where `out` exists; LedgerUnavailable where the file is missing or no sandbox's
 */
export async function snapshotSandbox(file: string, out: string, { force }: Options): Promise<void> {
  assertFree(out, force);
  await copyOver(file, out);
}

/**
 * Puts a copy in the place of a sandbox's file.
 * @throws ConfigInvalid where the file exists, or a sandbox runs on it; LedgerUnavailable where one of them is no
 *   sandbox's
 */
export async function restoreSandbox(from: string, file: string, { force }: Options): Promise<void> {
  assertFree(file, force);
  await copyOver(from, file, async () => {
    if (!existsSync(file) || !(await isSqliteInUse(file, APPLICATION))) return;
    throw new ConfigInvalid("A sandbox runs on that file.", {
      hint: "Stop it first, or restore into another file.",
    });
  });
}

function assertFree(file: string, force: boolean): void {
  if (existsSync(file) && !force) {
    throw new ConfigInvalid("There is a file of that name already.", { hint: "--force writes over it." });
  }
}

/** The target stays as it is until the copy is whole. */
async function copyOver(
  from: string,
  to: string,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const partial = `${to}.${randomBytes(6).toString("hex")}.part`;
  try {
    await copySqlite(from, partial, APPLICATION);
    await before();
    // The log of the file that was there is not of this one.
    for (const beside of ["-wal", "-shm"]) rmSync(`${to}${beside}`, { force: true });
    renameSync(partial, to);
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${partial}${end}`, { force: true });
  }
}
