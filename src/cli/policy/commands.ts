/** `idgate policy`: what an operator asks of a policy file. None of it needs a network, credentials or the ledger. */
import { type Command, Option } from "commander";
import type { Program } from "../context.ts";
import { jsonOption } from "../options.ts";

const policyOption = () => new Option("--policy <file>", "the policy, YAML (env: IDGATE_POLICY)");

export function addPolicyCommands(command: Command, program: Program, exit: (code: number) => void): void {
  const policy = command
    .command("policy")
    .description("check a policy file, see what it decides and why, test it, begin one");

  policy
    .command("check")
    .description("load a policy as `serve` does, and sum it up")
    .argument("[file]", "the policy; --policy names it as well")
    .option("--real", "as for a real account: rules that allow need the account pinned")
    .addOption(policyOption())
    .addOption(jsonOption())
    .action(async (file, flags) => {
      const { checkPolicyFile } = await import("./check.ts");
      exit(await checkPolicyFile(program, file, flags));
    });
}
