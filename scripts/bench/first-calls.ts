/** Each action's own first time: its schema built, arguments parsed, the call judged. */
import { natureOf, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { exampleOf } from "../../src/server/discovery/example.ts";
import { actions } from "../../tools/index.ts";

/** Arguments that each action accepts. Making them builds the schemas: not for the instance that is measured. */
export function examples(): readonly JsonObject[] {
  // With real values where an example has placeholders.
  return actions.map((action) =>
    JSON.parse(JSON.stringify(exampleOf(action)).replaceAll(/"<(\w+)>"/g, '"$1"')),
  );
}

export function firstCalls(args: readonly JsonObject[]): { action: string; ms: number }[] {
  const policy = readOnlyPolicy();
  return actions.map((action, at) => {
    const began = performance.now();
    const { params } = parseArguments(action, args[at]);
    policy.decide({ action, ...natureOf(action, params), params });
    return { action: qualifiedName(action), ms: performance.now() - began };
  });
}
