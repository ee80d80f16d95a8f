/** Copies of a whole database, also of one that others are writing to. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { Connection } from "./connection.ts";
import { isBusy, storeFailure, unavailable } from "./failure.ts";
import { prepareFile } from "./file.ts";

/**
 * Writes a consistent copy of a database into a file that does not exist yet or is empty, readable for its owner alone.
 * @throws LedgerUnavailable for a file that is missing, of another kind, or cannot be read or written
 */
export async function copySqlite(file: string, to: string, application: number): Promise<void> {
  await using(file, application, (connection) => {
    const target = resolve(to);
    prepareFile(target);
    connection.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
  });
}

/**
 * True where another connection, of this process or another, has the database open.
 * @throws LedgerUnavailable as `copySqlite`
 */
export async function isSqliteInUse(file: string, application: number): Promise<boolean> {
  return using(file, application, (connection) => {
    try {
      // Leaving the shared log takes a lock that every other connection stands in the way of.
      connection.exec("PRAGMA journal_mode = DELETE");
    } catch (error) {
      if (isBusy(error)) return true;
      throw error;
    }
    return connection.peek("PRAGMA journal_mode") === "wal";
  });
}

async function using<T>(file: string, application: number, work: (connection: Connection) => T): Promise<T> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw unavailable("There is no such state file.");
  }
  const { default: Database } = await import("libsql");
  let connection: Connection | undefined;
  try {
    connection = new Connection(Database, resolve(file), "NORMAL");
    if (Number(connection.peek("PRAGMA application_id")) !== application) {
      throw unavailable("The state file is a database of another kind.");
    }
    return work(connection);
  } catch (error) {
    throw storeFailure(error) ?? error;
  } finally {
    connection?.close();
  }
}
