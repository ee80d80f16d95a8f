import { lint } from "../../../policy/review/lint/lint.ts";
import { countOutlooks } from "../../../policy/review/summary.ts";
import type { OpenedPolicy } from "../../policy/open.ts";
import { counted, listed } from "../../policy/words.ts";
import { type Check, type Finding, ok, problem, warning } from "../types.ts";

/** What a policy that loads comes to. */
export function judgePolicy({ file, policy, actions }: OpenedPolicy): readonly Finding[] {
  const { allowed, ask, secondPerson, depends, refused } = countOutlooks(policy, actions);
  const counts = `${allowed} allowed, ${ask} ask, ${secondPerson} need a second person, ${depends} depend, ${refused} refused`;
  const approvers = listed(
    policy.approvers.map(({ name }) => name),
    "none",
  );
  const loads = ok(
    `${file} loads: of ${counted(actions.length, "action")} ${counts}. Account: ${policy.account ?? "none"}. Approvers: ${approvers}.`,
  );
  const findings = lint(policy, actions);
  const warned = findings.filter(({ level }) => level === "warning").length;
  const notes = counted(findings.length - warned, "note");
  const rest =
    warned === 0
      ? ok(`policy lint: no warning, ${notes}.`)
      : warning(
          `policy lint has ${counted(warned, "warning")} and ${notes}.`,
          `Read them: idgate policy lint ${file}`,
        );
  return [loads, rest];
}

/** Whether the policy loads as `serve` loads it, and what it comes to. */
export const policy: Check = {
  name: "policy",
  async run({ policy: open, mode }) {
    const opened = await open();
    if (opened === undefined) {
      return [
        mode === "real"
          ? ok("None: a real account can only be read. `idgate policy init` writes one to begin with.")
          : ok("None: the sandbox allows everything, and says that a real account would not."),
      ];
    }
    if (opened.ok) return judgePolicy(opened.value);
    const { message, hint } = opened.error;
    return [problem(message, hint ?? "Correct the lines above; `idgate policy check` reads the file again.")];
  },
};
