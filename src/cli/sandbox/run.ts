import { once } from "node:events";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { runSeed } from "../../sandbox/seeding/run.ts";
import { EXIT } from "../context.ts";
import { wholeNumber } from "../flags.ts";
import { movableClock, told } from "./seed.ts";
import { readSeedFile } from "./seed-file.ts";

const sandboxFlags = z.object({
  port: z.string().optional(),
  data: z.string().trim().min(1).optional(),
  account: z.string().regex(/^\d{4,15}$/),
  seed: z.string().min(1).optional(),
  skipExisting: z.boolean().optional(),
});

/** Runs the sandbox until it is told to stop. Standard output says how to reach it. */
export async function runSandbox(given: unknown): Promise<number> {
  const flags = sandboxFlags.safeParse(given);
  if (!flags.success)
    throw new ConfigInvalid("--account takes 4 to 15 digits, and --data and --seed the name of a file.");
  const { port, data, account, seed, skipExisting = false } = flags.data;
  const steps = seed === undefined ? [] : readSeedFile(seed);
  const time = movableClock();
  const sandbox = await startSandbox({
    file: data ?? ":memory:",
    account,
    clock: time.clock,
    port: port === undefined ? 0 : wholeNumber("--port", port, 1, 65_535),
  });
  if (seed !== undefined) {
    const outcome = await runSeed(steps, { ...sandbox, ...time, skipExisting });
    if (told(seed, steps, outcome) !== EXIT.ok) {
      await sandbox.close();
      return EXIT.negative;
    }
  }
  process.stdout.write(
    [
      `The sandbox listens on ${sandbox.url} and plays account ${account}.`,
      data === undefined ? "It keeps its state in memory." : `It keeps its state in ${data}.`,
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
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await sandbox.close();
  return EXIT.ok;
}
