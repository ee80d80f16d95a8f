import { once } from "node:events";
import * as z from "zod";
import { ConfigInvalid, LedgerUnavailable } from "../../errors.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import { caller } from "../../sandbox/seeding/client.ts";
import { runSeed } from "../../sandbox/seeding/run.ts";
import { EXIT, VERSION } from "../context.ts";
import { fileFault } from "../file-fault.ts";
import { wholeNumber } from "../flags.ts";
import { openRequestLog } from "./request-log-file.ts";
import { movableClock, told } from "./seed.ts";
import { readSeedFile } from "./seed-file.ts";

const sandboxFlags = z.object({
  port: z.string().optional(),
  data: z.string().trim().min(1).optional(),
  account: z.string().regex(/^\d{4,15}$/),
  seed: z.string().min(1).optional(),
  skipExisting: z.boolean().optional(),
  fault: z.array(z.string()).default([]),
  faultSeed: z.string().optional(),
  log: z.string().trim().min(1).optional(),
  keepRequests: z.boolean().optional(),
});

/** Runs the sandbox until it is told to stop. Standard output says how to reach it. */
export async function runSandbox(given: unknown): Promise<number> {
  const flags = sandboxFlags.safeParse(given);
  if (!flags.success)
    throw new ConfigInvalid(
      flags.error.issues.some(({ path }) => path[0] === "account")
        ? "--account takes 4 to 15 digits."
        : "--data, --seed and --log take the name of a file.",
    );
  const { port, data, account, seed, skipExisting = false, fault, log } = flags.data;
  const steps = seed === undefined ? [] : readSeedFile(seed);
  const time = movableClock();
  const requestLog = log === undefined ? undefined : openRequestLog(log);
  const sandbox = await start({
    file: data ?? ":memory:",
    account,
    clock: time.clock,
    port: port === undefined ? 0 : wholeNumber("--port", port, 1, 65_535),
    faults: fault,
    faultSeed: flags.data.faultSeed,
    keepRequests: flags.data.keepRequests,
    onRequest: requestLog?.write,
    version: VERSION,
  });
  if (seed !== undefined) {
    // What fills the sandbox is not what is tested.
    sandbox.injectFaults([]);
    const outcome = await runSeed(steps, { call: caller({ ...sandbox, ...time }), ...time, skipExisting });
    if (told(seed, steps, outcome) !== EXIT.ok) {
      await sandbox.close();
      return EXIT.negative;
    }
    sandbox.injectFaults(fault);
  }
  // Before anything is printed: whoever reads it may stop the sandbox at once.
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  process.stdout.write(
    [
      `The sandbox listens on ${sandbox.url} and plays account ${account}.`,
      data === undefined ? "It keeps its state in memory." : `It keeps its state in ${data}.`,
      ...(fault.length === 0 ? [] : [`It injects faults: ${fault.join(" ")}`]),
      ...(log === undefined ? [] : [`It logs requests to ${log}.`]),
      "",
      "Reach it with idgate:",
      `  idgate serve --endpoint ${sandbox.url}`,
      "or with any signed client:",
      `  VOLCENGINE_ACCESS_KEY=${sandbox.accessKeyId}`,
      `  VOLCENGINE_SECRET_KEY=${sandbox.secretAccessKey}`,
      "",
      "Ctrl-C stops it.",
      "",
    ].join("\n"),
  );
  await stopped;
  await sandbox.close();
  requestLog?.close();
  return EXIT.ok;
}

/** A file that cannot be used is a mistake on this command line, and is told in one line. */
async function start(options: SandboxOptions): Promise<Sandbox> {
  try {
    return await startSandbox(options);
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    const { cause } = error;
    const why = cause instanceof Error && "syscall" in cause ? ` (${fileFault(cause)})` : "";
    throw new ConfigInvalid(
      `--data ${options.file} cannot be used: ${error.message.replace(/\.$/, "")}${why}. Name another file; one that is not there is made.`,
    );
  }
}
