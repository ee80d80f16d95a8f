/** What `idgate secrets` can do; each command's code is loaded when it is run. */
import { type Command, Option } from "commander";
import type { Program } from "../context.ts";
import { jsonOption, sandboxStateOption, secretKeyOption, stateOption } from "../options.ts";

export function addSecrets(command: Command, program: Program, exit: (code: number) => void): void {
  const secrets = command.command("secrets").description("what stands behind the handles that agents hold");
  const onLedger = (name: string, description: string) =>
    secrets.command(name).description(description).addOption(stateOption()).addOption(sandboxStateOption());

  onLedger("list", "sealed secrets, newest first; never their values")
    .option("--all", "expired and destroyed ones too")
    .addOption(secretKeyOption())
    .addOption(jsonOption())
    .action(async (flags) => {
      const { listSecrets } = await import("./list.ts");
      exit(await listSecrets(program, flags));
    });
  onLedger("reveal", "show one value, on a terminal only; recorded before it is shown")
    .argument("<handle>", "secret_…")
    .addOption(secretKeyOption())
    .addOption(
      new Option("--recipient-key <file>", "open it with the private key of --secret-recipient instead"),
    )
    .action(async (handle, flags) => {
      const { revealSecret } = await import("./reveal.ts");
      exit(await revealSecret(program, handle, flags));
    });
  onLedger("destroy", "make handles useless, also to a server that runs; all of them or none")
    .argument("[handles...]", "secret_…")
    .option("--expired", "all that have expired, with what is sealed for a recipient")
    .action(async (handles, flags) => {
      const { destroySecrets } = await import("./destroy.ts");
      exit(await destroySecrets(program, handles, flags));
    });
  secrets
    .command("keygen")
    .description("make a file with a sealing key, for --secret-key")
    .argument("<file>", "where to keep it; never written over")
    .action(async (file) => {
      const { makeSecretKey } = await import("./keys.ts");
      exit(await makeSecretKey(file));
    });
  onLedger("rotate", "add a new key to the file and seal every live secret of this ledger with it")
    .addOption(secretKeyOption())
    .option("--drop", "drop older keys at once, not a day after they were replaced")
    .action(async (flags) => {
      const { rotateKeys } = await import("./keys.ts");
      exit(await rotateKeys(program, flags));
    });
}
