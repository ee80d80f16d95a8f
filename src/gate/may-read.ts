import { type Action, natureOf } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import type { Principal } from "../policy/types.ts";
import type { GateOptions } from "./options.ts";

/** A look on the side is a read like any other: what is denied, asked for or shut out is not read so. */
export function mayRead(
  options: Pick<GateOptions, "policy" | "exists">,
  action: Action,
  params: JsonObject,
  principal: Principal | undefined,
  within: "a change that has spent its items" | "nothing yet" = "a change that has spent its items",
): boolean {
  const nature = natureOf(action, params);
  const decision = options.policy().decide({ action, ...nature, params, principal });
  const open = nature.effect === "read" && options.exists(action, nature.effect);
  if (!open || decision.verdict === "refuse" || decision.approval !== "none") return false;
  // INVARIANT: what a budget counts is not read uncounted.
  return within !== "nothing yet" || decision.budgets.length === 0;
}
