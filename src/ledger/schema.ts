/**
 * The ledger's tables. `entries` is the truth; `operations` and `spending` follow from it, kept for quick look-ups; of
 * what is `sealed` it has the digests.
 */

export interface EntryRow {
  /** Counts from 1 without a gap. */
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly operation: string | null;
  /** JSON, kept as the text that was hashed. */
  readonly body: string;
  /** Hash of the entry before; "" for the first. */
  readonly prev: string;
  readonly hash: string;
}

export interface OperationRow {
  readonly id: string;
  /** The entry that opened the operation: its place in time. */
  readonly seq: number;
  readonly digest: string;
  readonly status: string;
  readonly expires_at: string | null;
  /** The operation as JSON, as `serialise` writes it. */
  readonly state: string;
}

/** What an operation has taken from a rule's budget and not given back. */
export interface SpendingRow {
  readonly operation: string;
  /** "" where the target names none. */
  readonly account: string;
  readonly rule: string;
  /** When the operation started. */
  readonly at: string;
  readonly items: number;
}

/** The newest entry, sealed with a MAC of its own: without it, rows cut from the end would not show. */
export interface HeadRow {
  readonly id: 1;
  readonly seq: number;
  readonly hash: string;
  readonly mac: string;
}

/** A sealed secret: ciphertext and facts, never a value. */
export interface SealedRow {
  readonly handle: string;
  /** The entry that tells of the box as it is now. */
  readonly entry: number;
  readonly kind: string;
  readonly source: string;
  readonly owner: string;
  readonly account: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly destroyed_at: string | null;
  /** These three together or none of them. */
  readonly key_id: string | null;
  readonly nonce: string | null;
  readonly bytes: string | null;
  readonly recipient: string | null;
}

export interface LedgerTables {
  entries: EntryRow;
  operations: OperationRow;
  spending: SpendingRow;
  head: HeadRow;
  sealed: SealedRow;
}

// The unique index is what makes two processes that propose one digest meet in one operation.
const first = `
CREATE TABLE entries (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  operation TEXT,
  body TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX entries_operation ON entries (operation) WHERE operation IS NOT NULL;
CREATE TRIGGER entries_keep BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TRIGGER entries_fixed BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are only added'); END;
CREATE TABLE operations (
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,
  digest TEXT NOT NULL,
  status TEXT NOT NULL,
  expires_at TEXT,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operations_live ON operations (digest) WHERE status IN ('pending', 'approved');
CREATE INDEX operations_status ON operations (status, seq);
CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  mac TEXT NOT NULL
) STRICT;
`;

// The index holds all that the sum over a window reads.
const budgets = `
CREATE TABLE spending (
  operation TEXT NOT NULL,
  account TEXT NOT NULL,
  rule TEXT NOT NULL,
  at TEXT NOT NULL,
  items INTEGER NOT NULL CHECK (items > 0),
  PRIMARY KEY (operation, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX spending_window ON spending (account, rule, at, items);
`;

const sealed = `
CREATE TABLE sealed (
  handle TEXT PRIMARY KEY,
  entry INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  owner TEXT NOT NULL,
  account TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  destroyed_at TEXT,
  key_id TEXT,
  nonce TEXT,
  bytes TEXT,
  recipient TEXT
) STRICT;
CREATE INDEX sealed_created ON sealed (created_at);
CREATE INDEX sealed_expiry ON sealed (expires_at) WHERE bytes IS NOT NULL;
`;

// Few entries are in it: what was destroyed is asked of the chain, whatever the row beside it says.
const destroyed = `
CREATE INDEX entries_destroyed ON entries (json_extract(body, '$.handle'))
  WHERE kind = 'secret' AND json_extract(body, '$.event') = 'destroyed';
`;

/** `idgL`: what makes a file a ledger, beside its tables. */
export const APPLICATION = 0x69_64_67_4c;

/** Schema versions, oldest first. Only ever appended to. */
export const MIGRATIONS: readonly string[] = [first, budgets, sealed, destroyed];
