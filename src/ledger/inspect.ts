/** Looks at a ledger and leaves every byte, mode and time of it as it is. */
import { constants } from "node:fs";
import { chmod, copyFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LedgerUnavailable } from "../errors.ts";
import { openSqlite } from "../sqlite/sqlite.ts";
import type { Head } from "./chain.ts";
import { deriveKey } from "./key.ts";
import { APPLICATION, type LedgerTables, MIGRATIONS } from "./schema.ts";
import type { VerifyReport } from "./types.ts";
import { verifyLedger } from "./verify.ts";

export type Inspection =
  /** A file without an entry; it needs no key yet. */
  | { readonly kind: "empty" }
  /** Entries, and no key to verify them with. */
  | { readonly kind: "no key"; readonly why: "missing" | "unreadable" | "damaged" }
  | { readonly kind: "verified"; readonly report: VerifyReport };

export interface InspectOptions {
  readonly file: string;
  readonly keyFile: string;
  /** Heads that were kept elsewhere. */
  readonly known?: readonly Head[];
}

const TRIES = 40;
const PAUSE_MS = 25;
const KEY_BYTES = 32;

/**
 * Verifies a ledger on a copy, in a private temporary folder that is gone afterwards: opening the file itself would make
 * files beside it, take rights away and bring its schema up to date.
 * @throws LedgerUnavailable where it cannot be read, is no ledger, or is written to all the time
 */
export async function inspectLedger({ file, keyFile, known = [] }: InspectOptions): Promise<Inspection> {
  const folder = await mkdtemp(join(tmpdir(), "idgate-inspect-"));
  try {
    const copy = join(folder, "ledger.db");
    await copyStill(file, copy);
    return await inspectCopy(copy, keyFile, known);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inspectCopy(copy: string, keyFile: string, known: readonly Head[]): Promise<Inspection> {
  const store = await openSqlite<LedgerTables>(copy, { migrations: MIGRATIONS, application: APPLICATION });
  try {
    const entry = await store.read((db) =>
      db.selectFrom("entries").select("seq").limit(1).executeTakeFirst(),
    );
    if (entry === undefined && known.length === 0) return { kind: "empty" };
    const secret = await secretIn(keyFile);
    if (typeof secret === "string") return { kind: "no key", why: secret };
    return { kind: "verified", report: await verifyLedger(store, deriveKey(secret, "chain"), known) };
  } finally {
    await store.close();
  }
}

async function secretIn(keyFile: string): Promise<Uint8Array | "missing" | "unreadable" | "damaged"> {
  try {
    const secret = await readFile(keyFile);
    return secret.length === KEY_BYTES ? secret : "damaged";
  } catch (error) {
    return isMissing(error) ? "missing" : "unreadable";
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
      await copyPrivately(file, copy);
      if (!(await copyPrivately(log, `${copy}-wal`, true))) await rm(`${copy}-wal`, { force: true });
      if ([await stamp(file), await stamp(log)].join() === before) return;
      await pause(PAUSE_MS);
    }
  } catch (cause) {
    throw new LedgerUnavailable("The ledger's file cannot be read.", { cause });
  }
  throw new LedgerUnavailable("The ledger is being written to all the time; no copy of it could be made.", {
    hint: "Try again at a quieter moment, or use `idgate audit verify`.",
    retryable: true,
  });
}

async function copyPrivately(from: string, to: string, mayMiss = false): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await chmod(to, 0o600);
    return true;
  } catch (error) {
    if (mayMiss && isMissing(error)) return false;
    throw error;
  }
}

async function stamp(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    if (isMissing(error)) return "none";
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, "code") === "ENOENT";
}
