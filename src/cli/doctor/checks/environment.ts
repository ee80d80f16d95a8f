import { VARIABLES } from "../../../config/variables.ts";
import { nearestName } from "../../../text/index.ts";
import { type Check, type Finding, ok, type Start, warning } from "../types.ts";

/** Names of ours that nothing reads, each with what may have been meant. */
export function judgeNames(names: readonly string[]): readonly Finding[] {
  const known: readonly string[] = VARIABLES;
  const unknown = names.filter((name) => name.startsWith("IDGATE_") && !known.includes(name)).sort();
  if (unknown.length === 0) return [ok("No variable of idgate's is misspelt.")];
  return unknown.map((name) => {
    const meant = nearestName(name, known);
    return warning(
      `${name} is set, and nothing reads it.`,
      meant === undefined
        ? "Unset it, or see README for the names that there are."
        : `Did you mean ${meant}?`,
    );
  });
}

/** Variables of ours that are set, by name. Values stay where they are. */
function inUse(names: readonly string[]): readonly Finding[] {
  const set = VARIABLES.filter((name) => names.includes(name));
  return set.length === 0 ? [] : [ok(`In use: ${set.join(", ")}.`)];
}

export const environment: Check<Start> = {
  name: "environment",
  run({ env }) {
    const names = Object.keys(env).filter((name) => (env[name] ?? "") !== "");
    return [...judgeNames(names), ...inUse(names)];
  },
};
