import { visible } from "../../../text/index.ts";
import { ANYBODY, memberOf, type Step, type Who, waysToChange } from "../access.ts";
import { stepsTo } from "../files.ts";
import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

// What a link leads to may be named by whoever made the link.
const ways = (who: Who, steps: readonly Step[]) => waysToChange(who, steps).map((path) => visible(path));

/** Who could change a policy, by the names and folders on the way to it. */
export function judgePolicyFile(file: string, steps: readonly Step[], who: Who): readonly Finding[] {
  const anybody = ways(ANYBODY, steps);
  if (anybody.length > 0) {
    return [
      problem(
        `Every user of this machine could change the policy, by way of ${anybody.join(" and ")}.`,
        `Take the right to write from others: chmod o-w ${anybody.join(" ")}`,
      ),
    ];
  }
  const groups = new Set(
    steps.flatMap(({ facts, parent }) => [facts.gid, ...(parent === undefined ? [] : [parent.gid])]),
  );
  const byGroup = [...groups].flatMap((gid) => ways(memberOf(gid), steps));
  const findings: Finding[] =
    byGroup.length === 0
      ? []
      : [
          warning(
            `Members of a group could change the policy, by way of ${[...new Set(byGroup)].join(" and ")}.`,
            `chmod g-w ${[...new Set(byGroup)].join(" ")}, unless the group is meant.`,
          ),
        ];
  const mine = ways(who, steps);
  if (mine.length === 0) return [...findings, ok(`This user cannot change ${file}.`)];
  return [
    ...findings,
    warning(
      who.uid === 0
        ? "The policy can be changed by this user, since it is root."
        : `This user could change the policy, by way of ${mine.join(" and ")}: so could an agent with a shell of the same user, and idgate cannot stop it.`,
      "Let the file belong to another user (root), mode 0444, in a folder that the server's user does not own; or run the server in a container or as another user than the agent, with the file mounted read-only.",
    ),
  ];
}

/** Whether the server's user could write the policy that restrains what the server does. */
export const policyFile: Check = {
  name: "policy file",
  run({ config, who }) {
    const { policyFile: file } = config;
    if (file === undefined) return [skipped("There is no policy file.")];
    if (who === undefined) return [skipped("File modes are judged on Unix alone.")];
    const steps = stepsTo(file);
    if (!steps.some(({ kind }) => kind === "file")) return [skipped(`${file} is not there.`)];
    return judgePolicyFile(file, steps, who);
  },
};
