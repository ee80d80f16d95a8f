import type { GateOptions } from "./options.ts";
import type { Standing } from "./types.ts";

/** The version of a policy that came from a file, also while a later one suspends it. Policies without a file have names. */
const FROM_FILE = /^(suspended:)?([0-9a-f]{64})$/;

export function standingOf({
  policy,
  target,
  dryRun,
}: Pick<GateOptions, "policy" | "target" | "dryRun">): Standing {
  const [, suspended, version] = FROM_FILE.exec(policy().version) ?? [];
  return {
    mode: target.mode,
    dryRun: dryRun === true,
    policy: version,
    suspended: suspended !== undefined,
  };
}
