/** The sandbox's state: one table of JSON documents in SQLite, each handler in one transaction. */
import { type Generated, type Kysely, type RawBuilder, sql } from "kysely";
import { isJsonObject, type JsonObject } from "../action/json.ts";
import { openSqlite } from "../sqlite/sqlite.ts";
import { Fault, type ListOptions, type Page, type Store, type StoredRecord, type Values } from "./types.ts";

interface Tables {
  record: {
    /** Order of creation. */
    seq: Generated<number>;
    kind: string;
    key: string;
    parent: string | null;
    doc: string;
  };
  /** What a record can be found and sorted by, apart from its key and parent. */
  value: { seq: number; kind: string; field: string; value: string; parent: string };
  tally: { kind: string; parent: string; n: number };
}

type Row = Pick<Tables["record"], "kind" | "key" | "parent" | "doc">;
/** Records read by one query. */
const CHUNK = 500;
/** So many are sorted after they were looked up; more are looked up in the order of the index that sorts them. */
const FEW = 1000;
const COLUMNS = ["record.kind", "record.key", "record.parent", "record.doc"] as const;

/** `idgS` */
export const APPLICATION = 0x69_64_67_53;

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
  `CREATE TABLE value (
     seq INTEGER NOT NULL REFERENCES record (seq),
     kind TEXT NOT NULL,
     field TEXT NOT NULL,
     value TEXT NOT NULL,
     parent TEXT NOT NULL,
     PRIMARY KEY (seq, field, value)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX value_by_parent ON value (kind, field, parent, value, seq);
   -- How many there are, kept by the database itself: every page of a list says it.
   CREATE TABLE tally (
     kind TEXT NOT NULL,
     parent TEXT NOT NULL,
     n INTEGER NOT NULL,
     PRIMARY KEY (kind, parent)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO tally SELECT kind, coalesce(parent, ''), count(*) FROM record GROUP BY 1, 2;
   CREATE TRIGGER record_added AFTER INSERT ON record BEGIN
     INSERT INTO tally VALUES (new.kind, coalesce(new.parent, ''), 1)
       ON CONFLICT (kind, parent) DO UPDATE SET n = n + 1;
   END;
   CREATE TRIGGER record_removed AFTER DELETE ON record BEGIN
     UPDATE tally SET n = n - 1 WHERE kind = old.kind AND parent = coalesce(old.parent, '');
   END;
   CREATE TRIGGER record_moved AFTER UPDATE OF parent ON record
   WHEN coalesce(old.parent, '') <> coalesce(new.parent, '') BEGIN
     UPDATE tally SET n = n - 1 WHERE kind = old.kind AND parent = coalesce(old.parent, '');
     INSERT INTO tally VALUES (new.kind, coalesce(new.parent, ''), 1)
       ON CONFLICT (kind, parent) DO UPDATE SET n = n + 1;
   END;`,
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
  const one = (kind: string, key: string) =>
    db
      .selectFrom("record")
      .select(["record.seq", ...COLUMNS])
      .where("kind", "=", kind)
      .where("key", "=", key)
      .executeTakeFirst();
  const count = async (kind: string, parent: string | undefined): Promise<number> => {
    const all = db.selectFrom("tally").where("kind", "=", kind);
    const row = await (parent === undefined ? all : all.where("parent", "=", parent))
      .select((e) => e.fn.sum<number | null>("n").as("n"))
      .executeTakeFirst();
    return Number(row?.n ?? 0);
  };
  const seqs = async (query: RawBuilder<{ seq: number }>): Promise<readonly number[]> =>
    (await query.execute(db)).rows.map(({ seq }) => seq);
  const counted = async (query: RawBuilder<{ seq: number }>): Promise<number> => {
    const { rows: found } = await sql<{ n: number }>`SELECT count(*) AS n FROM (${query})`.execute(db);
    return Number(found[0]?.n ?? 0);
  };
  const recordsAt = async (wanted: readonly number[]): Promise<readonly StoredRecord[]> => {
    const found: StoredRecord[] = [];
    for (let i = 0; i < wanted.length; i += CHUNK) {
      const part = wanted.slice(i, i + CHUNK);
      const query = db
        .selectFrom("record")
        .select(["seq", ...COLUMNS])
        .where("seq", "in", part);
      const bySeq = new Map((await query.execute()).map((row) => [row.seq, row]));
      for (const seq of part) {
        const row = bySeq.get(seq);
        if (row !== undefined) found.push(recordOf(row));
      }
    }
    return found;
  };
  const keepValues = async (seq: number, { kind, parent, values }: StoredRecord): Promise<void> => {
    const kept = valueRows(values).map(([field, value]) => ({
      seq,
      kind,
      field,
      value,
      parent: parent ?? "",
    }));
    if (kept.length > 0) await db.insertInto("value").values(kept).execute();
  };
  const forgetValues = (seq: number) => db.deleteFrom("value").where("seq", "=", seq).execute();

  return {
    async get(kind, key) {
      const row = await one(kind, key);
      return row === undefined ? undefined : recordOf(row);
    },
    async insert(record) {
      assertWrites();
      const { kind, key, parent, doc } = record;
      if ((await one(kind, key)) !== undefined) {
        throw new Fault(500, "InternalError", `The sandbox has a record ${kind} of this key already.`);
      }
      const values = { kind, key, parent: parent ?? null, doc: JSON.stringify(doc) };
      const row = await db.insertInto("record").values(values).returning("seq").executeTakeFirstOrThrow();
      await keepValues(row.seq, record);
    },
    async update(record) {
      assertWrites();
      const { kind, key, parent, doc } = record;
      const row = await one(kind, key);
      if (row === undefined) {
        throw new Fault(500, "InternalError", `The sandbox has no record ${kind} of this key.`);
      }
      await db
        .updateTable("record")
        .set({ parent: parent ?? null, doc: JSON.stringify(doc) })
        .where("seq", "=", row.seq)
        .execute();
      if (record.values === undefined) return;
      await forgetValues(row.seq);
      await keepValues(row.seq, record);
    },
    async remove(kind, key) {
      assertWrites();
      const row = await one(kind, key);
      if (row === undefined) return false;
      await forgetValues(row.seq);
      await db.deleteFrom("record").where("seq", "=", row.seq).execute();
      return true;
    },
    async list(kind, options = {}): Promise<Page> {
      const { where, offset = 0, limit } = options;
      const all = matching(kind, options);
      if (where !== undefined) {
        const rest = (await recordsAt(await seqs(all))).filter(({ doc }) => where(doc));
        const end = limit === undefined ? undefined : offset + limit;
        return { items: rest.slice(offset, end), total: rest.length };
      }
      const total = selects(options)
        ? await counted(matching(kind, { ...options, sort: undefined }))
        : await count(kind, options.parent);
      const size = Math.max(0, Math.min(limit ?? total, total - offset));
      // An offset costs a step for each record before it: what lies near the end is counted from there.
      const fromEnd = offset > total / 2;
      const skipped = fromEnd ? total - offset - size : offset;
      const sort = { ...options.sort, descending: (options.sort?.descending === true) !== fromEnd };
      const query = matching(kind, { ...options, sort }, selects(options) && total <= FEW);
      const page = size === 0 ? [] : await seqs(sql`${query} LIMIT ${size} OFFSET ${skipped}`);
      return { items: await recordsAt(fromEnd ? page.toReversed() : page), total };
    },
    count,
    async attempt(work) {
      assertWrites();
      await sql`SAVEPOINT attempt`.execute(db);
      try {
        const result = await work();
        await sql`RELEASE attempt`.execute(db);
        return result;
      } catch (error) {
        await sql`ROLLBACK TO attempt`.execute(db);
        await sql`RELEASE attempt`.execute(db);
        throw error;
      }
    },
  };
}

/** The same store, telling of each write before it is made. */
export function noting(store: Store, onWrite: () => void): Store {
  return {
    ...store,
    insert(record) {
      onWrite();
      return store.insert(record);
    },
    update(record) {
      onWrite();
      return store.update(record);
    },
    remove(kind, key) {
      onWrite();
      return store.remove(kind, key);
    },
  };
}

/** True where a list is not about all records of a parent. */
function selects({ equals, anyOf, keys, shared }: ListOptions): boolean {
  return [equals, anyOf, keys, shared].some((one) => one !== undefined);
}

function valueRows(values: Values | undefined): readonly (readonly [field: string, value: string])[] {
  return Object.entries(values ?? {}).flatMap(([field, value]) =>
    (typeof value === "string" ? [value] : [...new Set(value)]).map((one) => [field, one] as const),
  );
}

/**
 * A query for the numbers of the records that a list is about, in its order, not cut yet.
 * @param few true where conditions leave so few that the order's index is not worth walking
 */
function matching(kind: string, options: ListOptions, few = false) {
  const { parent, sort } = options;
  const direction = sort?.descending === true ? "desc" : "asc";
  const field = sort?.field;
  const conditions = [...Object.entries(options.equals ?? {})];
  // One index is enough for both: a look-up in all parents goes through their names.
  const anywhere = sql`IN (SELECT t.parent FROM tally AS t WHERE t.kind = ${kind})`;
  const within = parent === undefined ? anywhere : sql`= ${parent}`;
  const ofField = (name: string) =>
    sql`SELECT v.seq FROM value AS v WHERE v.kind = ${kind} AND v.field = ${name} AND v.parent ${within}`;
  // Sorted by a value, or looked up by one, the value's index alone gives order and parent.
  const driving = field === undefined ? conditions.shift() : undefined;
  const unindexed = sql.raw(few && field !== undefined ? "+" : "");
  let query =
    field !== undefined
      ? sql<{
          seq: number;
        }>`SELECT r.seq FROM value AS r WHERE ${unindexed}r.kind = ${kind} AND ${unindexed}r.field = ${field}`
      : driving !== undefined
        ? sql<{
            seq: number;
          }>`SELECT r.seq FROM value AS r WHERE r.kind = ${kind} AND r.field = ${driving[0]} AND r.parent ${within} AND r.value = ${driving[1]}`
        : sql<{ seq: number }>`SELECT r.seq FROM record AS r WHERE r.kind = ${kind}`;
  if (parent !== undefined && driving === undefined) {
    query = sql`${query} AND ${unindexed}r.parent = ${parent}`;
  }
  for (const [name, value] of conditions) {
    query = sql`${query} AND r.seq IN (${ofField(name)} AND v.value = ${value})`;
  }
  for (const [name, values] of options.anyOf ?? []) {
    query = sql`${query} AND r.seq IN (${ofField(name)} AND v.value IN (SELECT value FROM json_each(${JSON.stringify(values)})))`;
  }
  if (options.keys !== undefined) {
    query = sql`${query} AND r.seq IN (SELECT k.seq FROM record AS k WHERE k.kind = ${kind} AND k.key IN (SELECT value FROM json_each(${JSON.stringify(options.keys)})))`;
  }
  for (const name of options.shared ?? []) {
    query = sql`${query} AND r.seq IN (${ofField(name)} AND v.value IN (SELECT w.value FROM value AS w WHERE w.kind = ${kind} AND w.field = ${name} AND w.parent ${within} AND w.value <> '' GROUP BY w.value, w.parent HAVING count(*) > 1))`;
  }
  const order = sql.raw(`${field === undefined ? "" : `r.value ${direction}, `}r.seq ${direction}`);
  return sql<{ seq: number }>`${query} ORDER BY ${order}`;
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
