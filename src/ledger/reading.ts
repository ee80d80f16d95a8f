/** Looking at the ledger, without deciding anything by it. */
import { type Kysely, sql } from "kysely";
import { LedgerBroken } from "../errors.ts";
import type { SqliteDatabase } from "../sqlite/sqlite.ts";
import { isOpen, isPast } from "./derive.ts";
import { parseObject, parseOperation } from "./record.ts";
import type { LedgerTables } from "./schema.ts";
import type { Entry, Operation, OperationStatus } from "./types.ts";

type Db = Kysely<LedgerTables>;

const DEFAULT_LIMIT = 100;
const BATCH = 200;
const OPEN = ["pending", "approved"] as const satisfies readonly OperationStatus[];

/** An operation past its time is expired, whether or not an entry says so yet. */
export function shown(operation: Operation, now: string): Operation {
  return isOpen(operation) && isPast(operation, now) ? { ...operation, status: "expired" } : operation;
}

/** Newest first. */
export async function listOperations(
  db: Db,
  filter: { readonly status?: readonly OperationStatus[]; readonly limit?: number },
  now: string,
): Promise<readonly Operation[]> {
  const { status, limit = DEFAULT_LIMIT } = filter;
  let query = db.selectFrom("operations").select("state").orderBy("seq", "desc").limit(limit);
  if (status !== undefined) {
    query = query.where(({ and, not, or, eb }) => {
      const past = and([eb("status", "in", OPEN), eb("expires_at", "<=", now)]);
      const asked = and([eb("status", "in", status), not(past)]);
      return status.includes("expired") ? or([asked, past]) : asked;
    });
  }
  const rows = await query.execute();
  return rows.map((row) => shown(parseOperation(row.state), now));
}

const UNDECIDED = ["started", "accepted", "unknown"] as const satisfies readonly OperationStatus[];
const MOST_UNDECIDED = 1_000;

/** Operations whose end is not known, newest first. */
export async function listUndecided(
  db: Db,
  { action, limit = MOST_UNDECIDED }: { readonly action?: string; readonly limit?: number },
): Promise<readonly Operation[]> {
  let query = db
    .selectFrom("operations")
    .select("state")
    .where("status", "in", UNDECIDED)
    .orderBy("seq", "desc")
    .limit(limit);
  if (action !== undefined) query = query.where(sql`state ->> '$.action'`, "=", action);
  return (await query.execute()).map((row) => parseOperation(row.state));
}

/** The entries that are there when the walk begins, oldest first, a batch at a time. */
export async function* listEntries(store: SqliteDatabase<LedgerTables>): AsyncGenerator<Entry> {
  const newest = await store.read((db) =>
    db.selectFrom("entries").select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst(),
  );
  let after = 0;
  while (newest !== undefined && after < newest.seq) {
    const from = after;
    const rows = await store.read((db) =>
      db
        .selectFrom("entries")
        .selectAll()
        .where("seq", ">", from)
        .where("seq", "<=", newest.seq)
        .orderBy("seq")
        .limit(BATCH)
        .execute(),
    );
    if (rows.length === 0) return;
    for (const { seq, at, kind, operation, body, hash } of rows) {
      if (!Number.isSafeInteger(seq))
        throw new LedgerBroken("An entry of the ledger has an impossible number.");
      after = seq;
      yield { seq, at, kind, operation: operation ?? undefined, body: parseObject(body), hash };
    }
  }
}
