/** Proves that what is counted against budgets is what the entries say. */
import { setImmediate } from "node:timers/promises";
import type { Kysely } from "kysely";
import { LedgerBroken } from "../errors.ts";
import type { LedgerTables, SpendingRow } from "./schema.ts";
import { spendingChange } from "./spending.ts";
import type { Operation } from "./types.ts";

type Db = Kysely<LedgerTables>;

const BATCH = 200;

export interface SpendingProblem {
  readonly operation: string;
  readonly line: string;
}

export class SpendingCheck {
  /** By operation and rule: the row that has to be there. */
  readonly #expected = new Map<string, SpendingRow>();

  /** Takes an entry's step of an operation. */
  step(before: Operation | undefined, after: Operation, at: string): void {
    const change = spendingChange(before, after, at);
    for (const row of change?.rows ?? []) {
      if (change?.kind === "taken") this.#expected.set(keyOf(row), row);
      else this.#expected.delete(keyOf(row));
    }
  }

  /** Compares with the table, once all entries have been taken. */
  async *problems(db: Db): AsyncGenerator<SpendingProblem> {
    for await (const row of rowsOf(db)) {
      const { operation } = row;
      const expected = this.#expected.get(keyOf(row));
      this.#expected.delete(keyOf(row));
      if (expected === undefined) {
        yield { operation, line: `Operation ${operation} spends from ${nameOf(row)} without an entry.` };
      } else if (textOf(row) !== textOf(expected)) {
        yield {
          operation,
          line: `What operation ${operation} spends from ${nameOf(row)} is not what its entries say.`,
        };
      }
    }
    for (const row of this.#expected.values()) {
      yield {
        operation: row.operation,
        line: `Operation ${row.operation} spends from ${nameOf(row)} but has no row for it.`,
      };
    }
  }
}

async function* rowsOf(db: Db): AsyncGenerator<SpendingRow> {
  let last: SpendingRow | undefined;
  for (;;) {
    const after = last;
    let query = db.selectFrom("spending").selectAll().orderBy("operation").orderBy("rule").limit(BATCH);
    if (after !== undefined) {
      query = query.where(({ or, and, eb }) =>
        or([
          eb("operation", ">", after.operation),
          and([eb("operation", "=", after.operation), eb("rule", ">", after.rule)]),
        ]),
      );
    }
    const rows = await query.execute();
    if (rows.length === 0) return;
    for (const row of rows) {
      // A key with a NUL is read back shortened, and would come again and again.
      if (last !== undefined && keyOf(row) === keyOf(last)) {
        throw new LedgerBroken("what is spent has an impossible key.");
      }
      yield row;
      last = row;
    }
    await setImmediate();
  }
}

const keyOf = ({ operation, rule }: SpendingRow): string => JSON.stringify([operation, rule]);
const nameOf = ({ rule }: SpendingRow): string => `the budget of rule ${rule}`;

function textOf({ operation, account, rule, at, items }: SpendingRow): string {
  return JSON.stringify([operation, account, rule, at, items]);
}
