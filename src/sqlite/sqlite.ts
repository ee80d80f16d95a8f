/**
 * SQLite (libsql) behind Kysely, for several processes on one file: WAL, short blocking waits, asynchronous
 * retries, and a connection that is thrown away when it may hold a stale lock.
 *
 * Trouble with the store is thrown as LedgerUnavailable, whose message names no path; the driver's own error
 * is its cause. Broken constraints and mistakes in SQL are thrown as they come from the driver.
 */
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Kysely } from "kysely";
import { Connection, type DatabaseConstructor, type Synchronous } from "./connection.ts";
import { isBusy, storeFailure, unavailable } from "./failure.ts";
import { assertSameFile, type FileIdentity, prepareFile } from "./file.ts";
import { migrate } from "./migrate.ts";
import { Turnstile } from "./turnstile.ts";

export interface SqliteOptions {
  /** SQL of each schema version, oldest first; only ever appended to. */
  readonly migrations: readonly string[];
  /** Tells this kind of file from others of ours: 1 to 2147483647. Default 1. */
  readonly application?: number;
  /** `FULL` (the default) is on disk when a write resolves; `NORMAL` may lose the last writes with the power. */
  readonly synchronous?: Synchronous;
  /** How long to wait, in all, while another process holds the file. Default 10 seconds. */
  readonly busyLimitMs?: number;
}

export interface SqliteDatabase<DB> {
  /**
   * Runs select queries on one consistent snapshot. The function may run again after BUSY, and must not call
   * `read` or `write` of the same database.
   * @throws LedgerUnavailable
   */
  read<T>(fn: (db: Kysely<DB>) => Promise<T>): Promise<T>;
  /**
   * Runs one transaction, BEGIN IMMEDIATE to COMMIT; rolled back where the function throws. One at a time, in
   * the order of the calls. The function may run again after BUSY (what it did before is rolled back), and must
   * not call `read` or `write` of the same database.
   * @throws LedgerUnavailable, whatever the function throws
   */
  write<T>(fn: (trx: Kysely<DB>) => Promise<T>): Promise<T>;
  /** Waits for what runs and closes the file. May be called again. */
  close(): Promise<void>;
}

const DEFAULT_BUSY_LIMIT_MS = 10_000;
const PAUSE_MS = 5;
const PAUSE_JITTER_MS = 20;

/**
 * Opens a database, making file (0600) and folder (0700) where they are missing, and migrates it. libsql and
 * Kysely are loaded here, not before.
 * @throws LedgerUnavailable for a file that is no usable database of ours, or that stays locked
 */
export async function openSqlite<DB>(
  file: string | ":memory:",
  options: SqliteOptions,
): Promise<SqliteDatabase<DB>> {
  const [{ default: Database }, { leasedKysely }] = await Promise.all([
    import("libsql"),
    import("./dialect.ts"),
  ]);
  const store = new Store(Database, file, options);
  await store.open();
  const lease = () => store.leased();
  const readKysely = leasedKysely<DB>(lease, { writes: false });
  const writeKysely = leasedKysely<DB>(lease, { writes: true });
  return {
    read: (fn) => store.run("BEGIN", () => fn(readKysely)),
    write: (fn) => store.write(() => fn(writeKysely)),
    close: () => store.close(),
  };
}

class Store {
  readonly #Database: DatabaseConstructor;
  readonly #file: string;
  readonly #options: SqliteOptions;
  readonly #turn = new Turnstile();
  // Apart from #turn, so that reads pass while a write waits for another process.
  readonly #writers = new Turnstile();
  #identity: FileIdentity | undefined;
  #connection: Connection | undefined;
  #leased = false;
  #closed = false;

  constructor(Database: DatabaseConstructor, file: string, options: SqliteOptions) {
    this.#Database = Database;
    // Absolute, so that no name is taken for a URL.
    this.#file = file === ":memory:" ? file : resolve(file);
    this.#options = options;
  }

  async open(): Promise<void> {
    if (this.#file !== ":memory:") this.#identity = prepareFile(this.#file);
    await this.#retry(async () => {
      this.#usable();
    });
  }

  leased(): Connection {
    if (!this.#leased || this.#connection === undefined) {
      throw new Error("A query ran outside of the read() or write() that it was made for.");
    }
    return this.#connection;
  }

  write<T>(task: () => Promise<T>): Promise<T> {
    return this.#writers.run(() => this.run("BEGIN IMMEDIATE", task));
  }

  run<T>(begin: "BEGIN" | "BEGIN IMMEDIATE", task: () => Promise<T>): Promise<T> {
    return this.#retry(() => this.#turn.run(() => this.#transaction(begin, task)));
  }

  close(): Promise<void> {
    return this.#writers.run(() =>
      this.#turn.run(async () => {
        this.#closed = true;
        this.#connection?.close();
        this.#connection = undefined;
      }),
    );
  }

  async #transaction<T>(begin: string, task: () => Promise<T>): Promise<T> {
    const connection = this.#usable();
    if (this.#identity !== undefined) assertSameFile(this.#file, this.#identity);
    connection.exec(begin);
    this.#leased = true;
    try {
      const result = await task();
      connection.exec("COMMIT");
      return result;
    } finally {
      this.#leased = false;
      // After COMMIT there is nothing left to roll back.
      connection.rollback();
    }
  }

  /** The open connection; a new one where the last may hold a stale lock. */
  #usable(): Connection {
    if (this.#closed) throw unavailable("The state file is closed.");
    if (this.#connection?.unusable) {
      this.#connection.close();
      this.#connection = undefined;
      // What was in memory is gone, and an empty database must not take its place unseen.
      if (this.#file === ":memory:") this.#closed = true;
      return this.#usable();
    }
    if (this.#connection === undefined) {
      if (this.#identity !== undefined) assertSameFile(this.#file, this.#identity);
      const connection = new Connection(this.#Database, this.#file, this.#options.synchronous ?? "FULL");
      try {
        const { application = 1, migrations } = this.#options;
        migrate(connection, { application, migrations });
      } catch (error) {
        connection.close();
        throw error;
      }
      this.#connection = connection;
    }
    return this.#connection;
  }

  async #retry<T>(attempt: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + (this.#options.busyLimitMs ?? DEFAULT_BUSY_LIMIT_MS);
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw storeFailure(error) ?? error;
      }
      await sleep(PAUSE_MS + Math.random() * PAUSE_JITTER_MS);
    }
  }
}
