/** `idgate sandbox`: the sandbox on its own, and what fills, keeps and describes it. */
import type { Command } from "commander";
import { SANDBOX_ACCOUNT } from "../context.ts";
import { jsonOption } from "../options.ts";

const SKIP = "go on where a thing is there already";

export function addSandboxCommands(command: Command, exit: (code: number) => void): void {
  const sandbox = command
    .command("sandbox")
    .description("run the sandbox on its own, for several clients or for other SDKs")
    .option("--port <number>", "port on 127.0.0.1; a free one by default")
    .option("--data <file>", "keep its state in this file; in memory by default")
    .option("--account <id>", "account number it plays", SANDBOX_ACCOUNT)
    .option("--seed <file>", "begin with what this file says (idgate sandbox seed --help)")
    .option("--skip-existing", SKIP)
    .option(
      "--fault <spec>",
      "let requests fail, [ACTIONS=]FAULT[:VALUE][@WHEN], e.g. id:Create*=reset-after@0.1; may be given again",
      (spec: string, given: readonly string[] | undefined) => [...(given ?? []), spec],
    )
    .option("--fault-seed <text>", "what the chance in faults follows from; the same seed, the same faults")
    .option("--log <file>", "add a line of JSON per request to this file; names of parameters alone")
    .option("--keep-requests", "let /sandbox/requests and --log show what parameters say, secrets too")
    .action(async (flags) => {
      const { runSandbox } = await import("./run.ts");
      exit(await runSandbox(flags));
    });

  // Flags that the parent has as well are taken by it first.
  sandbox
    .command("seed")
    .description("make what a file of calls says; exit code 1 where a call fails")
    .argument("<file>", "the calls, YAML (docs/sandbox.md)")
    .option("--data <file>", "the sandbox's file; made where it is missing")
    .option("--url <url>", "a sandbox that runs, e.g. http://127.0.0.1:18080")
    .option("--account <id>", "account number of a file that is made", SANDBOX_ACCOUNT)
    .option("--skip-existing", SKIP)
    .action(async (file, _flags, self: Command) => {
      const { seedSandbox } = await import("./seed.ts");
      exit(await seedSandbox(file, self.optsWithGlobals()));
    });

  sandbox
    .command("snapshot")
    .description("copy the state of a sandbox's file, also while it runs")
    .argument("<out>", "the copy")
    .option("--data <file>", "the sandbox's file")
    .option("--force", "write over a file that is there")
    .action(async (out, _flags, self: Command) => {
      const { snapshot } = await import("./snapshot.ts");
      exit(await snapshot(out, self.optsWithGlobals()));
    });

  sandbox
    .command("restore")
    .description("put a copy in the place of a sandbox's file; not while one runs on it")
    .argument("<in>", "the copy")
    .option("--data <file>", "the sandbox's file")
    .option("--force", "write over a file that is there")
    .action(async (from, _flags, self: Command) => {
      const { restore } = await import("./snapshot.ts");
      exit(await restore(from, self.optsWithGlobals()));
    });

  sandbox
    .command("coverage")
    .description("which of the documented actions the sandbox works out, keeps, or does not have")
    .addOption(jsonOption())
    .action(async (flags) => {
      const { printCoverage } = await import("./coverage.ts");
      exit(printCoverage(flags));
    });
}
