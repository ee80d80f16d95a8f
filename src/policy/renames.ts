/** A new name must not bring a thing under a rule that did not cover it. */
import type { Action } from "../action/action.ts";
import type { Json, JsonObject } from "../action/json.ts";
import { judgeValue } from "./conditions.ts";
import type { Rules } from "./model.ts";

/**
 * The allow rule that would cover the thing under its new name and does not cover it now; undefined where there is none, or
 * nothing is renamed. Rules go by names, so who may rename could otherwise reach what other rules keep from them.
 */
export function renamedIntoReach(rules: Rules, action: Action, params: JsonObject): string | undefined {
  for (const [from, to] of Object.entries(action.renames ?? {})) {
    const [before, after] = [given(params, from), given(params, to)];
    if (after === undefined || after === before) continue;
    const trusting = rules.allow.find(
      (rule) =>
        [...rule.actions.keys()].some((name) => name.startsWith(`${action.service}:`)) &&
        rule.when.some(
          ({ path, operators }) =>
            path.length === 1 &&
            path[0] === from &&
            judgeValue(operators, after) !== "no" &&
            judgeValue(operators, before) !== "yes",
        ),
    );
    if (trusting !== undefined) return trusting.id;
  }
  return undefined;
}

function given(params: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}
