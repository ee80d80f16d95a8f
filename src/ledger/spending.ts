/** What operations take from budgets: derived from their entries, and summed over a window that slides. */
import type { Kysely } from "kysely";
import type { JsonObject } from "../action/json.ts";
import type { LedgerTables, SpendingRow } from "./schema.ts";
import type { BudgetLeft, BudgetSpend, Operation } from "./types.ts";

type Db = Kysely<LedgerTables>;

/** What an entry does to the budgets of its operation. */
export interface SpendingChange {
  readonly kind: "taken" | "given-back";
  readonly rows: readonly SpendingRow[];
}

/**
 * An operation that starts takes its items; one that is known to have changed nothing gives them back. Whatever
 * else becomes of it, an unknown end and none at all too, they stay taken.
 */
export function spendingChange(
  before: Operation | undefined,
  after: Operation | undefined,
  at: string,
): SpendingChange | undefined {
  if (after === undefined || before?.status === after.status) return undefined;
  const { status, tookEffect } = after;
  // What a look took for not done had given its items back.
  const doneAfterAll = before?.status === "failed" && before.tookEffect === false && status !== "failed";
  if (status === "started" || doneAfterAll) return { kind: "taken", rows: rowsOf(after, at) };
  if (status === "failed" && tookEffect === false) return { kind: "given-back", rows: rowsOf(after, at) };
  return undefined;
}

/** One row a rule: two windows of one rule count the same items. */
function rowsOf(operation: Operation, at: string): readonly SpendingRow[] {
  const account = accountOf(operation.target);
  const items = new Map<string, number>();
  for (const spend of operation.budgets ?? []) {
    items.set(spend.rule, Math.max(spend.items, items.get(spend.rule) ?? 0));
  }
  return [...items]
    .filter(([, taken]) => taken > 0)
    .map(([rule, taken]) => ({ operation: operation.id, account, rule, at, items: taken }));
}

/** A folder may have seen several accounts; the budget of one is not the budget of another. */
export function accountOf(target: JsonObject): string {
  return typeof target.account === "string" ? target.account : "";
}

export async function writeChange(db: Db, { kind, rows }: SpendingChange): Promise<void> {
  if (kind === "taken") {
    if (rows.length > 0)
      await db
        .insertInto("spending")
        .values([...rows])
        .execute();
    return;
  }
  for (const { operation, rule } of rows) {
    await db.deleteFrom("spending").where("operation", "=", operation).where("rule", "=", rule).execute();
  }
}

/** How one budget stands at `now`, the time of the ledger. */
export async function leftOf(db: Db, account: string, spend: BudgetSpend, now: string): Promise<BudgetLeft> {
  // What is dated after now counts too: time has not come to where it is free again.
  const inWindow = db
    .selectFrom("spending")
    .where("account", "=", account)
    .where("rule", "=", spend.rule)
    .where("at", ">", shift(now, -spend.perSeconds));
  const sum = await inWindow
    .select(({ fn }) => fn.sum<number | null>("items").as("items"))
    .executeTakeFirst();
  const spent = sum?.items ?? 0;
  const left = Math.max(0, spend.max - spent);
  if (spend.items <= left) return { ...spend, left, freeAt: now };
  if (spend.items > spend.max) return { ...spend, left, freeAt: undefined };
  let held = spent;
  for (const row of await inWindow.select(["at", "items"]).orderBy("at").execute()) {
    held -= row.items;
    if (held + spend.items <= spend.max) return { ...spend, left, freeAt: shift(row.at, spend.perSeconds) };
  }
  return { ...spend, left, freeAt: undefined };
}

/** How a budget stands of which nothing was ever spent. */
export function unspent(spend: BudgetSpend, now: string): BudgetLeft {
  return { ...spend, left: spend.max, freeAt: spend.items <= spend.max ? now : undefined };
}

function shift(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1000).toISOString();
}
