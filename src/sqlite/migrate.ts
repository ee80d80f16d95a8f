import type { Connection } from "./connection.ts";
import { unavailable } from "./failure.ts";

const VERSION = "PRAGMA user_version";

function assertKnown(connection: Connection, version: number, known: number): void {
  if (version > known) {
    throw unavailable("The state file was written by a newer version of idgate.", {
      hint: "Nothing was changed. Ask the operator to update idgate.",
    });
  }
  // A foreign database has tables and (nearly always) no version; ours gets both in one transaction.
  if (version === 0 && Number(connection.scalar("SELECT count(*) FROM sqlite_schema")) > 0) {
    throw unavailable("The state file is a database of another program.");
  }
}

/**
 * Brings the schema to the newest version, in one transaction, whoever comes first. `PRAGMA user_version`
 * counts the migrations that have run.
 * @throws LedgerUnavailable for a schema that is newer or foreign
 */
export function migrate(connection: Connection, migrations: readonly string[]): void {
  if (migrations.length > 0 && connection.peek(VERSION) === migrations.length) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    const current = Number(connection.scalar(VERSION));
    assertKnown(connection, current, migrations.length);
    for (const sql of migrations.slice(current)) connection.exec(sql);
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
    connection.exec("COMMIT");
  } catch (error) {
    connection.rollback();
    throw error;
  }
}
