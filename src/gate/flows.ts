import { type Action, qualifiedName } from "../action/action.ts";
import type { Policy } from "../policy/types.ts";
import { FLOWS, type Flow } from "../secrets/index.ts";

/** Where handles may go in a call of the action: the ways that are known, and those that the policy opens further. */
export function flowsFor(policy: Pick<Policy, "flows">, action: Action): readonly Flow[] {
  const name = qualifiedName(action);
  const further = policy.flows.filter((flow) => flow.action === name);
  return further.length === 0
    ? FLOWS
    : [...FLOWS, ...further.map(({ from, field }) => ({ kind: from, field }))];
}
