/** A new name must not bring a thing under a rule that did not cover it. */
import type { Action } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { holdsForAllow, holdsForDeny } from "./conditions.ts";
import type { Rules } from "./model.ts";

/**
 * The allow rule that may cover the thing under its new name and does not surely cover it now; undefined where there is
 * none, or nothing is renamed. Rules go by names, so who may rename could otherwise reach what other rules keep from them.
 */
export function renamedIntoReach(rules: Rules, action: Action, params: JsonObject): string | undefined {
  // Here each of the two names is judged by itself.
  const { renames = {}, ...plain } = action;
  for (const [from, to] of Object.entries(renames)) {
    if (!Object.hasOwn(params, to) || params[to] === params[from]) continue;
    const trusting = rules.allow.find(
      (rule) =>
        [...rule.actions.keys()].some((name) => name.startsWith(`${action.service}:`)) &&
        rule.when.some(
          ({ path, operators }) =>
            path.length === 1 &&
            path[0] === from &&
            holdsForDeny({ path: [to], operators }, plain, params) &&
            !holdsForAllow({ path, operators }, plain, params),
        ),
    );
    if (trusting !== undefined) return trusting.id;
  }
  return undefined;
}
