import type { Action, Nature } from "../action/action.ts";
import type { Parsed } from "../action/parse.ts";
import type { Policy } from "../policy/types.ts";
import type { Vault } from "../secrets/index.ts";
import type { PermitFacts } from "../wire/permit.ts";
import type { SecretsHow } from "./shape.ts";
import type { GateCall } from "./types.ts";

/** A call after parsing and judgement. */
export interface Judged {
  readonly action: Action;
  readonly parsed: Parsed;
  readonly nature: Nature;
  readonly request: GateCall;
  /** The policy that allowed it. */
  readonly policy: Policy;
  /** The vault as the requester sees it. */
  readonly vault: Vault;
  /** What becomes of secrets in the answer. */
  readonly secrets: SecretsHow;
  /** Confirms the account of a key; undefined where none has to be. */
  readonly confirmAccount: PermitFacts["confirmAccount"];
}
