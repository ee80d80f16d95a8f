import { BudgetSpent } from "../errors.ts";
import type { Language } from "../language.ts";
import { type BudgetWords, budgetWords } from "./budget-words.ts";
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
export function describeObstacle(obstacle: BudgetLeft, language?: Language): string {
  const words = budgetWords(language);
  const { rule, max, perSeconds, items, left, freeAt } = obstacle;
  const found = freeAt === undefined ? words.neverFits(items) : words.left(left, items, freeAt);
  return `${words.budget(rule, max, windowOf(perSeconds, words))}${words.between}${found}`;
}

interface Told {
  readonly operation: string | undefined;
  readonly language: Language | undefined;
  /** An approval that stays good meanwhile, and until when. */
  readonly approved?: { readonly until: string | undefined };
}

export function budgetSpent(obstacle: BudgetLeft, { operation, language, approved }: Told): BudgetSpent {
  const words = budgetWords(language);
  const { items, left, freeAt } = obstacle;
  const ways: string[] = [];
  if (freeAt !== undefined)
    ways.push(approved === undefined ? words.wait : words.waitApproved(approved.until));
  if (items > 1 && (left > 0 || freeAt === undefined)) ways.push(words.fewer);
  ways.push(words.operator);
  const advice = ways.join(words.or);
  return new BudgetSpent(`${describeObstacle(obstacle, language)}${words.nothingSent}`, {
    hint: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}${words.noOtherWay}`,
    retryable: freeAt !== undefined,
    ...(operation === undefined ? {} : { operation }),
  });
}

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
] as const;

function windowOf(seconds: number, words: BudgetWords): string {
  const [length, unit] = UNITS.find(([one]) => seconds % one === 0) ?? [1, "second" as const];
  return words.window(seconds / length, unit);
}
