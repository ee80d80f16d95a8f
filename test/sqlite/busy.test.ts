import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import { LedgerUnavailable } from "../../src/errors.ts";
import { Connection } from "../../src/sqlite/connection.ts";
import { openSqlite, type SqliteDatabase } from "../../src/sqlite/sqlite.ts";
import { ownFolder } from "../support/folder.ts";
import { hold, turns } from "./holding.ts";

interface Tables {
  note: { id: number };
}

const migrations = ["CREATE TABLE note (id INTEGER PRIMARY KEY)"];

async function opened(file: string, busyLimitMs?: number): Promise<SqliteDatabase<Tables>> {
  const limit = busyLimitMs === undefined ? {} : { busyLimitMs };
  const database = await openSqlite<Tables>(file, { migrations, ...limit });
  onTestFinished(() => database.close());
  return database;
}

const add = (database: SqliteDatabase<Tables>, id: number) =>
  database.write((trx) => trx.insertInto("note").values({ id }).execute());
const count = (database: SqliteDatabase<Tables>) =>
  database.read(async (db) => (await db.selectFrom("note").select("id").execute()).length);

describe("while another process holds the write lock", () => {
  it("a write waits, the event loop goes on, and reads are answered", async () => {
    const file = join(ownFolder(), "a.db");
    const database = await opened(file, 25_000);
    await add(database, 1);
    const holder = await hold(file);
    let [runs, settled] = [0, false];
    const writing = database
      .write(async (trx) => {
        runs += 1;
        await trx.insertInto("note").values({ id: 2 }).execute();
      })
      .finally(() => {
        settled = true;
      });
    // The lock is let go only from here: a write that blocked the loop would never see it free.
    await turns(50);
    expect(await count(database)).toBe(1);
    // The transaction has the lock from its first statement on, or it has not begun.
    expect([runs, settled]).toEqual([0, false]);
    await holder.release();
    await writing;
    expect(runs).toBe(1);
    expect(await count(database)).toBe(2);
  });

  it("a write gives up at its limit, may be tried again, and leaves no lock behind", async () => {
    const file = join(ownFolder(), "a.db");
    const database = await opened(file, 200);
    await add(database, 1);
    const holder = await hold(file);
    const refused = add(database, 2);
    await expect(refused).rejects.toThrow(LedgerUnavailable);
    await expect(refused).rejects.toMatchObject({ retryable: true, cause: { code: "SQLITE_BUSY" } });
    await holder.release();
    await (await hold(file)).release();
    await add(database, 2);
    expect(await count(database)).toBe(2);
  });

  it("opening waits as well", async () => {
    const file = join(ownFolder(), "a.db");
    await (await openSqlite(file, { migrations: [] })).close();
    const holder = await hold(file);
    const opening = openSqlite<Tables>(file, {
      migrations: ["SELECT 1", ...migrations],
      busyLimitMs: 25_000,
    });
    const refusal = expect(opening).rejects.toThrow("another program");
    await turns(20);
    // What the holder made is committed now: a table that is not ours.
    await holder.release();
    await refusal;
  });
});

describe("BUSY at another place than BEGIN", () => {
  it("throws the connection away, with its locks, and goes on with a new one", async () => {
    const file = join(ownFolder(), "a.db");
    const holder = await hold(
      file,
      "exclusive",
      `${migrations[0]}; PRAGMA user_version = 1; PRAGMA application_id = 1`,
    );
    const opening = opened(file, 25_000);
    let done = false;
    opening.finally(() => {
      done = true;
    });
    await turns(20);
    expect(done).toBe(false);
    await holder.release();
    const database = await opening;
    await add(database, 1);
    expect(await count(database)).toBe(1);
    await (await hold(file)).release();
  });

  it("is never committed over", async () => {
    const file = join(ownFolder(), "a.db");
    await (await opened(file)).close();
    const [ours, theirs] = [new Connection(Database, file, "FULL"), new Connection(Database, file, "FULL")];
    onTestFinished(() => {
      ours.close();
      theirs.close();
    });
    ours.exec("BEGIN");
    ours.scalar("SELECT count(*) FROM note");
    theirs.exec("BEGIN IMMEDIATE");
    const insert = () => ours.query("INSERT INTO note VALUES (?)", [1]);
    expect(insert).toThrow("locked");
    theirs.exec("COMMIT");
    // Now it would succeed, but the failed statement may still hold what it took.
    expect(insert).toThrow("locked");
    expect(() => ours.exec("COMMIT")).toThrow("locked");
    ours.rollback();
    expect(ours.unusable).toBe(true);
    theirs.exec("BEGIN IMMEDIATE");
    theirs.exec("COMMIT");
  });
});

it("SQLite itself never blocks the event loop for more than 200 ms, and syncs each commit", async () => {
  const file = join(ownFolder(), "a.db");
  const connection = new Connection(Database, file, "FULL");
  onTestFinished(() => connection.close());
  const settings = ["busy_timeout", "synchronous", "journal_mode"].map((name) =>
    connection.peek(`PRAGMA ${name}`),
  );
  expect(settings[0]).toBeLessThanOrEqual(200);
  expect(settings.slice(1)).toEqual([2, "wal"]);
});
