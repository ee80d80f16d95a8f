import { once } from "node:events";
import * as z from "zod";
import { ConfigInvalid } from "../errors.ts";
import { startSandbox } from "../sandbox/sandbox.ts";
import { EXIT } from "./context.ts";
import { wholeNumber } from "./flags.ts";

const sandboxFlags = z.object({
  port: z.string().optional(),
  data: z.string().trim().min(1).optional(),
  account: z.string().regex(/^\d{4,15}$/),
});

/** Runs the sandbox until it is told to stop. Standard output says how to reach it. */
export async function runSandbox(given: unknown): Promise<number> {
  const flags = sandboxFlags.safeParse(given);
  if (!flags.success)
    throw new ConfigInvalid("--account takes 4 to 15 digits, and --data the name of a file.");
  const { port, data, account } = flags.data;
  const sandbox = await startSandbox({
    file: data ?? ":memory:",
    account,
    port: port === undefined ? 0 : wholeNumber("--port", port, 1, 65_535),
  });
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
