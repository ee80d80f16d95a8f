/** Files that others than their reader should keep away from: who can get at them. */
import { visible } from "../../text/index.ts";
import { ANYBODY, couldRead, memberOf, type Step } from "./access.ts";
import { octal, stepsTo } from "./files.ts";
import { type Finding, problem, warning } from "./types.ts";

/** What is wrong with the modes on the way to a secret file; empty where its owner alone reads it. */
export function judgeSecretFile(what: string, file: string, steps: readonly Step[]): readonly Finding[] {
  const found = steps.findLast(({ kind }) => kind === "file");
  if (found === undefined) return [];
  const mode = octal(found.facts);
  // A name may be chosen by whoever can make a file there; it must not begin a line of its own.
  const name = visible(file);
  if (couldRead(ANYBODY, steps)) {
    return [
      problem(
        `${what} (${name}, mode ${mode}) can be read by every user of this machine.`,
        `chmod 600 ${name}. Whoever read it keeps what they read: renew what it holds if others use this machine.`,
      ),
    ];
  }
  if (couldRead(memberOf(found.facts.gid), steps)) {
    return [
      warning(
        `${what} (${name}, mode ${mode}) can be read by the members of its group.`,
        `chmod 600 ${name}, unless the group is meant.`,
      ),
    ];
  }
  return [];
}

/** The same of a file that may not be there. */
export function secretFileFindings(what: string, file: string): readonly Finding[] {
  return judgeSecretFile(what, file, stepsTo(file));
}
