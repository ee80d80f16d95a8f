import type { Action, Effect } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";

/** How strict a matching rule is, weakest first. `second-person` comes with a later version. */
export type ApprovalMode = "none" | "ask";

/** A call as the engine judges it. */
export interface Call {
  readonly action: Action;
  readonly effect: Effect;
  readonly escalates: boolean;
  readonly params: JsonObject;
}

/** Why a rule that names the action did not allow the call; for the operator, never with a value of the call in it. */
export interface Near {
  readonly rule: string;
  readonly because: string;
}

export type Decision =
  | { readonly verdict: "allow"; readonly rules: readonly string[]; readonly approval: ApprovalMode }
  | {
      readonly verdict: "refuse";
      /** The deny rules that matched; empty where nothing allowed the call. */
      readonly rules: readonly string[];
      /** One sentence for the model: what is not allowed and why. Names rule ids, no file and no YAML. */
      readonly reason: string;
      readonly closest: Near | undefined;
    };

/** What becomes of an action before its arguments are known. */
export type Outlook =
  /** Whatever the arguments are. */
  | { readonly verdict: "allowed"; readonly approval: ApprovalMode }
  /** `on`: what the arguments must be, one short clause each. `approval` is the strictest that may be asked. */
  | { readonly verdict: "depends"; readonly approval: ApprovalMode; readonly on: readonly string[] }
  | { readonly verdict: "refused"; readonly reason: string };

/** A loaded, checked policy. Immutable. */
export interface Policy {
  /** Hex SHA-256 of the file's bytes: the policy version that decisions and digests name. */
  readonly version: string;
  /** The account the file pins, if any. */
  readonly account: string | undefined;
  /** INVARIANT: pure, total, no I/O. Anything undecidable is a refusal. */
  decide(call: Call): Decision;
  /** What `decide` will say of an action as far as that can be known without arguments. Pure and total. */
  outlook(action: Action): Outlook;
}
