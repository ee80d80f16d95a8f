import type { Action, Effect } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";

/** How strict a matching rule is, weakest first. */
export const APPROVAL_MODES = ["none", "ask", "second-person"] as const;
export type ApprovalMode = (typeof APPROVAL_MODES)[number];

/** Who calls, as a verified token says it. There is none over unauthenticated stdio. */
export interface Principal {
  readonly user: string | undefined;
  /** Undefined where the token says nothing of groups. */
  readonly groups: readonly string[] | undefined;
  /** The OAuth client that the token was given to. */
  readonly client: string | undefined;
}

/** Somebody whom the policy names to approve with a signature. */
export interface Approver {
  readonly name: string;
  /** Ed25519 public key: 32 bytes, Base64url without padding (RFC 8037, `x`). */
  readonly key: string;
  /** The name under which the approver makes calls, where it has one: nobody approves a call of their own. */
  readonly user: string | undefined;
}

/** What may come about by a rule: `max` items within any `perSeconds` seconds. */
export interface Budget {
  readonly rule: string;
  readonly max: number;
  readonly perSeconds: number;
}

/** What a call takes from one budget. */
export interface BudgetUse {
  /** The rule whose budget it is. */
  readonly rule: string;
  /** Items within the window, at most. */
  readonly max: number;
  /** Length of the window that slides, in seconds. */
  readonly perSeconds: number;
  /** What this call spends: its items; `max` where they cannot be counted. */
  readonly items: number;
}

/** A further way that the policy opens for handles: a secret of a kind may be used in one field of one action. */
export interface HandleFlow {
  readonly from: string;
  readonly action: string;
  readonly field: string;
}

/** A call as the engine judges it. */
export interface Call {
  readonly action: Action;
  readonly effect: Effect;
  readonly escalates: boolean;
  readonly params: JsonObject;
  /** Undefined where nobody is known: no rule with `who` allows then, and each one that denies does. */
  readonly principal?: Principal | undefined;
}

/** Why a rule that names the action did not allow the call; for the operator, never with a value of the call in it. */
export interface Near {
  readonly rule: string;
  readonly because: string;
}

export type Decision =
  | {
      readonly verdict: "allow";
      readonly rules: readonly string[];
      readonly approval: ApprovalMode;
      /** Who may approve; empty unless the approval is `second-person`. */
      readonly approvers: readonly Approver[];
      /** Every budget of the rules that matched. */
      readonly budgets: readonly BudgetUse[];
      /** What becomes of the secrets in the answer, where they are not sealed as ever. */
      readonly secrets?: "shown" | "withheld";
    }
  | {
      readonly verdict: "refuse";
      /** The deny rules that matched; empty where nothing allowed the call. */
      readonly rules: readonly string[];
      /** One sentence for the model: what is not allowed and why. Names rule ids, no file and no YAML. */
      readonly reason: string;
      readonly closest: Near | undefined;
    };

interface Spending {
  /** The budgets of the rules that may allow it; left out where there are none. */
  readonly budgets?: readonly Budget[];
}

/** What becomes of an action before its arguments are known. */
export type Outlook =
  /** Whatever the arguments are. */
  | ({ readonly verdict: "allowed"; readonly approval: ApprovalMode } & Spending)
  /** `on`: what the arguments must be, one short clause each. `approval` is the strictest that may be asked. */
  | ({
      readonly verdict: "depends";
      readonly approval: ApprovalMode;
      readonly on: readonly string[];
    } & Spending)
  | { readonly verdict: "refused"; readonly reason: string };

/** A loaded, checked policy. Immutable. */
export interface Policy {
  /** Hex SHA-256 of the file's bytes: the policy version that decisions and digests name. */
  readonly version: string;
  /** The account the file pins, if any. */
  readonly account: string | undefined;
  /** Everybody whom the file names to approve. */
  readonly approvers: readonly Approver[];
  /** Further flows of handles. */
  readonly flows: readonly HandleFlow[];
  /** INVARIANT: pure, total, no I/O. Anything undecidable is a refusal. */
  decide(call: Call): Decision;
  /** What `decide` will say of an action as far as that can be known without arguments. Pure and total. */
  outlook(action: Action): Outlook;
}
