import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import { LedgerUnavailable } from "../../src/errors.ts";
import { openSqlite, type SqliteDatabase, type SqliteOptions } from "../../src/sqlite/sqlite.ts";
import { ownFolder } from "../support/folder.ts";

interface Tables {
  note: { id: number; text: string | null; bytes: Uint8Array | null };
}

const NOTES = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB) STRICT";

async function opened(file: string, options: Partial<SqliteOptions> = {}): Promise<SqliteDatabase<Tables>> {
  const database = await openSqlite<Tables>(file, { migrations: [NOTES], ...options });
  onTestFinished(() => database.close());
  return database;
}

const add = (database: SqliteDatabase<Tables>, id: number, text: string | null = null) =>
  database.write((trx) => trx.insertInto("note").values({ id, text, bytes: null }).execute());

const ids = (database: SqliteDatabase<Tables>) =>
  database.read(async (db) => {
    const rows = await db.selectFrom("note").select("id").orderBy("id").execute();
    return rows.map((row) => row.id);
  });

async function failure(promise: Promise<unknown>): Promise<LedgerUnavailable> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LedgerUnavailable)) throw new Error("expected LedgerUnavailable", { cause: error });
  return error;
}

describe("a transaction", () => {
  it("keeps everything or nothing", async () => {
    const database = await opened(join(ownFolder(), "a.db"));
    await add(database, 1);
    const broken = database.write(async (trx) => {
      await trx.insertInto("note").values({ id: 2, text: "gone", bytes: null }).execute();
      throw new RangeError("changed my mind");
    });
    await expect(broken).rejects.toThrow(RangeError);
    expect(await ids(database)).toEqual([1]);
  });

  it("does not mix with another one that is asked for meanwhile", async () => {
    const database = await opened(":memory:");
    const order: string[] = [];
    const slow = async (name: string, id: number) => {
      await database.write(async (trx) => {
        order.push(`${name} begins`);
        await new Promise((done) => setImmediate(done));
        await trx.insertInto("note").values({ id, text: null, bytes: null }).execute();
        order.push(`${name} ends`);
      });
    };
    await Promise.all([slow("first", 1), slow("second", 2), ids(database)]);
    expect(order).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("may go on after a broken constraint that it expected", async () => {
    const database = await opened(join(ownFolder(), "a.db"));
    await add(database, 1);
    await database.write(async (trx) => {
      const insert = (id: number) => trx.insertInto("note").values({ id, text: null, bytes: null }).execute();
      await expect(insert(1)).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
      await insert(2);
    });
    expect(await ids(database)).toEqual([1, 2]);
  });

  it("says how many rows it changed", async () => {
    const database = await opened(":memory:");
    await add(database, 1);
    await add(database, 2);
    const result = await database.write((trx) => trx.deleteFrom("note").executeTakeFirstOrThrow());
    expect(result.numDeletedRows).toBe(2n);
  });
});

describe("reading", () => {
  it("sees one snapshot, whatever another connection writes meanwhile", async () => {
    const file = join(ownFolder(), "a.db");
    const [reader, writer] = [await opened(file), await opened(file)];
    await add(writer, 1);
    const counts = await reader.read(async (db) => {
      const count = async () => (await db.selectFrom("note").select("id").execute()).length;
      const before = await count();
      await add(writer, 2);
      return [before, await count()];
    });
    expect(counts).toEqual([1, 1]);
    expect(await ids(reader)).toEqual([1, 2]);
  });

  it("refuses to write", async () => {
    const database = await opened(":memory:");
    const attempt = database.read((db) => db.deleteFrom("note").execute());
    await expect(attempt).rejects.toThrow("Only select queries");
  });

  it("refuses a query that outlives its turn, and transactions of Kysely's own", async () => {
    const database = await opened(":memory:");
    const late = await database.read(async (db) => db.selectFrom("note").selectAll());
    await expect(late.execute()).rejects.toThrow("outside of the read() or write()");
    const nested = database.write((trx) => trx.transaction().execute(async () => undefined));
    await expect(nested).rejects.toThrow("made by read() and write()");
  });
});

describe("values", () => {
  it("come back as they went in", async () => {
    const database = await opened(":memory:");
    const text = "snow ☃, a smile \u{1F600}, a quote ' and a line\n";
    await database.write((trx) =>
      trx
        .insertInto("note")
        .values({ id: 9007199254740991, text, bytes: Uint8Array.of(0, 1, 255) })
        .execute(),
    );
    const row = await database.read((db) => db.selectFrom("note").selectAll().executeTakeFirstOrThrow());
    expect(row.id).toBe(9007199254740991);
    expect(row.text).toBe(text);
    expect(Buffer.from(row.bytes ?? []).toString("hex")).toBe("0001ff");
  });

  it.each([
    ["a boolean, which would end the process", true],
    ["a date", new Date(0)],
    ["an object", { a: 1 }],
    ["text with a NUL, which would be cut there", "a\0b"],
    ["a number that is none", Number.NaN],
  ])("refuses %s", async (_, value) => {
    const database = await opened(":memory:");
    const attempt = database.write(async (trx) => {
      const text = Object.assign({ id: 1, bytes: null }, { text: value as string });
      await trx.insertInto("note").values(text).execute();
    });
    await expect(attempt).rejects.toThrow(TypeError);
    expect(await ids(database)).toEqual([]);
  });
});

describe("the schema", () => {
  it("is brought up to date once, keeping what is there", async () => {
    const file = join(ownFolder(), "a.db");
    const old = await openSqlite<Tables>(file, { migrations: [NOTES] });
    await add(old, 1, "old");
    await old.close();
    const migrations = [NOTES, "ALTER TABLE note ADD COLUMN more TEXT DEFAULT 'new'"];
    for (let opening = 0; opening < 2; opening += 1) {
      const now = await openSqlite<{ note: { more: string } }>(file, { migrations });
      expect(await now.read((db) => db.selectFrom("note").select("more").execute())).toEqual([
        { more: "new" },
      ]);
      await now.close();
    }
  });

  it("is not touched where a migration fails", async () => {
    const file = join(ownFolder(), "a.db");
    const broken = openSqlite(file, { migrations: [NOTES, "CREATE TABLE note (again)"] });
    await expect(broken).rejects.toMatchObject({ code: "SQLITE_ERROR" });
    expect(await ids(await opened(file))).toEqual([]);
  });

  it("is made once by two that open a new file together", async () => {
    const file = join(ownFolder(), "a.db");
    const [one, other] = await Promise.all([opened(file), opened(file)]);
    await Promise.all([add(one, 1), add(other, 2)]);
    expect(await ids(one)).toEqual([1, 2]);
  });
});

describe("the file", () => {
  it.skipIf(process.platform === "win32")("and its folder are their owner's alone", async () => {
    const folder = join(ownFolder(), "deep", "state");
    const file = join(folder, "a.db");
    await add(await opened(file), 1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const part of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(part).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === "win32")("loses other people's rights where it has any", async () => {
    const file = join(ownFolder(), "a.db");
    writeFileSync(file, "", { mode: 0o644 });
    await opened(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("cannot be a folder", async () => {
    const folder = ownFolder();
    expect((await failure(opened(folder))).message).toContain("is a directory");
  });

  it("cannot lie below a file", async () => {
    const file = join(ownFolder(), "plain");
    writeFileSync(file, "");
    const error = await failure(opened(join(file, "a.db")));
    expect(error.message).toBe("The state file cannot be opened or made.");
    expect(error.cause).toMatchObject({ code: expect.stringMatching(/ENOTDIR|EEXIST/) });
  });

  it("must be a database", async () => {
    const file = join(ownFolder(), "a.db");
    writeFileSync(file, "These are notes about databases. ".repeat(100));
    const before = readFileSync(file);
    expect((await failure(opened(file))).message).toContain("not a database");
    expect(readFileSync(file)).toEqual(before);
  });

  it("must be ours", async () => {
    const file = join(ownFolder(), "a.db");
    const theirs = new Database(file);
    theirs.exec("CREATE TABLE theirs (a)");
    theirs.close();
    expect((await failure(opened(file))).message).toContain("another program");
  });

  it("must not be newer than the program", async () => {
    const file = join(ownFolder(), "a.db");
    await (await openSqlite(file, { migrations: [NOTES, "CREATE TABLE b (a)"] })).close();
    const error = await failure(opened(file));
    expect(error.message).toContain("newer version");
    expect(error.hint).toContain("update");
  });

  it("that is damaged is reported, not repaired", async () => {
    const file = join(ownFolder(), "a.db");
    const before = await opened(file);
    await before.write(async (trx) => {
      for (let id = 0; id < 400; id += 1) {
        await trx
          .insertInto("note")
          .values({ id, text: "x".repeat(200), bytes: null })
          .execute();
      }
    });
    await before.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4096, bytes.length - 4096));
    expect((await failure(opened(file).then(ids))).message).toContain("damaged");
  });

  it.each(["removed", "replaced"] as const)("that was %s while in use takes no more rows", async (how) => {
    const folder = ownFolder();
    const file = join(folder, "a.db");
    const database = await opened(file);
    await add(database, 1);
    if (how === "removed") rmSync(file);
    else {
      await (await openSqlite(join(folder, "b.db"), { migrations: [NOTES] })).close();
      renameSync(join(folder, "b.db"), file);
    }
    expect((await failure(add(database, 2))).message).toContain("removed or replaced");
    expect(existsSync(file)).toBe(how === "replaced");
  });

  it("is named in no message", async () => {
    const folder = join(ownFolder(), "private-name");
    mkdirSync(folder);
    const error = await failure(opened(folder));
    expect(`${error.message} ${error.hint}`).not.toContain("private-name");
  });

  it("takes nothing after closing, which may happen twice", async () => {
    const database = await opened(join(ownFolder(), "a.db"));
    await database.close();
    await database.close();
    expect((await failure(ids(database))).message).toContain("closed");
  });
});
