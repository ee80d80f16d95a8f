import { Command, CommanderError } from "commander";
import { ConfigInvalid, IdgateError } from "../errors.ts";
import { scrubText } from "../secrets/scrub.ts";
import { nearestName, visible } from "../text/index.ts";
import { addApprovals } from "./approvals/commands.ts";
import { EXIT, type Program, VERSION } from "./context.ts";
import { addDoctor } from "./doctor/commands.ts";
import { jsonOption, langOption, sandboxStateOption, secretKeyOption, stateOption } from "./options.ts";
import { addPolicyCommands } from "./policy/commands.ts";
import { watchOutput } from "./print.ts";
import { addSandboxCommands } from "./sandbox/commands.ts";
import { addSecrets } from "./secrets/commands.ts";

/** Runs one command line and gives its exit code. The one boundary of the CLI: errors end here, readable. */
export async function main(program: Program): Promise<number> {
  let exitCode: number = EXIT.ok;
  const command = buildCommand(program, (code) => {
    exitCode = code;
  });
  const output = watchOutput();
  try {
    await command.parseAsync([...program.argv]);
    const failure = await output.failure();
    if (failure !== undefined) throw new ConfigInvalid(`Standard output cannot be written: ${failure}.`);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.unusable;
    process.stderr.write(`idgate: ${visible(described(error, program.env), { multiline: true })}\n`);
    return EXIT.unusable;
  }
}

/** What went wrong, for a person. A stack is for whoever asked for details, where idgate itself is at fault. */
function described(error: unknown, env: Program["env"]): string {
  if (error instanceof IdgateError)
    return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
  const details = /^(?:debug|trace)$/.test(env.IDGATE_LOG_LEVEL ?? "");
  if (details && error instanceof Error && error.stack !== undefined) return scrubText(error.stack);
  const message = error instanceof Error ? error.message : String(error);
  return `${scrubText(message)}\nThis is a fault of idgate's own; IDGATE_LOG_LEVEL=debug shows where.`;
}

function buildCommand(program: Program, exit: (code: number) => void): Command {
  const command = new Command("idgate")
    .description(
      "An MCP server through which AI agents administer identities on Volcengine.\n" +
        "A policy decides what they may change; nothing reaches the cloud without its permit.",
    )
    .version(VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      "after",
      "\nTry it without a cloud account:\n  idgate demo\n  idgate serve --sandbox\n\nState is kept in $XDG_STATE_HOME/idgate unless --state says otherwise. Logs go to standard error (IDGATE_LOG_LEVEL).",
    );

  command
    .command("serve", { isDefault: true })
    .description("serve MCP over standard input and output (the default command)")
    .option("--sandbox", "use the built-in sandbox; no cloud account is touched (env: IDGATE_SANDBOX=1)")
    .option("--policy <file>", "what agents may change, YAML (env: IDGATE_POLICY)")
    .option("--region <region>", "region of every call, cn-beijing by default (env: IDGATE_REGION)")
    .option(
      "--endpoint <url>",
      "one URL for every service, e.g. that of `idgate sandbox` (env: IDGATE_ENDPOINT)",
    )
    .option(
      "--allow-host <host...>",
      "host that --endpoint may name beside the vendor's (env: IDGATE_ALLOW_HOST)",
    )
    .option("--profile <name>", "profile of the vendor CLI's configuration (env: IDGATE_PROFILE)")
    .option("--assume-role <trn>", "role to assume with the keys that are found (env: IDGATE_ASSUME_ROLE)")
    .option(
      "--role-session-name <name>",
      "what its session is called, idgate by default (env: IDGATE_ROLE_SESSION_NAME)",
    )
    .option(
      "--list <words>",
      "tools to list: all, none, or families, services, effects, names (env: IDGATE_LIST)",
    )
    .option("--only <words>", "no other actions exist: comma-separated, * allowed (env: IDGATE_ONLY)")
    .option("--exclude <words>", "these actions do not exist (env: IDGATE_EXCLUDE)")
    .addOption(langOption())
    .option("--dry-run", "send nothing but plain reads; say what the rest would do (env: IDGATE_DRY_RUN=1)")
    .option("--max-in-flight <n>", "requests to the cloud at once, 16 by default (env: IDGATE_MAX_IN_FLIGHT)")
    .option(
      "--rate <n>",
      "requests a second to one service, 20 by default, in the sandbox without limit (env: IDGATE_RATE)",
    )
    .addOption(stateOption())
    .option(
      "--audit-sink <file>",
      "add each new head of the ledger to this file, outside of --state (env: IDGATE_AUDIT_SINK)",
    )
    .addOption(secretKeyOption())
    .option(
      "--secret-recipient <file>",
      "a public key that sealed secrets are also sealed for (env: IDGATE_SECRET_RECIPIENT)",
    )
    .addHelpText(
      "after",
      "\nWithout --policy a real account can only be read; the sandbox allows everything and says so.\nKeys come from VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY, OIDC, the vendor CLI or the instance's role (docs/credentials.md).\nSIGHUP reads the policy file again (docs/policy.md); the end of the input ends the server.",
    )
    // As the default command it gets every word that names no command.
    .allowExcessArguments()
    .action(async (flags, self: Command) => {
      const [unknown] = self.args;
      if (unknown !== undefined) {
        const near = nearestName(
          unknown,
          command.commands.map((one) => one.name()),
        );
        const meant = near === undefined ? "" : `\n(Did you mean ${near}?)`;
        command.error(`error: unknown command '${visible(unknown)}'${meant}`);
      }
      const { serve } = await import("./serve.ts");
      exit(await serve(program, flags));
    });

  addSandboxCommands(command, exit);

  command
    .command("demo")
    .description("the main job, end to end, against the built-in sandbox: watch it work")
    .action(async () => {
      const { demo } = await import("./demo/index.ts");
      exit(await demo(program));
    });

  const actions = command
    .command("actions")
    .description("what there is to call: action, tool, effect and family")
    .argument("[words...]", "families, services, effects or names, as --only takes them; all without")
    .addOption(jsonOption())
    .action(async (words, flags) => {
      const { listActions } = await import("./actions.ts");
      exit(listActions(program, words, flags));
    });
  actions
    .command("show")
    .description("what one action does, takes and returns")
    .argument("<action>", "iam:CreateUser, or a tool's name")
    .addOption(jsonOption())
    .action(async (name, _flags, self: Command) => {
      const { showAction } = await import("./actions.ts");
      // The flag is its parent's as well, which takes it first.
      exit(await showAction(program, name, self.optsWithGlobals()));
    });

  addPolicyCommands(command, program, exit);
  addApprovals(command, program, exit);
  addSecrets(command, program, exit);

  const audit = command
    .command("audit")
    .description("the ledger: what was asked, decided, sent and answered");
  const auditCommand = (name: string, description: string) =>
    audit.command(name).description(description).addOption(stateOption()).addOption(sandboxStateOption());
  auditCommand("list", "operations, newest first")
    .option("--limit <number>", "how many", "50")
    .addOption(jsonOption())
    .action(async (flags) => {
      const { listAudit } = await import("./audit/commands.ts");
      exit(await listAudit(program, flags));
    });
  auditCommand("verify", "check the chain; exit code 1 where it does not hold")
    .option(
      "--head <file>",
      "it must hold every head in this file, of --audit-sink or a log, or this one: SEQ:HASH",
    )
    .addOption(jsonOption())
    .action(async (flags) => {
      const { verifyAudit } = await import("./audit/commands.ts");
      exit(await verifyAudit(program, flags));
    });
  auditCommand("export", "every entry of the chain, oldest first, as JSON lines").action(async (flags) => {
    const { exportAudit } = await import("./audit/commands.ts");
    exit(await exportAudit(program, flags));
  });

  addDoctor(command, program, exit);

  auditCommand("settle", "say what became of an operation whose outcome is not known; on a terminal only")
    .argument("<operation>", "op_…, as `idgate audit list` shows it")
    .option("--happened", "it took effect")
    .option("--not-happened", "it did not: the same call may be sent again, and budgets get their items back")
    .action(async (operation, flags) => {
      const { settleOperation } = await import("./audit/settle.ts");
      exit(await settleOperation(program, operation, flags));
    });

  pointToHelp(command, "idgate");
  return command;
}

/** A slip on the command line is answered with the help of the very command that was meant. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help shows what there is)`);
  for (const one of command.commands) pointToHelp(one, `${path} ${one.name()}`);
}
