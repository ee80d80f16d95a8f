/** The sandbox's state: one table of JSON documents in SQLite, each handler in one transaction. */
import type { Generated, Kysely } from "kysely";
import { isJsonObject, type JsonObject } from "../action/json.ts";
import { openSqlite } from "../sqlite/sqlite.ts";
import { Fault, type Page, type Store, type StoredRecord } from "./types.ts";

interface Tables {
  record: {
    /** Order of creation. */
    seq: Generated<number>;
    kind: string;
    key: string;
    parent: string | null;
    doc: string;
  };
}

type Row = Pick<Tables["record"], "kind" | "key" | "parent" | "doc">;

/** `idgS` */
const APPLICATION = 0x69_64_67_53;

// Only ever appended to.
const MIGRATIONS = [
  `CREATE TABLE record (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL,
     key TEXT NOT NULL,
     parent TEXT,
     doc TEXT NOT NULL,
     UNIQUE (kind, key)
   ) STRICT;
   CREATE INDEX record_by_parent ON record (kind, parent, seq);`,
];

export interface SandboxStore {
  /** Runs reads on one snapshot; a write in it is an error of the sandbox's. */
  read<T>(fn: (store: Store) => Promise<T>): Promise<T>;
  /** Runs one transaction. A Fault, as anything thrown, rolls it back. The function may run again after BUSY. */
  write<T>(fn: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the state in a file, which other processes may use too, or in memory.
 * @throws LedgerUnavailable where the file cannot be used
 */
export async function openStore(file: string): Promise<SandboxStore> {
  // The sandbox holds nothing that must survive a power cut: it may lose its last writes then.
  const database = await openSqlite<Tables>(file, {
    migrations: MIGRATIONS,
    application: APPLICATION,
    synchronous: "NORMAL",
  });
  return {
    read: (fn) => database.read((db) => fn(storeOn(db, false))),
    write: (fn) => database.write((trx) => fn(storeOn(trx, true))),
    close: () => database.close(),
  };
}

function recordOf(row: Row): StoredRecord {
  const doc: unknown = JSON.parse(row.doc);
  if (!isJsonObject(doc)) throw new Error(`The record ${row.kind} ${row.key} is not an object.`);
  return { kind: row.kind, key: row.key, parent: row.parent ?? undefined, doc };
}

function storeOn(db: Kysely<Tables>, writes: boolean): Store {
  const assertWrites = (): void => {
    if (!writes) throw new Error("An action that only reads tried to write.");
  };
  const rows = (kind: string, parent: string | undefined) => {
    const all = db.selectFrom("record").where("kind", "=", kind);
    return parent === undefined ? all : all.where("parent", "=", parent);
  };
  const one = (kind: string, key: string) =>
    db
      .selectFrom("record")
      .select(["kind", "key", "parent", "doc"])
      .where("kind", "=", kind)
      .where("key", "=", key)
      .executeTakeFirst();
  const count = async (kind: string, parent: string | undefined): Promise<number> => {
    const row = await rows(kind, parent)
      .select((e) => e.fn.countAll<number>().as("n"))
      .executeTakeFirst();
    return Number(row?.n ?? 0);
  };

  return {
    async get(kind, key) {
      const row = await one(kind, key);
      return row === undefined ? undefined : recordOf(row);
    },
    async insert({ kind, key, parent, doc }) {
      assertWrites();
      if ((await one(kind, key)) !== undefined) {
        throw new Fault(500, "InternalError", `The sandbox has a record ${kind} of this key already.`);
      }
      const values = { kind, key, parent: parent ?? null, doc: JSON.stringify(doc) };
      await db.insertInto("record").values(values).execute();
    },
    async update({ kind, key, parent, doc }) {
      assertWrites();
      const { numUpdatedRows } = await db
        .updateTable("record")
        .set({ parent: parent ?? null, doc: JSON.stringify(doc) })
        .where("kind", "=", kind)
        .where("key", "=", key)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) {
        throw new Fault(500, "InternalError", `The sandbox has no record ${kind} of this key.`);
      }
    },
    async remove(kind, key) {
      assertWrites();
      const { numDeletedRows } = await db
        .deleteFrom("record")
        .where("kind", "=", kind)
        .where("key", "=", key)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async list(kind, { parent, where, offset = 0, limit } = {}): Promise<Page> {
      const select = rows(kind, parent).select(["kind", "key", "parent", "doc"]).orderBy("seq");
      if (where !== undefined) {
        const matching = (await select.execute()).map(recordOf).filter(({ doc }) => where(doc));
        const end = limit === undefined ? undefined : offset + limit;
        return { items: matching.slice(offset, end), total: matching.length };
      }
      // SQLite takes an offset only with a limit; -1 is none.
      const found = await select
        .limit(limit ?? -1)
        .offset(offset)
        .execute();
      return { items: found.map(recordOf), total: await count(kind, parent) };
    },
    count,
  };
}

const META = "sandbox.meta";

/**
 * Ties a file to its first account and region: TRNs in it name them.
 * @returns what the file belongs to, if that is somebody else
 */
export async function claimStore(store: Store, owner: JsonObject): Promise<JsonObject | undefined> {
  const known = await store.get(META, "owner");
  if (known === undefined) {
    await store.insert({ kind: META, key: "owner", parent: undefined, doc: owner });
    return undefined;
  }
  const same = Object.entries(owner).every(([field, value]) => known.doc[field] === value);
  return same ? undefined : known.doc;
}
