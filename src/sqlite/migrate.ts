import type { Connection } from "./connection.ts";
import { unavailable } from "./failure.ts";

const VERSION = "PRAGMA user_version";
const APPLICATION = "PRAGMA application_id";

/** What a file is for, in its header (sqlite.org/fileformat.html, 1.3.14): versions alone would fit another's tables. */
export interface Schema {
  /** 1 to 2147483647. */
  readonly application: number;
  /** SQL of each version, oldest first. */
  readonly migrations: readonly string[];
}

/** Both numbers on one snapshot: another process may be migrating. */
function header(connection: Connection): { version: number; application: number } {
  connection.exec("BEGIN");
  try {
    return {
      version: Number(connection.scalar(VERSION)),
      application: Number(connection.scalar(APPLICATION)),
    };
  } finally {
    connection.rollback();
  }
}

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
export function migrate(connection: Connection, { application, migrations }: Schema): void {
  const found = header(connection);
  if (found.version > 0 && found.application !== application) {
    throw unavailable("The state file is a database of another kind.", {
      hint: "Nothing was changed. Ask the operator whether a file was copied or named by mistake.",
    });
  }
  if (migrations.length > 0 && found.version === migrations.length) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    const current = Number(connection.scalar(VERSION));
    assertKnown(connection, current, migrations.length);
    for (const sql of migrations.slice(current)) connection.exec(sql);
    connection.exec(`PRAGMA user_version = ${migrations.length}; ${APPLICATION} = ${application}`);
    connection.exec("COMMIT");
  } catch (error) {
    connection.rollback();
    throw error;
  }
}
