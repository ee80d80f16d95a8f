import type { Action } from "../action/action.ts";
import { deepFreeze, type JsonObject } from "../action/json.ts";
import { PermitInvalid } from "../errors.ts";

/** Where a request goes and as whom. `sandbox` and `real` can not be mistaken for one another. */
export interface Target {
  readonly mode: "sandbox" | "real";
  readonly account: string | undefined;
  readonly region: string;
  readonly profile: string | undefined;
  /** One URL for every service, or undefined for the vendor's own address of each. */
  readonly endpoint: string | undefined;
}

/** What one permit allows: exactly one request (and its retries). */
export interface PermitFacts {
  readonly action: Action;
  /** Frozen. Handles in it are opened by the wire, into the request alone. */
  readonly params: JsonObject;
  readonly effect: Action["effect"];
  readonly target: Target;
  /** The ledger's operation id, or undefined for a read that is not recorded. */
  readonly operation: string | undefined;
  /** The operation's digest, for the log. */
  readonly digest: string | undefined;
  /** The only access key that may sign it: of the request that asks whose key it is. */
  readonly accessKeyId?: string | undefined;
  /**
   * Confirms that a key is one of the account that the policy pins; awaited before each attempt with the key that signs
   * it. Absent where no account is pinned. Throws ModeMismatch for a key of another account.
   */
  readonly confirmAccount?: ((accessKeyId: string) => Promise<void>) | undefined;
  /** Who got the handles in the parameters, and alone may have them opened. */
  readonly owner?: string | undefined;
  /**
   * Whether the policy that allowed it still rules; always where it is left out. Asked right before the first byte
   * of each attempt. Must not throw.
   */
  readonly stillRuled?: (() => boolean) | undefined;
}

/** An opaque token. It holds nothing: the facts stay with the office that made it. */
export interface Permit {
  readonly permit: symbol;
}

export interface PermitOffice {
  /** For the gate alone. */
  readonly issue: (facts: PermitFacts) => Permit;
  /** For the wire alone. Gives the facts once. @throws PermitInvalid for a forged or used permit. */
  readonly redeem: (permit: Permit) => PermitFacts;
}

/**
 * Makes the two halves of permission. The composition root hands `issue` to the gate and `redeem` to the wire.
 * INVARIANT: a permit is recognised by identity, not by content, and is good once; its facts are frozen at
 * issue, so that nothing done to the permit or to the params afterwards changes what is sent.
 */
export function createPermitOffice(): PermitOffice {
  const issued = new WeakMap<Permit, PermitFacts>();
  return {
    issue(facts) {
      const permit = Object.freeze({ permit: Symbol("permit") });
      const params = deepFreeze(structuredClone(facts.params));
      issued.set(permit, Object.freeze({ ...facts, params, target: Object.freeze({ ...facts.target }) }));
      return permit;
    },
    redeem(permit) {
      const facts = issued.get(permit);
      if (facts === undefined) {
        throw new PermitInvalid("This request carries no valid permit: it was forged or already used.");
      }
      issued.delete(permit);
      return facts;
    },
  };
}
