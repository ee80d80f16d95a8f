import type { Action } from "../action/action.ts";
import { ModeMismatch } from "../errors.ts";
import type { PermitFacts, PermitOffice, Target } from "../wire/permit.ts";
import type { Wire } from "../wire/types.ts";
import { type GateWords, gateWords } from "./words/words.ts";

export interface AccountGuardOptions {
  readonly target: Target;
  /** The account that the policy pins. */
  readonly pinned: () => string | undefined;
  /** sts:GetCallerIdentity; absent from the registry means that no account can be checked. */
  readonly callerIdentity: Action | undefined;
  /** The access key that requests are signed with now. */
  readonly accessKeyId: () => Promise<string>;
  readonly issue: PermitOffice["issue"];
  readonly wire: Wire;
  /** English unless said. */
  readonly words?: GateWords | undefined;
}

/**
 * Asks the cloud whose keys these are, once for each access key, and holds the answer against the account that
 * the policy pins. Gives the key that was confirmed, for the permit: the wire signs with no other. Undefined
 * in the sandbox, which has no account of anybody's.
 * INVARIANT: against a real account nothing is sent before this has passed, but for plain reads where no
 * account is pinned: a result that names the pinned account comes from it.
 */
export function createAccountGuard(options: AccountGuardOptions): () => Promise<string | undefined> {
  const { refusal: words } = options.words ?? gateWords();
  let confirmed: { readonly account: string; readonly accessKeyId: string } | undefined;
  return async function ensurePinnedAccount() {
    const { target, callerIdentity } = options;
    if (target.mode === "sandbox") return undefined;
    const pinned = options.pinned();
    if (pinned === undefined || callerIdentity === undefined) {
      throw new ModeMismatch(words.noAccount, { hint: words.noAccountHint });
    }
    const accessKeyId = await options.accessKeyId();
    if (confirmed?.account === pinned && confirmed.accessKeyId === accessKeyId) return accessKeyId;
    const facts: PermitFacts = {
      action: callerIdentity,
      params: {},
      effect: "read",
      target,
      operation: undefined,
      digest: undefined,
      accessKeyId,
    };
    const answer = await options.wire.send(options.issue(facts));
    const account = String(answer.result.AccountId ?? "");
    if (account !== pinned) {
      throw new ModeMismatch(words.otherAccount, { hint: words.otherAccountHint });
    }
    confirmed = { account, accessKeyId };
    return accessKeyId;
  };
}
