/** Policies for servers that were given none. */

import { type Action, qualifiedName } from "../action/action.ts";
import type { Language } from "../language.ts";
import { mayReadPlainly, READS, refuse } from "./engine/decide.ts";
import { unlistedEgress } from "./engine/egress.ts";
import { isPlainRead } from "./engine/judge.ts";
import type { Policy } from "./types.ts";
import { policyWords } from "./words/words.ts";

/**
 * What a real account without a policy answers without its secret fields: reads that show a stored secret among other things.
 * What tests or spends one says it by its whole answer, and what arguments make a revealing has fields that nobody declared.
 */
function withholds({ effect, natureOf, egress, secrets }: Action): boolean {
  return effect === "reveal" && natureOf === undefined && egress.length === 0 && secrets.output.length > 0;
}

const FREELY = { approval: "none", approvers: [], budgets: [] } as const;

/** The sandbox without a policy: everything is allowed, nothing is asked. Never for a real account. */
export function sandboxPolicy(): Policy {
  return Object.freeze({
    version: "sandbox-default",
    account: undefined,
    approvers: [],
    flows: [],
    decide: () => ({ verdict: "allow" as const, rules: ["sandbox-default"], ...FREELY }),
    outlook: () => ({ verdict: "allowed" as const, approval: "none" as const }),
  });
}

/**
 * A real account without a policy: plain reads, and none that would send something anywhere; reads of stored secrets
 * without the secrets.
 */
export function readOnlyPolicy(language?: Language): Policy {
  const words = policyWords(language);
  return Object.freeze({
    version: "reads-only",
    account: undefined,
    approvers: [],
    flows: [],
    decide(call) {
      if (isPlainRead(call) && unlistedEgress(call.action, call.params, []) === undefined) {
        return { verdict: "allow", rules: [READS], ...FREELY };
      }
      if (withholds(call.action) && call.effect === "reveal" && !call.escalates) {
        return { verdict: "allow", rules: [READS], secrets: "withheld", ...FREELY };
      }
      return refuse([], words.needsPolicy(qualifiedName(call.action)), undefined);
    },
    outlook(action) {
      if (withholds(action)) return { verdict: "allowed", approval: "none" };
      if (!mayReadPlainly(action))
        return { verdict: "refused", reason: words.needsPolicy(qualifiedName(action)) };
      if (action.natureOf === undefined && action.egress.length === 0) {
        return { verdict: "allowed", approval: "none" };
      }
      return { verdict: "depends", approval: "none", on: [words.plainReadsOnly] };
    },
  } satisfies Policy);
}
