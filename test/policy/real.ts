/** Policies over the actions that there are. */
import { type Action, natureOf, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import type { Decision, Principal } from "../../src/policy/types.ts";
import { actions } from "../../tools/index.ts";

const byName = new Map(actions.map((action) => [qualifiedName(action), action]));

export function realAction(name: string): Action {
  const action = byName.get(name);
  if (action === undefined) throw new Error(`there is no action ${name}`);
  return action;
}

/** A policy of these rules, as YAML from the second line on. */
export function realPolicy(rest: string) {
  return loadPolicy(`version: 1\n${rest}`, { name: "policy.yaml" }, { actions });
}

type Judge = (name: string, params?: JsonObject, principal?: Principal) => Decision;

/** Decides calls as the gate would have them decided. */
export function judging(rest: string): Judge {
  const policy = realPolicy(rest);
  return (name, params = {}, principal = undefined) => {
    const action = realAction(name);
    return policy.decide({ action, ...natureOf(action, params), params, principal });
  };
}

/** `allow`, `ask`, `second-person`, or the reason of a refusal. */
export function said(decision: Decision): string {
  if (decision.verdict === "refuse") return decision.closest?.because ?? decision.reason;
  return decision.approval === "none" ? "allow" : decision.approval;
}
