/** What `idgate approvals` can do; each command's code is loaded when it is run. */
import { type Command, Option } from "commander";
import type { Program } from "../context.ts";
import { jsonOption, langOption, sandboxStateOption, stateOption } from "../options.ts";

const keyOption = (what: string) => new Option("--key <file>", what);

export function addApprovals(command: Command, program: Program, exit: (code: number) => void): void {
  const approvals = command.command("approvals").description("answer what agents have asked for");
  const onLedger = (name: string, description: string) =>
    approvals
      .command(name)
      .description(description)
      .addOption(stateOption())
      .addOption(sandboxStateOption())
      .addOption(langOption());

  onLedger("list", "pending and approved operations, newest first")
    .option("--all", "finished ones too")
    .addOption(jsonOption())
    .action(async (flags) => {
      const { listApprovals } = await import("./list.ts");
      exit(await listApprovals(program, flags));
    });
  onLedger("show", "one operation, whole")
    .argument("<operation>", "op_…")
    .addOption(jsonOption())
    .action(async (operation, flags) => {
      const { showApproval } = await import("./list.ts");
      exit(await showApproval(program, operation, flags));
    });
  onLedger("approve", "let each run once, when it is called again; all of them or none")
    .argument("<operations...>", "op_…")
    .addOption(keyOption("the approver's key, for what a second person must sign"))
    .option(
      "--signature <line>",
      "what `approvals sign` printed, or - to read it; no terminal is needed then",
    )
    .option(
      "--policy <file>",
      "verify the signature at once; without it idgate does when the call is repeated (env: IDGATE_POLICY)",
    )
    .action(async (operations, flags) => {
      const { approveOperations } = await import("./answer.ts");
      exit(await approveOperations(program, operations, flags));
    });
  onLedger("deny", "say no to each; all of them or none")
    .argument("<operations...>", "op_…")
    .action(async (operations, flags) => {
      const { denyOperations } = await import("./answer.ts");
      exit(await denyOperations(program, operations, flags));
    });
  onLedger("request", "print what an approver needs to sign elsewhere")
    .argument("<operations...>", "op_…")
    .action(async (operations, flags) => {
      const { requestSignature } = await import("./sign.ts");
      exit(await requestSignature(program, operations, flags));
    });
  approvals
    .command("sign")
    .description("show what a request asks for, and print the signature as one line")
    .argument("<file>", "what `approvals request` printed")
    .addOption(keyOption("the approver's key").makeOptionMandatory())
    .addOption(langOption())
    .action(async (file, flags) => {
      const { signRequest } = await import("./sign.ts");
      exit(await signRequest(program, file, flags));
    });
  approvals
    .command("keygen")
    .description("make an approver's key, under a passphrase, and print its line for the policy")
    .requiredOption("--out <file>", "where to keep it; never written over")
    .option("--name <name>", "the approver's name in the policy; the system's user by default")
    .addOption(langOption())
    .action(async (flags) => {
      const { makeKey } = await import("./keygen.ts");
      exit(await makeKey(program, flags));
    });
}
