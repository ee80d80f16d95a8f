/** What budgets have left, before anything is started. Only the start of an operation decides. */

import type { Language } from "../language.ts";
import { budgetSpent, describeObstacle, obstacleOf } from "../ledger/budget-spent.ts";
import type { BudgetLeft, Ledger, OperationFacts } from "../ledger/types.ts";
import type { BudgetUse } from "../policy/types.ts";
import type { Target } from "../wire/permit.ts";
import { targetRecord } from "./operation.ts";

/**
 * How the budgets of a decision stand against this target.
 * @throws LedgerUnavailable, LedgerBroken
 */
export async function budgetsLeft(
  ledger: Pick<Ledger, "budgetLeft">,
  target: Target,
  budgets: readonly BudgetUse[],
): Promise<readonly BudgetLeft[]> {
  return budgets.length === 0 ? [] : await ledger.budgetLeft(targetRecord(target), budgets);
}

/** Why a call would be refused for its budgets, and what to do then; undefined where all have room for it. */
export function shortOf(
  left: readonly BudgetLeft[],
  language?: Language,
): { readonly reason: string; readonly hint: string | undefined } | undefined {
  const obstacle = obstacleOf(left);
  if (obstacle === undefined) return undefined;
  const { hint } = budgetSpent(obstacle, { operation: undefined, language });
  return { reason: describeObstacle(obstacle, language), hint };
}

/**
 * Nobody is to be asked about a call that would not run: it is refused, with a row, before the question.
 * @throws BudgetSpent, LedgerUnavailable, LedgerBroken
 */
export async function assertBudgetLeft(
  ledger: Pick<Ledger, "budgetLeft" | "refuse">,
  facts: OperationFacts,
  language?: Language,
): Promise<void> {
  if (facts.budgets === undefined) return;
  const obstacle = obstacleOf(await ledger.budgetLeft(facts.target, facts.budgets));
  if (obstacle === undefined) return;
  await ledger.refuse(facts, describeObstacle(obstacle, language));
  throw budgetSpent(obstacle, { operation: facts.id, language });
}
