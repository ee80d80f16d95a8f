/** Kysely on one of our own connections. Loaded with the first database: Kysely is not needed before. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Connection } from "./connection.ts";

/** The connection that a running `read` or `write` holds. @throws where none runs. */
export type Lease = () => Connection;

// Transactions belong to `read` and `write`, which know about BUSY; Kysely's own would use plain BEGIN.
async function noTransaction(): Promise<never> {
  throw new Error("Transactions are made by read() and write() of SqliteDatabase.");
}

class LeasedConnection implements DatabaseConnection {
  readonly #lease: Lease;
  readonly #writes: boolean;

  constructor(lease: Lease, writes: boolean) {
    this.#lease = lease;
    this.#writes = writes;
  }

  async executeQuery<R>({ query, sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // A statement that begins with SELECT changes nothing, whoever wrote it.
    const selects = query.kind === "SelectQueryNode" || /^select\b/i.test(sql);
    if (!this.#writes && !selects) {
      throw new Error("Only select queries run inside read().");
    }
    const { rows, changes } = this.#lease().query(sql, parameters);
    const result: QueryResult<unknown> =
      changes === undefined ? { rows } : { rows, numAffectedRows: BigInt(changes) };
    // Kysely types rows by the query that it built; the driver only passes them on.
    return result as QueryResult<R>;
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("Queries are not streamed; read in batches instead.");
  }
}

function driver(connection: DatabaseConnection): Driver {
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: noTransaction,
    commitTransaction: noTransaction,
    rollbackTransaction: noTransaction,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  };
}

/** A Kysely whose queries run on whatever connection the lease gives, at once and synchronously. */
export function leasedKysely<DB>(lease: Lease, options: { readonly writes: boolean }): Kysely<DB> {
  const connection = new LeasedConnection(lease, options.writes);
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver(connection),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}
