/** `idgate policy`: what an operator asks of a policy file. None of it needs a network or credentials, and only `suggest` the ledger. */
import { Argument, type Command, Option } from "commander";
import type { Program } from "../context.ts";
import { jsonOption } from "../options.ts";
import { addReviewCommands } from "./review-commands.ts";
import { ROLES } from "./roles.ts";

const policyOption = () => new Option("--policy <file>", "the policy, YAML (env: IDGATE_POLICY)");

export function addPolicyCommands(command: Command, program: Program, exit: (code: number) => void): void {
  const policy = command
    .command("policy")
    .description("check a policy file, see what it decides and why, test it, begin one");
  addReviewCommands(policy, program, exit);

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

  policy
    .command("explain")
    .description("what becomes of a call, by which rules, and what the other rules would ask for")
    .argument("<action>", "iam:CreateUser, or a tool's name")
    .option("--params <json>", "its parameters, or @FILE; without, what can be said before they are known")
    .option("--user <name>", "the caller, as a token says it")
    .option("--group <name>", "a group of the caller's; several times for several", collected)
    .option("--client <name>", "the OAuth client of the caller's token")
    .addOption(policyOption())
    .addOption(jsonOption())
    .action(async (action, flags) => {
      const { explainPolicy } = await import("./explain.ts");
      exit(await explainPolicy(program, action, flags));
    });

  policy
    .command("test")
    .description("hold a policy against a file of cases; exit code 1 where one is decided otherwise")
    .argument("<file>", "the cases, YAML (docs/policy.md)")
    .addOption(policyOption())
    .addOption(jsonOption())
    .action(async (file, flags) => {
      const { testPolicy } = await import("./test.ts");
      exit(await testPolicy(program, file, flags));
    });

  policy
    .command("init")
    .description("a commented policy to begin with, by what an agent is to do")
    .addArgument(new Argument("<role>", "what it is to do").choices(ROLES))
    .option("--account <id>", "the account to pin")
    .option("--out <file>", "write it there instead of printing it; never over a file that is there")
    .action(async (role, flags) => {
      const { initPolicy } = await import("./init.ts");
      exit(await initPolicy(program, role, flags));
    });
}

/** A flag that may come several times, one word each: the argument after it stays one. */
function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
