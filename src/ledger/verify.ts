/** Proves the chain, and that every operation is what its entries make of it. Reports; does not repair. */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import { LedgerBroken, LedgerUnavailable } from "../errors.ts";
import type { SqliteDatabase } from "../sqlite/sqlite.ts";
import { GENESIS, type Head, isAuthentic, isAuthenticHead } from "./chain.ts";
import { apply, isFinal } from "./derive.ts";
import { KnownHeads } from "./known.ts";
import { parseObject, serialise } from "./record.ts";
import type { EntryRow, LedgerTables, OperationRow } from "./schema.ts";
import type { Operation, VerifyReport } from "./types.ts";
import { SpendingCheck } from "./verify-spending.ts";

type Db = Kysely<LedgerTables>;

const BATCH = 200;
const MOST_PROBLEMS = 100;

export async function verifyLedger(
  store: SqliteDatabase<LedgerTables>,
  key: Uint8Array,
  known: readonly Head[],
): Promise<VerifyReport> {
  const walk = new Walk(key, known);
  try {
    // The long way in steps, so that others can write between them; the end and the comparison on one snapshot.
    while (await store.read((db) => walk.entries(db))) await setImmediate();
    await store.read(async (db) => {
      while (await walk.entries(db)) await setImmediate();
      await walk.head(db);
      walk.known();
      await walk.operations(db);
      await walk.spending(db);
    });
  } catch (error) {
    // A file that is busy says nothing about the ledger. Anything else, from a damaged page to a table that is
    // gone, is a finding.
    if (error instanceof LedgerUnavailable && error.retryable) throw error;
    walk.problem(`The ledger cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return walk.report();
}

class Walk {
  readonly #key: Uint8Array;
  readonly #problems: string[] = [];
  #unlisted = 0;
  #count = 0;
  #last: Head = GENESIS;
  /** Where the walk stands; it begins below 1, where no entry of ours can be. */
  #cursor = Number.MIN_SAFE_INTEGER;
  /** What the entries make: the operation while it can change, then only a fingerprint of its row. */
  readonly #derived = new Map<string, Operation | string>();
  /** Reported once already; its row can not be compared. */
  readonly #spoiled = new Set<string>();
  readonly #openedBy = new Map<string, number>();
  readonly #spending = new SpendingCheck();

  readonly #known: KnownHeads;

  constructor(key: Uint8Array, known: readonly Head[]) {
    this.#key = key;
    this.#known = new KnownHeads(known);
  }

  problem(line: string): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push(line);
    else this.#unlisted += 1;
  }

  report(): VerifyReport {
    const problems =
      this.#unlisted === 0 ? this.#problems : [...this.#problems, `and ${this.#unlisted} more`];
    const head = this.#count === 0 ? undefined : this.#last.hash;
    return { ok: problems.length === 0, entries: this.#count, head, problems };
  }

  /** The next batch. True where there was one. */
  async entries(db: Db): Promise<boolean> {
    const rows = await db
      .selectFrom("entries")
      .selectAll()
      .where("seq", ">", this.#cursor)
      .orderBy("seq")
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      // A number that JavaScript cannot hold would come again and again.
      if (!Number.isSafeInteger(row.seq)) throw new LedgerBroken("an entry has an impossible number.");
      this.#cursor = row.seq;
      this.#entry(row);
    }
    return rows.length > 0;
  }

  // After a break the walk goes on from what the row says, so that one edit is one problem.
  #entry(row: EntryRow): void {
    this.#count += 1;
    if (row.seq !== this.#last.seq + 1) {
      this.problem(`Entry ${row.seq} stands where entry ${this.#last.seq + 1} should be.`);
    } else if (row.prev !== this.#last.hash) {
      this.problem(`Entry ${row.seq} does not follow the entry before it.`);
    }
    const authentic = isAuthentic(this.#key, row);
    if (!authentic) this.problem(`Entry ${row.seq} was altered or not written by this ledger.`);
    this.#last = { seq: row.seq, hash: row.hash };
    this.#known.meet(this.#last);
    if (row.operation === null || row.kind === "secret" || this.#spoiled.has(row.operation)) return;
    if (authentic) this.#derive(row, row.operation);
    else this.#spoiled.add(row.operation);
  }

  #derive(row: EntryRow, id: string): void {
    try {
      const before = this.#derived.get(id);
      if (typeof before === "string") throw new LedgerBroken("The operation had ended before.");
      const after = apply(before, { ...row, body: parseObject(row.body) });
      if (after === undefined) return;
      this.#spending.step(before, after, row.at);
      if (before === undefined) this.#openedBy.set(id, row.seq);
      this.#derived.set(id, isFinal(after) ? fingerprint(this.#expected(after)) : after);
    } catch (error) {
      if (!(error instanceof LedgerBroken)) throw error;
      this.#spoiled.add(id);
      this.problem(`Entry ${row.seq}: ${error.message}`);
    }
  }

  async head(db: Db): Promise<void> {
    const head = await db.selectFrom("head").selectAll().executeTakeFirst();
    if (head === undefined) {
      if (this.#count > 0) this.problem("The head of the chain is missing.");
    } else if (!isAuthenticHead(this.#key, head)) {
      this.problem("The head of the chain was altered, or the key is another.");
    } else if (head.seq !== this.#last.seq || head.hash !== this.#last.hash) {
      this.problem(`The chain ends at entry ${this.#last.seq}; its head was written for entry ${head.seq}.`);
    }
  }

  /** Every entry was seen: what is known to have been written was among them. */
  known(): void {
    const missing = this.#known.missing(this.#last);
    if (missing !== undefined) this.problem(missing);
  }

  async operations(db: Db): Promise<void> {
    let after: string | undefined;
    for (;;) {
      const all = db.selectFrom("operations").selectAll().orderBy("id").limit(BATCH);
      const rows = await (after === undefined ? all : all.where("id", ">", after)).execute();
      if (rows.length === 0) break;
      for (const row of rows) {
        // An id with a NUL is read back shortened, and would come again and again.
        if (row.id === after) throw new LedgerBroken("an operation has an impossible id.");
        this.#compare(row);
        after = row.id;
      }
      await setImmediate();
    }
    for (const id of this.#derived.keys()) {
      if (!this.#spoiled.has(id)) this.problem(`Operation ${id} has entries but no row.`);
    }
  }

  async spending(db: Db): Promise<void> {
    for await (const { operation, line } of this.#spending.problems(db)) {
      if (!this.#spoiled.has(operation)) this.problem(line);
    }
  }

  #compare(row: OperationRow): void {
    const derived = this.#derived.get(row.id);
    this.#derived.delete(row.id);
    if (this.#spoiled.has(row.id)) return;
    if (derived === undefined) {
      this.problem(`Operation ${row.id} has a row but no entry.`);
      return;
    }
    const expected = typeof derived === "string" ? derived : fingerprint(this.#expected(derived));
    if (fingerprint(row) !== expected) {
      this.problem(`Operation ${row.id} (${row.status}) is not what its entries say.`);
    }
  }

  #expected(operation: Operation): OperationRow {
    const { id, digest, status, expiresAt } = operation;
    const seq = this.#openedBy.get(id) ?? 0;
    return { id, seq, digest, status, expires_at: expiresAt ?? null, state: serialise(operation) };
  }
}

function fingerprint({ id, seq, digest, status, expires_at, state }: OperationRow): string {
  const text = JSON.stringify([id, seq, digest, status, expires_at, state]);
  return createHash("sha256").update(text).digest("base64");
}
