/** What rules while the operator's policy cannot be used. */

import { qualifiedName } from "../action/action.ts";
import type { Language } from "../language.ts";
import { mayReadPlainly, refuse } from "./engine/decide.ts";
import { isPlainRead } from "./engine/judge.ts";
import type { Outlook, Policy } from "./types.ts";
import { policyWords } from "./words/words.ts";

/**
 * Refuses every call but plain reads, and judges those as the last good policy does.
 * @param last the policy that could be used last
 * @param since when it was found that the one after it cannot be
 */
export function suspendedPolicy(last: Policy, since: Date, language?: Language): Policy {
  const words = policyWords(language);
  const reason = (name: string) => words.suspended(name, since.toISOString());
  return Object.freeze({
    version: `suspended:${last.version}`,
    account: last.account,
    approvers: last.approvers,
    flows: last.flows,
    decide(call) {
      return isPlainRead(call)
        ? last.decide(call)
        : refuse([], reason(qualifiedName(call.action)), undefined);
    },
    outlook(action): Outlook {
      if (!mayReadPlainly(action)) return { verdict: "refused", reason: reason(qualifiedName(action)) };
      const before = last.outlook(action);
      // Only what its arguments cannot make more than a read stays as it was.
      if (before.verdict === "refused" || action.natureOf === undefined) return before;
      const on = before.verdict === "depends" ? before.on : [];
      return {
        verdict: "depends",
        approval: before.approval,
        on: [...on, words.suspendedOutlook],
      };
    },
  } satisfies Policy);
}
