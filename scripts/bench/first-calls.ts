/** Each action's own first time: its schema built, an example parsed, the call judged. */
import { natureOf, qualifiedName } from "../../src/action/action.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { exampleOf } from "../../src/server/discovery/example.ts";
import { actions } from "../../tools/index.ts";

export function firstCalls(): { action: string; ms: number }[] {
  const policy = readOnlyPolicy();
  return actions.map((action) => {
    const began = performance.now();
    const { params } = parseArguments(action, exampleOf(action));
    policy.decide({ action, ...natureOf(action, params), params });
    return { action: qualifiedName(action), ms: performance.now() - began };
  });
}
