/** The policy that rules, and how a reload replaces it. */
import type { Action } from "../action/action.ts";
import { IdgateError } from "../errors.ts";
import type { Language } from "../language.ts";
import type { Logger } from "../log.ts";
import { readOnlyPolicy, sandboxPolicy } from "../policy/defaults.ts";
import type { LoadedPolicy } from "../policy/load.ts";
import { suspendedPolicy } from "../policy/suspended.ts";
import type { Policy } from "../policy/types.ts";
import { isSymbolicLink, readPolicyBytes } from "./policy-file.ts";

export interface PolicySource {
  /** The policy that rules now. The same object until a reload changes it. */
  current(): Policy;
  /**
   * Reads the file again and puts what it says, or the suspension of all changes, in the old policy's place before
   * it returns. Never throws.
   */
  reload(): void;
}

export interface PolicySourceOptions {
  readonly file: string | undefined;
  readonly mode: "sandbox" | "real";
  readonly actions: readonly Action[];
  readonly clock: () => Date;
  /** English unless said. */
  readonly language?: Language | undefined;
  readonly log: Logger;
}

/**
 * Loads the policy for a run, and keeps what later reloads need.
 * @throws ConfigInvalid, PolicyInvalid where the file cannot be used at start
 */
export async function openPolicySource(options: PolicySourceOptions): Promise<PolicySource> {
  const { file, mode, actions, clock, language, log } = options;
  if (file === undefined) {
    const policy = mode === "sandbox" ? sandboxPolicy() : readOnlyPolicy(language);
    return {
      current: () => policy,
      reload: () => log.warn("there is no policy file to reload: the server runs without --policy"),
    };
  }
  const { loadPolicy, POLICY_SIZE_LIMIT } = await import("../policy/load.ts");
  // A link at start is the operator's own way, as a mounted ConfigMap is; one that comes later is somebody's.
  const links = isSymbolicLink(file);
  const load = (): LoadedPolicy =>
    loadPolicy(
      readPolicyBytes(file, { links, limit: POLICY_SIZE_LIMIT + 1 }),
      { name: file },
      { actions },
      { requireAccount: mode === "real", language },
    );
  let good = load();
  let rules: Policy = good;
  const suspend = (fields: object, why: string) => {
    // Since when stays what it was, however often a broken file is read.
    if (rules === good) rules = suspendedPolicy(good, clock(), language);
    log.error({ ...fields, policy: rules.version }, `changes are suspended: ${why}`);
  };
  return {
    current: () => rules,
    reload() {
      try {
        const next = load();
        if (next.account !== good.account) {
          suspend({}, "the policy file pins another account than the running one; that needs a restart");
          return;
        }
        const fields = { old: rules.version, policy: next.version, rules: next.size };
        if (next.version !== good.version) good = next;
        const same = rules === good;
        rules = good;
        log.info(fields, same ? "policy reloaded: it is the same" : "policy reloaded");
      } catch (error) {
        if (error instanceof IdgateError) suspend({ code: error.code }, error.message);
        else suspend({ err: error }, "the policy file could not be loaded");
      }
    },
  };
}
