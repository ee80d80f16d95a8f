/** The boxes of sealed secrets beside the chain, and the entries that tell of them. */
import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { JsonObject } from "../action/json.ts";
import { SecretRefused } from "../errors.ts";
import type { Journal } from "./journal.ts";
import type { LedgerTables, SealedRow } from "./schema.ts";
import type { KeptBox, SealedBox, SealedBoxes, SealedFilter } from "./sealed-box.ts";
import type { SecretEvent } from "./types.ts";

type Db = Kysely<LedgerTables>;

/** How the ledger lets its boxes be read and written: on one snapshot, in one transaction. */
interface Access {
  /** Whether there is a ledger at all. */
  readonly exists: () => boolean;
  read<T>(task: (journal: Journal) => Promise<T>): Promise<T>;
  write<T>(task: (journal: Journal) => Promise<T>): Promise<T>;
}

const MOST_LISTED = 1000;
const BATCH = 200;
// Written out as in the index of it.
const DESTROYED = sql<boolean>`kind = 'secret' AND json_extract(body, '$.event') = 'destroyed'`;
const EMPTY = { key_id: null, nonce: null, bytes: null } as const;
/** After these somebody knows the value. */
const OPENING: ReadonlySet<string> = new Set(["opened", "revealed"]);

/**
 * Adds the entry of a secret and, in the same transaction, its box.
 * INVARIANT: what was destroyed is not opened: the entry that would say so cannot be written.
 * @throws SecretRefused where the secret was destroyed
 */
export async function recordSecret(journal: Journal, event: SecretEvent): Promise<void> {
  const { handle, event: what, operation, note, box } = event;
  if (OPENING.has(what) && handle !== undefined) await assertNotDestroyed(journal.db, handle);
  const body = {
    ...(handle === undefined ? {} : { handle }),
    event: what,
    ...(note === undefined ? {} : { note }),
  };
  await journal.append({
    kind: "secret",
    operation,
    body: box === undefined ? body : { ...body, ...digests(box) },
  });
  if (box === undefined) return;
  await removeExpired(journal);
  await journal.db
    .insertInto("sealed")
    .values({ ...rowOf(box), entry: entryOf(journal), destroyed_at: null })
    .execute();
}

export function sealedBoxes({ exists, read, write }: Access): SealedBoxes {
  return {
    async find(handles) {
      if (handles.length === 0 || !exists()) return [];
      return await read(async (journal) => {
        const found: KeptBox[] = [];
        for (const handle of new Set(handles)) {
          const row = await rowAt(journal.db, handle);
          if (row !== undefined) found.push(await kept(journal, row));
        }
        return found;
      });
    },
    async list(filter = {}) {
      if (!exists()) return [];
      if (await read(hasExpired)) await write(removeExpired);
      return await read(async (journal) => {
        const boxes: KeptBox[] = [];
        for (const row of await listed(journal, filter)) boxes.push(await kept(journal, row));
        return boxes;
      });
    },
    async destroy(handles, by) {
      return await write(async (journal) => {
        const destroyed: string[] = [];
        for (const handle of new Set(handles)) {
          const row = await rowAt(journal.db, handle);
          if (row === undefined) throw new SecretRefused("There is no such secret here; none was destroyed.");
          if (row.destroyed_at !== null) continue;
          await journal.append({
            kind: "secret",
            operation: undefined,
            body: { handle, event: "destroyed", note: by },
          });
          await change(journal, handle, { ...EMPTY, recipient: null, destroyed_at: journal.now });
          destroyed.push(handle);
        }
        return destroyed;
      });
    },
    async reseal(again) {
      return await write(async (journal) => {
        await removeExpired(journal);
        const left: string[] = [];
        let resealed = 0;
        let after = "";
        for (;;) {
          const rows = await batchAfter(journal.db, after);
          for (const row of rows) {
            const next = again(await kept(journal, row));
            if (next === undefined) {
              left.push(row.handle);
              continue;
            }
            const body = { handle: row.handle, event: "resealed", ...digests(next) };
            await journal.append({ kind: "secret", operation: undefined, body });
            const { key_id, nonce, bytes } = rowOf(next);
            await change(journal, row.handle, { key_id, nonce, bytes });
            resealed += 1;
          }
          const last = rows.at(-1);
          if (last === undefined) return { resealed, left };
          after = last.handle;
        }
      });
    },
  };
}

async function assertNotDestroyed(db: Db, handle: string): Promise<void> {
  const row = await rowAt(db, handle);
  if (row?.destroyed_at == null && !(await isDestroyed(db, handle))) return;
  throw new SecretRefused("The secret behind this handle was destroyed.", {
    hint: "Nothing was sent. Make a new one: repeat the call that gave it, or generate_secret.",
  });
}

/** INVARIANT: what the chain calls destroyed stays so, also where its row was put back or taken away. */
async function isDestroyed(db: Db, handle: string): Promise<boolean> {
  const entry = await db
    .selectFrom("entries")
    .select("seq")
    .where(DESTROYED)
    .where(sql<boolean>`json_extract(body, '$.handle') = ${handle}`)
    .limit(1)
    .executeTakeFirst();
  return entry !== undefined;
}

async function hasExpired({ db, now }: Journal): Promise<boolean> {
  const row = await db
    .selectFrom("sealed")
    .select("handle")
    .where("expires_at", "<=", now)
    .where("bytes", "is not", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What nobody may open any more is not kept. The recipient's box is theirs until it is destroyed. */
async function removeExpired({ db, now }: Journal): Promise<void> {
  await db
    .updateTable("sealed")
    .set(EMPTY)
    .where("expires_at", "<=", now)
    .where("bytes", "is not", null)
    .execute();
}

function rowAt(db: Db, handle: string): Promise<SealedRow | undefined> {
  return db.selectFrom("sealed").selectAll().where("handle", "=", handle).executeTakeFirst();
}

function batchAfter(db: Db, handle: string): Promise<SealedRow[]> {
  return db
    .selectFrom("sealed")
    .selectAll()
    .where("bytes", "is not", null)
    .where("handle", ">", handle)
    .orderBy("handle")
    .limit(BATCH)
    .execute();
}

async function listed({ db, now }: Journal, { only, limit = MOST_LISTED }: SealedFilter) {
  let query = db
    .selectFrom("sealed")
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("handle")
    .limit(limit);
  if (only !== undefined) query = query.where("destroyed_at", "is", null);
  if (only === "expired") query = query.where("expires_at", "<=", now);
  if (only === "live") {
    query = query.where(({ eb, or }) => or([eb("expires_at", ">", now), eb("recipient", "is not", null)]));
  }
  return await query.execute();
}

async function change(
  journal: Journal,
  handle: string,
  values: Partial<Pick<SealedRow, "key_id" | "nonce" | "bytes" | "recipient" | "destroyed_at">>,
): Promise<void> {
  await journal.db
    .updateTable("sealed")
    .set({ ...values, entry: entryOf(journal) })
    .where("handle", "=", handle)
    .execute();
}

function entryOf(journal: Journal): number {
  return journal.written?.seq ?? 0;
}

/** INVARIANT: a box counts only as the one that an authentic entry of its handle tells of. */
async function kept(journal: Journal, row: SealedRow): Promise<KeptBox> {
  const box = boxOf(row);
  const body = await journal.secretAt(row.entry);
  const told = digests(box);
  const intact =
    body !== undefined &&
    body.handle === row.handle &&
    (row.destroyed_at === null
      ? Object.entries(told).every(([name, digest]) => body[name] === digest) &&
        !(await isDestroyed(journal.db, row.handle))
      : Object.keys(told).length === 0 && body.event === "destroyed");
  return { ...box, destroyedAt: row.destroyed_at ?? undefined, intact };
}

/** Two, so that each part can be held against its entry when the other is gone. */
function digests({ sealed, recipient, ...facts }: SealedBox): JsonObject {
  const { handle, kind, source, owner, account, createdAt, expiresAt } = facts;
  const digest = (...part: string[]) =>
    createHash("sha256")
      .update(JSON.stringify([handle, kind, source, owner, account, createdAt, expiresAt, ...part]))
      .digest("hex");
  return {
    ...(sealed === undefined ? {} : { box: digest("sealed", sealed.keyId, sealed.nonce, sealed.bytes) }),
    ...(recipient === undefined ? {} : { recipientBox: digest("recipient", recipient) }),
  };
}

function rowOf({ sealed, recipient, ...facts }: SealedBox): Omit<SealedRow, "entry" | "destroyed_at"> {
  return {
    handle: facts.handle,
    kind: facts.kind,
    source: facts.source,
    owner: facts.owner,
    account: facts.account,
    created_at: facts.createdAt,
    expires_at: facts.expiresAt,
    key_id: sealed?.keyId ?? null,
    nonce: sealed?.nonce ?? null,
    bytes: sealed?.bytes ?? null,
    recipient: recipient ?? null,
  };
}

function boxOf(row: SealedRow): SealedBox {
  const { key_id: keyId, nonce, bytes } = row;
  return {
    handle: row.handle,
    kind: row.kind,
    source: row.source,
    owner: row.owner,
    account: row.account,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    sealed: keyId === null || nonce === null || bytes === null ? undefined : { keyId, nonce, bytes },
    recipient: row.recipient ?? undefined,
  };
}
