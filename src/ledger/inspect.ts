/** Looks at a ledger and leaves every byte, mode and time of it as it is. */
import { readFile, stat } from "node:fs/promises";
import { openSqlite } from "../sqlite/sqlite.ts";
import { withStillCopy } from "../sqlite/still-copy.ts";
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

const KEY_BYTES = 32;

/**
 * Verifies a ledger on a copy.
 * @throws LedgerUnavailable where it cannot be read, is no ledger, or is written to all the time
 */
export async function inspectLedger({ file, keyFile, known = [] }: InspectOptions): Promise<Inspection> {
  return await withStillCopy(file, async (copy) => {
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
  });
}

async function secretIn(keyFile: string): Promise<Uint8Array | "missing" | "unreadable" | "damaged"> {
  try {
    const stats = await stat(keyFile);
    // What is no file may never end.
    if (!stats.isFile()) return "unreadable";
    return stats.size === KEY_BYTES ? await readFile(keyFile) : "damaged";
  } catch (error) {
    const missing = error instanceof Error && Reflect.get(error, "code") === "ENOENT";
    return missing ? "missing" : "unreadable";
  }
}
