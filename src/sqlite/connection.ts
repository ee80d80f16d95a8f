/** One libsql connection: typed binding, and the knowledge of when it must not be used any more. */
import type LibsqlDatabase from "libsql";
import { isBusy, storeFailure, unavailable } from "./failure.ts";

export type Synchronous = "FULL" | "NORMAL";
type Database = LibsqlDatabase.Database;
type Statement = LibsqlDatabase.Statement;
export type DatabaseConstructor = typeof LibsqlDatabase;

export interface QueryOutcome {
  readonly rows: unknown[];
  readonly changes: number | undefined;
}

/** How long SQLite itself waits for a lock, blocking the event loop; the rest is waited asynchronously. */
const BUSY_TIMEOUT_MS = 40;
const CACHED_STATEMENTS = 100;

export class Connection {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  #stale: unknown;
  #open = true;

  constructor(Database: DatabaseConstructor, file: string, synchronous: Synchronous) {
    try {
      this.#database = new Database(file);
    } catch (error) {
      // The driver gives this failure no code of SQLite's.
      throw unavailable("The state file cannot be opened.", { cause: error });
    }
    try {
      this.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON`);
      if (file !== ":memory:") this.#useWal();
      this.exec(`PRAGMA synchronous = ${synchronous}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #useWal(): void {
    if (this.#journalMode() === "wal") return;
    this.exec("PRAGMA journal_mode = WAL");
    if (this.#journalMode() !== "wal")
      throw unavailable("The state file's disk does not support a shared log.");
  }

  #journalMode(): unknown {
    return this.peek("PRAGMA journal_mode");
  }

  /** True once the connection is closed or has met a failure after which it may hold a stale lock. */
  get unusable(): boolean {
    return !this.#open || this.#stale !== undefined;
  }

  // The driver aborts the whole process when a closed database is asked this.
  get inTransaction(): boolean {
    return this.#open && this.#database.inTransaction;
  }

  /** Runs statements without parameters. BUSY outside of a transaction (at its BEGIN) leaves no lock behind. */
  exec(sql: string): void {
    this.#assertUsable();
    try {
      this.#database.exec(sql);
    } catch (error) {
      if (!isBusy(error) || this.inTransaction) this.#judge(error);
      throw error;
    }
  }

  /**
   * Runs one statement, always inside a transaction, so that ROLLBACK can take its locks away. After BUSY, or
   * trouble with the store, the connection is unusable: a prepared statement that met BUSY keeps its lock, and a
   * transaction that SQLite rolled back by itself must not go on.
   */
  query(sql: string, parameters: readonly unknown[]): QueryOutcome {
    this.#assertUsable();
    if (!this.inTransaction) throw new Error("Queries run inside a transaction only.");
    const values = parameters.map(bindable);
    try {
      const statement = this.#prepare(sql);
      if (statement.reader) return { rows: statement.all(values), changes: undefined };
      return { rows: [], changes: statement.run(values).changes };
    } catch (error) {
      this.#statements.delete(sql);
      this.#judge(error);
      throw error;
    }
  }

  /** The first column of the first row. */
  scalar(sql: string): unknown {
    const [row] = this.query(sql, []).rows;
    return typeof row === "object" && row !== null ? Object.values(row)[0] : undefined;
  }

  /** The first column of the first row, read in a transaction of its own. */
  peek(sql: string): unknown {
    this.exec("BEGIN");
    try {
      return this.scalar(sql);
    } finally {
      this.rollback();
    }
  }

  /**
   * Ends a transaction without keeping anything of it, and closes the connection where it is not to be used
   * again. Never throws.
   * INVARIANT: ROLLBACK comes before close. A connection closed with a statement that the garbage collector has
   * not yet taken lives on, with its transaction and its locks.
   */
  rollback(): void {
    try {
      if (this.inTransaction) this.#database.exec("ROLLBACK");
      if (this.#stale !== undefined) this.close();
    } catch (error) {
      this.#stale ??= error;
      this.close();
    }
  }

  /**
   * Closes the connection. SQLite keeps it half alive until the garbage collector has taken its statements, and
   * so does not move the log into the file by itself: that is done here. Nothing is lost where it cannot be.
   */
  close(): void {
    if (!this.#open) return;
    try {
      if (this.#stale === undefined) this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (error) {
      this.#stale = error;
    }
    this.#open = false;
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): Statement {
    const cached = this.#statements.get(sql);
    if (cached !== undefined) return cached;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= CACHED_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #assertUsable(): void {
    if (this.#stale !== undefined) throw this.#stale;
    if (!this.#open) throw unavailable("The state file is closed.");
  }

  #judge(error: unknown): void {
    if (storeFailure(error) !== undefined) this.#stale = error;
  }
}

/**
 * INVARIANT: nothing but these types reaches the driver. It aborts the process on a boolean, reads text back
 * only up to a NUL, and stores every number as a float, hence the bigint.
 */
function bindable(value: unknown): string | number | bigint | null | Uint8Array {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("A number that is not finite cannot be stored.");
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (typeof value === "string") {
    if (value.includes("\0")) throw new TypeError("Text with a NUL character cannot be stored.");
    return value;
  }
  if (typeof value === "bigint" || value instanceof Uint8Array) return value;
  throw new TypeError(`A value of type ${typeof value} cannot be stored.`);
}
