/** Entries and the operations they make, inside one transaction of the store. */
import { type Kysely, sql } from "kysely";
import type { JsonObject } from "../action/json.ts";
import { LedgerBroken } from "../errors.ts";
import { entryHash, GENESIS, type Head, headMac, isAuthentic, isAuthenticHead } from "./chain.ts";
import { apply, type EntryKind, isLive, isOpen } from "./derive.ts";
import { parseObject, serialise } from "./record.ts";
import type { EntryRow, LedgerTables } from "./schema.ts";
import { accountOf, leftOf, spendingChange, writeChange } from "./spending.ts";
import type { BudgetLeft, Operation, OperationFacts } from "./types.ts";

type Db = Kysely<LedgerTables>;

// Written out as in the index of it: with the words as parameters SQLite reads every operation that waits.
const OPEN = sql<boolean>`status IN ('pending', 'approved')`;
const MISLEADING = "An operation's row does not say what its entries say.";

/** An entry as asked for; place, time and hash are given to it here. */
export interface NewEntry {
  readonly kind: EntryKind;
  readonly operation: string | undefined;
  readonly body: JsonObject;
}

export class Journal {
  readonly #db: Db;
  readonly #key: Uint8Array;
  /**
   * The time of every entry of this transaction, and of every judgement by time: ISO 8601, UTC.
   * INVARIANT: never before the newest entry's, so that a clock that is set back frees no budget and revives no
   * approval.
   */
  readonly now: string;
  readonly #newest: Head | undefined;
  #written: Head | undefined;
  #writtenFor: string | undefined;

  private constructor(db: Db, key: Uint8Array, now: string, newest: Head | undefined) {
    this.#db = db;
    this.#key = key;
    this.now = now;
    this.#newest = newest;
  }

  /**
   * `newest` is an entry that is known to have been written: a chain that ends before it, or goes another way, was
   * put back.
   * @throws LedgerBroken where the newest entry is not of this ledger
   */
  static async open(db: Db, key: Uint8Array, clock: Date, newest?: Head): Promise<Journal> {
    const last = await db
      .selectFrom("entries")
      .selectAll()
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    if (last !== undefined && !isAuthentic(key, last)) throw altered(last);
    const time = clock.toISOString();
    return new Journal(db, key, last !== undefined && last.at > time ? last.at : time, newest);
  }

  /** For what is kept beside the chain; valid within this transaction. */
  get db(): Db {
    return this.#db;
  }

  /**
   * What the entry about a secret at this place says; undefined where there is none.
   * @throws LedgerBroken for an entry that this ledger did not write
   */
  async secretAt(seq: number): Promise<JsonObject | undefined> {
    const row = await this.#db
      .selectFrom("entries")
      .selectAll()
      .where("seq", "=", seq)
      .where("kind", "=", "secret")
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (!isAuthentic(this.#key, row)) throw altered(row);
    return parseObject(row.body);
  }

  /** The newest entry that this transaction added. */
  get written(): Head | undefined {
    return this.#written;
  }

  /** The operation that the newest added entry speaks of. */
  get writtenFor(): string | undefined {
    return this.#writtenFor;
  }

  /**
   * Adds an entry, and writes what it makes of its operation.
   * INVARIANT: the rows in `operations` and `spending` are computed from the entry by the functions that `verify` uses.
   * @throws LedgerBroken where the head is not the one that was written last, or the entry cannot follow
   */
  async append(entry: NewEntry, current?: Operation): Promise<Operation | undefined> {
    const last = await this.#head();
    await this.#assertNotPutBack(last);
    this.#writtenFor = entry.operation;
    const body = JSON.stringify(entry.body);
    const draft = {
      seq: last.seq + 1,
      at: this.now,
      kind: entry.kind,
      operation: entry.operation ?? null,
      body,
      prev: last.hash,
    };
    // Read back, so that what is derived now is what will be derived from the stored text.
    const operation = apply(current, { ...draft, body: parseObject(body) });
    const row: EntryRow = { ...draft, hash: entryHash(this.#key, draft) };
    await this.#db.insertInto("entries").values(row).execute();
    if (operation !== undefined && operation !== current) await this.#put(operation, current, row.seq);
    const change = spendingChange(current, operation, row.at);
    if (change !== undefined) await writeChange(this.#db, change);
    await this.#putHead(row);
    return operation;
  }

  /**
   * An operation as its entries tell it, not as the `operations` row says: a row that somebody wrote there
   * approves nothing.
   * @throws LedgerBroken for an entry that this ledger did not write
   */
  async operation(id: string): Promise<Operation | undefined> {
    const rows = await this.#db
      .selectFrom("entries")
      .selectAll()
      .where("operation", "=", id)
      .where("kind", "!=", "secret")
      .orderBy("seq")
      .execute();
    let operation: Operation | undefined;
    for (const row of rows) {
      if (!isAuthentic(this.#key, row)) throw altered(row);
      operation = apply(operation, { ...row, body: parseObject(row.body) });
    }
    return operation;
  }

  /** The pending or approved operation of a digest, expired or not; there is at most one. */
  async open(digest: string): Promise<Operation | undefined> {
    const row = await this.#db
      .selectFrom("operations")
      .select("id")
      .where("digest", "=", digest)
      .where(OPEN)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const operation = await this.operation(row.id);
    if (operation === undefined || !isOpen(operation) || operation.digest !== digest)
      throw broken(MISLEADING);
    return operation;
  }

  isLive(operation: Operation): boolean {
    return isLive(operation, this.now);
  }

  /** How the budgets of an operation stand, before it has taken anything from them. */
  async budgets({
    target,
    budgets = [],
  }: Pick<OperationFacts, "target" | "budgets">): Promise<readonly BudgetLeft[]> {
    const account = accountOf(target);
    const left: BudgetLeft[] = [];
    for (const spend of budgets) left.push(await leftOf(this.#db, account, spend, this.now));
    return left;
  }

  async #put(operation: Operation, before: Operation | undefined, seq: number): Promise<void> {
    const { id, digest, status, expiresAt } = operation;
    const state = serialise(operation);
    if (before === undefined) {
      const row = { id, seq, digest, status, expires_at: expiresAt ?? null, state };
      await this.#db.insertInto("operations").values(row).execute();
      return;
    }
    const { numUpdatedRows } = await this.#db
      .updateTable("operations")
      .set({ status, state })
      .where("id", "=", id)
      .where("status", "=", before.status)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n) throw broken(MISLEADING);
  }

  async #head(): Promise<Head> {
    const head = await this.#db.selectFrom("head").selectAll().executeTakeFirst();
    if (head !== undefined) {
      if (!isAuthenticHead(this.#key, head)) {
        throw broken("The ledger's head was altered, or its key is not the one it was written with.");
      }
      return head;
    }
    const entry = await this.#db.selectFrom("entries").select("seq").limit(1).executeTakeFirst();
    if (entry !== undefined) throw broken("The ledger's head is missing.");
    return GENESIS;
  }

  async #assertNotPutBack(last: Head): Promise<void> {
    const newest = this.#newest;
    if (newest === undefined || this.#written !== undefined || last.hash === newest.hash) return;
    const entry = await this.#db
      .selectFrom("entries")
      .select("hash")
      .where("seq", "=", newest.seq)
      .executeTakeFirst();
    if (entry?.hash !== newest.hash)
      throw broken("The ledger was put back to an earlier state while in use.");
  }

  async #putHead({ seq, hash }: Head): Promise<void> {
    const head = { seq, hash, mac: headMac(this.#key, { seq, hash }) };
    await this.#db
      .insertInto("head")
      .values({ id: 1, ...head })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(head))
      .execute();
    this.#written = { seq, hash };
  }
}

function altered({ seq }: EntryRow): LedgerBroken {
  return broken(`Entry ${seq} was altered or not written by this ledger.`);
}

function broken(message: string): LedgerBroken {
  return new LedgerBroken(message, {
    hint: "Nothing was changed. Ask the operator to run `idgate audit verify`.",
  });
}
