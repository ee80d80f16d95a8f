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

export interface AccountGuard {
  /** Confirms the key that requests are signed with now. @throws ModeMismatch, and what the request fails with */
  ensure(): Promise<void>;
  /** Confirms one key. @throws as `ensure` */
  confirm(accessKeyId: string): Promise<void>;
}

/**
 * Asks the cloud whose keys these are, once for each access key, and holds the answer against the account that
 * the policy pins. The sandbox, which has no account of anybody's, is not asked.
 * INVARIANT: against a real account nothing is sent before this has passed for the key that signs it, but for plain
 * reads where no account is pinned: a result that names the pinned account comes from it.
 */
export function createAccountGuard(options: AccountGuardOptions): AccountGuard {
  const { refusal: words } = options.words ?? gateWords();
  let confirmed: { readonly account: string; readonly accessKeyId: string } | undefined;
  // Calls that come together ask once.
  const asking = new Map<string, Promise<void>>();

  function pinnedAccount(): { readonly pinned: string; readonly callerIdentity: Action } {
    const { callerIdentity } = options;
    const pinned = options.pinned();
    if (pinned !== undefined && callerIdentity !== undefined) return { pinned, callerIdentity };
    throw new ModeMismatch(words.noAccount, { hint: words.noAccountHint });
  }

  async function confirm(accessKeyId: string): Promise<void> {
    const { target } = options;
    if (target.mode === "sandbox") return;
    const { pinned, callerIdentity } = pinnedAccount();
    if (confirmed?.account === pinned && confirmed.accessKeyId === accessKeyId) return;
    const question = JSON.stringify([pinned, accessKeyId]);
    const asked = asking.get(question) ?? ask(pinned, callerIdentity, accessKeyId);
    asking.set(question, asked);
    try {
      await asked;
    } finally {
      asking.delete(question);
    }
  }

  async function ask(pinned: string, callerIdentity: Action, accessKeyId: string): Promise<void> {
    const { target } = options;
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
  }

  return {
    confirm,
    async ensure() {
      if (options.target.mode === "sandbox") return;
      pinnedAccount();
      try {
        await confirm(await options.accessKeyId());
      } catch (error) {
        // The question itself may have shown that the keys had expired, and have got others.
        if (!(error instanceof ModeMismatch && error.retryable)) throw error;
        await confirm(await options.accessKeyId());
      }
    },
  };
}
