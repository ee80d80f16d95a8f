/** The ledger on SQLite: what each method of the interface adds to the chain, and when it may. */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { JsonObject } from "../action/json.ts";
import { ApprovalSpent, IdgateError, InternalError, LedgerUnavailable } from "../errors.ts";
import type { Language } from "../language.ts";
import { openSqlite, type SqliteDatabase } from "../sqlite/sqlite.ts";
import { type AnswerWords, answerWords } from "./answer-words.ts";
import { budgetSpent, describeObstacle, obstacleOf } from "./budget-spent.ts";
import type { Head } from "./chain.ts";
import { isOpen, maySettle } from "./derive.ts";
import { keepToOwner } from "./folder.ts";
import { Journal, type NewEntry } from "./journal.ts";
import { deriveKey, loadSecret } from "./key.ts";
import { openEnds } from "./open-ends.ts";
import { outcomeBody } from "./outcome-body.ts";
import { listEntries, listOperations, shown } from "./reading.ts";
import { factsBody } from "./record.ts";
import { THIS_RUN } from "./run.ts";
import { APPLICATION, type LedgerTables, MIGRATIONS } from "./schema.ts";
import { recordSecret, sealedBoxes } from "./sealed.ts";
import { unspent } from "./spending.ts";
import type {
  BudgetLeft,
  BudgetSpend,
  Entry,
  Ledger,
  Operation,
  OperationAnswer,
  OperationFacts,
  Outcome,
  SecretEvent,
  VerifyReport,
} from "./types.ts";
import { verifyLedger } from "./verify.ts";

export interface LedgerOptions {
  readonly file: string;
  /** The file of the ledger's secret, made at first use. Who can read it can forge entries. */
  readonly keyFile: string;
  readonly clock: () => Date;
  /** Of what a full budget says, and what stands against an answer or a start; English unless said. */
  readonly language?: Language | undefined;
  /** Told of the newest entry after each durable write, for the log. Must not throw. */
  readonly onHead?: ((head: Head, operation: string | undefined) => void) | undefined;
  /** Asked before an operation is proposed or started; throws where it may not be. Outcomes and refusals are written anyhow. */
  readonly mayStart?: (() => void) | undefined;
  /** The process that starts operations, as `run.ts` writes it; this one unless said. */
  readonly run?: string | undefined;
  /** How long to wait in all, in milliseconds, while other processes hold the file; default 10 seconds. */
  readonly busyLimitMs?: number | undefined;
}

interface Opened {
  readonly store: SqliteDatabase<LedgerTables>;
  readonly secret: Uint8Array;
  readonly chainKey: Uint8Array;
}

/**
 * Makes a ledger on SQLite. Nothing is opened or made before its first use; an opening that failed is tried
 * again at the next.
 */
export function createLedger(options: LedgerOptions): Ledger {
  return new SqliteLedger(options);
}

class SqliteLedger implements Ledger {
  readonly #options: LedgerOptions;
  #opened: Promise<Opened> | undefined;
  #closed = false;
  /** Derived keys by purpose: every change needs three. */
  readonly #keys = new Map<string, Uint8Array>();
  /** The newest entry that this process wrote. */
  #newest: Head | undefined;

  readonly #words: AnswerWords;
  readonly #run: string;

  readonly #ends = openEnds({
    exists: () => !this.#isNotThere(),
    read: async (task) => (await this.#open()).store.read(task),
    write: (task) => this.#write(task),
    clock: () => this.#options.clock(),
    run: () => this.#run,
  });
  readonly resolve = this.#ends.resolve;
  readonly undecided = this.#ends.undecided;
  readonly abandon = this.#ends.abandon;
  readonly doneBefore = this.#ends.doneBefore;

  readonly sealed = sealedBoxes({
    exists: () => existsSync(this.#options.file),
    read: (task) => this.#read(task),
    write: (task) => this.#write(task),
  });

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#words = answerWords(options.language);
    this.#run = options.run ?? THIS_RUN;
  }

  async refuse(facts: OperationFacts, reason: string): Promise<void> {
    await this.#write((journal) => journal.append(refusal(facts, reason)));
  }

  async start(facts: OperationFacts): Promise<void> {
    this.#options.mayStart?.();
    const obstacle = await this.#write(async (journal) => {
      const found = obstacleOf(await journal.budgets(facts));
      await journal.append(
        found === undefined
          ? { kind: "started", operation: facts.id, body: { ...factsBody(facts), run: this.#run } }
          : refusal(facts, describeObstacle(found, this.#options.language)),
      );
      return found;
    });
    if (obstacle !== undefined)
      throw budgetSpent(obstacle, { operation: facts.id, language: this.#options.language });
  }

  async propose(facts: OperationFacts, preview: string, expiresAt: Date): Promise<Operation> {
    this.#options.mayStart?.();
    const body = { ...factsBody(facts), preview, expiresAt: expiresAt.toISOString() };
    const operation = await this.#write(async (journal) => {
      const existing = await journal.open(facts.digest);
      if (existing !== undefined && journal.isLive(existing)) return existing;
      assertAhead(expiresAt, this.#options.clock(), journal.now);
      if (existing !== undefined) await expire(journal, existing);
      return journal.append({ kind: "proposed", operation: facts.id, body });
    });
    return present(operation);
  }

  async live(digest: string): Promise<Operation | undefined> {
    return this.#read(async (journal) => {
      const operation = await journal.open(digest);
      return operation !== undefined && journal.isLive(operation) ? operation : undefined;
    });
  }

  async answer(
    id: string,
    verdict: "approved" | "rejected",
    by: string,
    reason?: string,
  ): Promise<Operation> {
    const body = reason === undefined ? { by } : { by, reason };
    return this.#change(id, verdict, body, (operation) =>
      objectionToAnswer({ id, verdict, by }, operation, this.#words),
    );
  }

  async answerAll(answers: readonly OperationAnswer[]): Promise<readonly Operation[]> {
    const words = this.#words;
    return this.#write(async (journal) => {
      const answered: Operation[] = [];
      for (const answer of answers) {
        const { id, verdict, by, signature } = answer;
        const operation = await journal.operation(id);
        const against =
          operation === undefined
            ? words.unknown
            : !journal.isLive(operation) && isOpen(operation)
              ? words.expired
              : objectionToAnswer(answer, operation, words);
        // Thrown inside the transaction: what was written for the others goes with it.
        if (against !== undefined) throw spent(words.noneRecorded(id, against), id, words);
        const body = { by, ...(signature === undefined ? {} : { signature: { ...signature } }) };
        answered.push(present(await journal.append({ kind: verdict, operation: id, body }, operation)));
      }
      return answered;
    });
  }

  async startApproved(id: string, digest: string): Promise<Operation> {
    this.#options.mayStart?.();
    const startedAt = this.#options.clock().toISOString();
    return this.#change(id, "started", { digest, run: this.#run, startedAt }, (operation) => {
      if (operation.status !== "approved") return this.#words.notApproved(operation.status);
      return operation.digest === digest ? undefined : this.#words.otherCall;
    });
  }

  async settle(id: string, outcome: Outcome): Promise<void> {
    await this.#write(async (journal) => {
      const operation = await journal.operation(id);
      if (operation === undefined || !maySettle(operation, outcome.status)) {
        throw new InternalError(
          `An operation that is ${operation?.status ?? "not known"} cannot be settled.`,
        );
      }
      await journal.append({ kind: "settled", operation: id, body: outcomeBody(outcome) }, operation);
    });
  }

  #isNotThere(): boolean {
    return this.#opened === undefined && !existsSync(this.#options.file);
  }

  async budgetLeft(
    target: OperationFacts["target"],
    budgets: readonly BudgetSpend[],
  ): Promise<readonly BudgetLeft[]> {
    // To ask makes no ledger.
    if (this.#isNotThere()) {
      const now = this.#options.clock().toISOString();
      return budgets.map((spend) => unspent(spend, now));
    }
    return this.#read((journal) => journal.budgets({ target, budgets }));
  }

  async secretEvent(event: SecretEvent): Promise<void> {
    await this.#write((journal) => recordSecret(journal, event));
  }

  async get(id: string): Promise<Operation | undefined> {
    return this.#read(async (journal) => {
      const operation = await journal.operation(id);
      return operation === undefined ? undefined : shown(operation, journal.now);
    });
  }

  async operations(filter: Parameters<Ledger["operations"]>[0] = {}): Promise<readonly Operation[]> {
    const { store, chainKey } = await this.#open();
    return store.read(async (db) => {
      const { now } = await Journal.open(db, chainKey, this.#options.clock());
      return listOperations(db, filter, now);
    });
  }

  async *entries(): AsyncGenerator<Entry> {
    const { store } = await this.#open();
    yield* listEntries(store);
  }

  async verify(known: readonly Head[] = []): Promise<VerifyReport> {
    const { store, chainKey } = await this.#open();
    return verifyLedger(store, chainKey, known);
  }

  async key(purpose: string): Promise<Uint8Array> {
    const { secret } = await this.#open();
    const derived = this.#keys.get(purpose) ?? deriveKey(secret, `key ${purpose}`);
    this.#keys.set(purpose, derived);
    return derived;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.store.close();
  }

  /**
   * Moves a live operation on. INVARIANT: state is read and changed in one BEGIN IMMEDIATE, so that of several
   * processes one alone finds it as it must be.
   */
  async #change(
    id: string,
    kind: "approved" | "rejected" | "started",
    body: JsonObject,
    objection: (operation: Operation) => string | undefined,
  ): Promise<Operation> {
    const words = this.#words;
    const result = await this.#write(async (journal) => {
      const operation = await journal.operation(id);
      if (operation === undefined) return words.unknown;
      const against = objection(operation);
      if (against !== undefined) return against;
      if (!journal.isLive(operation)) {
        await expire(journal, operation);
        return words.expired;
      }
      if (kind === "started") {
        const obstacle = obstacleOf(await journal.budgets(operation));
        // Thrown in here, so that nothing is written: what was approved waits until the budget is free.
        if (obstacle !== undefined)
          throw budgetSpent(obstacle, {
            operation: id,
            language: this.#options.language,
            approved: { until: operation.expiresAt },
          });
      }
      return journal.append({ kind, operation: id, body }, operation);
    });
    if (typeof result === "string") throw spent(result, id, words);
    return present(result);
  }

  /** INVARIANT: what is looked at one by one, to be shown or decided by, is what the entries say, not a row beside them. */
  async #read<T>(task: (journal: Journal) => Promise<T>): Promise<T> {
    const { store, chainKey } = await this.#open();
    return store.read(async (db) => task(await Journal.open(db, chainKey, this.#options.clock())));
  }

  async #write<T>(task: (journal: Journal) => Promise<T>): Promise<T> {
    const { store, chainKey } = await this.#open();
    try {
      const { result, head, operation } = await store.write(async (db) => {
        const journal = await Journal.open(db, chainKey, this.#options.clock(), this.#newest);
        return { result: await task(journal), head: journal.written, operation: journal.writtenFor };
      });
      if (head !== undefined) {
        this.#newest = head;
        this.#options.onHead?.(head, operation);
      }
      return result;
    } catch (error) {
      if (error instanceof IdgateError) throw error;
      throw new InternalError("The ledger could not add the entry.", { cause: error });
    }
  }

  #open(): Promise<Opened> {
    if (this.#closed) return Promise.reject(new LedgerUnavailable("The ledger is closed."));
    this.#opened ??= open(this.#options).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }
}

async function open({ file, keyFile, busyLimitMs }: LedgerOptions): Promise<Opened> {
  const store = await openSqlite<LedgerTables>(file, {
    migrations: MIGRATIONS,
    application: APPLICATION,
    ...(busyLimitMs === undefined ? {} : { busyLimitMs }),
  });
  try {
    await keepToOwner(dirname(file));
    const entry = await store.read((db) =>
      db.selectFrom("entries").select("seq").limit(1).executeTakeFirst(),
    );
    const secret = await loadSecret(keyFile, entry === undefined);
    return { store, secret, chainKey: deriveKey(secret, "chain") };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What a refused call carried was not sent: of very much of it, its names and its size are enough. */
const REFUSED_PARAMS = 16_384;
const REFUSED_NAMES = 50;

function withoutBulk(params: JsonObject): JsonObject {
  const { length } = JSON.stringify(params);
  if (length <= REFUSED_PARAMS) return params;
  const names = Object.keys(params)
    .slice(0, REFUSED_NAMES)
    .map((name) => name.slice(0, 100).toWellFormed());
  return { $leftOut: { characters: length, names } };
}

function objectionToAnswer(
  { verdict, signature }: OperationAnswer,
  { status }: Operation,
  words: AnswerWords,
): string | undefined {
  const replaces = verdict === "rejected" || signature !== undefined;
  const open = status === "pending" || (replaces && status === "approved");
  return open ? undefined : words.notPending(status);
}

function spent(message: string, operation: string, { hint }: AnswerWords): ApprovalSpent {
  return new ApprovalSpent(message, { hint, operation });
}

function refusal(facts: OperationFacts, reason: string): NewEntry {
  const body = { ...factsBody({ ...facts, params: withoutBulk(facts.params) }), reason };
  return { kind: "refused", operation: facts.id, body };
}

/** A question that is over before it is put can only come of a clock that was set back. */
function assertAhead(expiresAt: Date, clock: Date, now: string): void {
  if (expiresAt <= clock || expiresAt.toISOString() > now) return;
  throw new LedgerUnavailable(
    `The ledger's newest entry is of ${now}, and the clock of this machine is behind it.`,
    { hint: "Nothing was sent. Tell the user that the operator has to look at the clock." },
  );
}

async function expire(journal: Journal, operation: Operation): Promise<void> {
  await journal.append({ kind: "expired", operation: operation.id, body: {} }, operation);
}

function present(operation: Operation | undefined): Operation {
  if (operation === undefined) throw new InternalError("An entry left no operation behind.");
  return operation;
}
