import type { Action, Effect } from "../action/action.ts";
import type { Language } from "../language.ts";
import type { Ledger } from "../ledger/types.ts";
import type { Logger } from "../log.ts";
import type { Policy } from "../policy/types.ts";
import type { Vault } from "../secrets/index.ts";
import type { PermitOffice, Target } from "../wire/permit.ts";
import type { Wire } from "../wire/types.ts";

export interface GateOptions {
  /** The policy that rules now; the same object as long as it does. */
  readonly policy: () => Policy;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly wire: Wire;
  /** The issuing half of the permit office. INVARIANT: nobody but the gate holds it. */
  readonly issue: PermitOffice["issue"];
  readonly target: Target;
  /** The access key that requests are signed with now. */
  readonly accessKeyId: () => Promise<string>;
  /** Finds `follow` reads and sts:GetCallerIdentity by qualified name. */
  /** By its qualified name or that of its tool. */
  readonly find: (name: string) => Action | undefined;
  /**
   * Whether an action of this effect exists here. Asked with the effect that a call really has: what `--only` and
   * `--exclude` shut out comes in by no action whose arguments make it that.
   */
  readonly exists: (action: Action, effect: Effect) => boolean;
  readonly clock: () => Date;
  /** Of previews, refusals and hints; English unless said. */
  readonly language?: Language | undefined;
  readonly log: Logger;
  /** True for a sandbox that runs without a policy: changes say that a real account would need one. */
  readonly ungoverned: boolean;
  /** True where nothing but plain reads is sent: every other call is judged and described. */
  readonly dryRun?: boolean | undefined;
}
