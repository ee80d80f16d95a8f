/** `idgate policy lint`, `suggest` and `grant-iam`: what a file leaves to be said, and what it needs elsewhere. */
import { type Command, Option } from "commander";
import type { Program } from "../context.ts";
import { jsonOption, sandboxStateOption, stateOption } from "../options.ts";

const policyOption = () => new Option("--policy <file>", "the policy, YAML (env: IDGATE_POLICY)");

export function addReviewCommands(policy: Command, program: Program, exit: (code: number) => void): void {
  policy
    .command("lint")
    .description("what a file says that its author may not mean: no effect, too wide, ways around a deny")
    .argument("[file]", "the policy; --policy names it as well")
    .addOption(policyOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nExit code 1 where something should be changed. Notes say what is easily overlooked and are no fault.",
    )
    .action(async (file, flags) => {
      const { lintPolicyFile } = await import("./lint.ts");
      exit(await lintPolicyFile(program, file, flags));
    });

  policy
    .command("grant-iam")
    .description("the least IAM policy document that idgate's own keys need for a file")
    .argument("[file]", "the policy; --policy names it as well")
    .option("--changes-only", "without the reads, but for those that changes need")
    .addOption(policyOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nThe document is printed to standard output, what it cannot say to standard error; --json prints both in one object.",
    )
    .action(async (file, flags) => {
      const { grantIam } = await import("./grant-iam.ts");
      exit(await grantIam(program, file, flags));
    });

  policy
    .command("suggest")
    .description("the narrowest rule that would have allowed a refused operation, to paste into a policy")
    .argument("<operation>", "op_…, as `idgate audit list` shows it")
    .addOption(policyOption())
    .addOption(stateOption())
    .addOption(sandboxStateOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nExit code 1 where no rule helps, or the operation was not refused. With --policy the rule is held against that file.",
    )
    .action(async (operation, flags) => {
      const { suggestRule } = await import("./suggest.ts");
      exit(await suggestRule(program, operation, flags));
    });
}
