/** Policies for servers that were given none. */

import { qualifiedName } from "../action/action.ts";
import type { Language } from "../language.ts";
import { mayReadPlainly, READS, refuse } from "./engine/decide.ts";
import { unlistedEgress } from "./engine/egress.ts";
import { isPlainRead } from "./engine/judge.ts";
import type { Policy } from "./types.ts";
import { policyWords } from "./words/words.ts";

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

/** A real account without a policy: plain reads, and none that would send something anywhere. */
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
      return refuse([], words.needsPolicy(qualifiedName(call.action)), undefined);
    },
    outlook(action) {
      if (!mayReadPlainly(action))
        return { verdict: "refused", reason: words.needsPolicy(qualifiedName(action)) };
      if (action.natureOf === undefined && action.egress.length === 0) {
        return { verdict: "allowed", approval: "none" };
      }
      return { verdict: "depends", approval: "none", on: [words.plainReadsOnly] };
    },
  } satisfies Policy);
}
