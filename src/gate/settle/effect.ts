import type { Action, Effect } from "../../action/action.ts";
import type { Operation } from "../../ledger/types.ts";

const EFFECTS: readonly Effect[] = ["read", "reveal", "create", "update", "delete", "issue"];

/** The effect that an operation had when it was judged. */
export function effectOf({ effect }: Pick<Operation, "effect">, action: Action): Effect {
  return EFFECTS.find((one) => one === effect) ?? action.effect;
}
