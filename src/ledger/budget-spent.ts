import { BudgetSpent } from "../errors.ts";
import type { BudgetLeft } from "./types.ts";

/** The budget that stands in a call's way the longest; undefined where all have room for it. */
export function obstacleOf(budgets: readonly BudgetLeft[]): BudgetLeft | undefined {
  const full = budgets.filter(({ items, left }) => !(items <= left));
  const never = full.find(({ freeAt }) => freeAt === undefined);
  return never ?? full.reduce<BudgetLeft | undefined>(later, undefined);
}

function later(one: BudgetLeft | undefined, other: BudgetLeft): BudgetLeft {
  return one?.freeAt !== undefined && one.freeAt >= (other.freeAt ?? "") ? one : other;
}

/** What stands in the way, for the ledger's row and the caller. */
export function describeObstacle({ rule, max, perSeconds, items, left, freeAt }: BudgetLeft): string {
  const budget = `The budget of rule ${rule} is ${max} ${max === 1 ? "item" : "items"} within ${windowOf(perSeconds)}`;
  return freeAt === undefined
    ? `${budget}; this call would spend ${items}, which never fits.`
    : `${budget}; ${left} ${left === 1 ? "is" : "are"} left and this call would spend ${items}. Enough of it is free again at ${freeAt}.`;
}

/** @param approved an approval that stays good meanwhile, and until when */
export function budgetSpent(
  obstacle: BudgetLeft,
  operation: string | undefined,
  approved?: { readonly until: string | undefined },
): BudgetSpent {
  const { items, left, freeAt } = obstacle;
  const ways: string[] = [];
  if (freeAt !== undefined) ways.push(waitFor(approved));
  if (items > 1 && (left > 0 || freeAt === undefined)) ways.push("do fewer items");
  ways.push("tell the user that the operator can raise the budget");
  const advice = ways.join(", or ");
  return new BudgetSpent(`${describeObstacle(obstacle)} Nothing was sent.`, {
    hint: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}. Look for no other way to the same effect.`,
    retryable: freeAt !== undefined,
    ...(operation === undefined ? {} : { operation }),
  });
}

function waitFor(approved: { readonly until: string | undefined } | undefined): string {
  if (approved === undefined) return "wait until then and make the call again";
  const until = approved.until === undefined ? "" : `, which stays good until ${approved.until}`;
  return `wait until then and repeat exactly the same call: it runs by the approval that it has${until}`;
}

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
] as const;

function windowOf(seconds: number): string {
  const [length, name] = UNITS.find(([unit]) => seconds % unit === 0) ?? [1, "second"];
  const count = seconds / length;
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
