import type { Action } from "../../action/action.ts";
import { itemsOf } from "../../action/items.ts";
import type { JsonObject } from "../../action/json.ts";
import type { BudgetUse } from "../types.ts";
import type { AllowRule } from "./model.ts";

/** What a call takes from a rule's budget: an item each, and all of it where they cannot be counted. */
export function budgetUse(
  { id, budget }: AllowRule,
  action: Action,
  params: JsonObject,
): BudgetUse | undefined {
  if (budget === undefined) return undefined;
  const { max, perSeconds } = budget;
  return { rule: id, max, perSeconds, items: itemsOf(action, params) ?? max };
}
