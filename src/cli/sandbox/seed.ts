/** `idgate sandbox seed`: fills a sandbox with what a file says. */
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { caller, loopbackUrl } from "../../sandbox/seeding/client.ts";
import { runSeed, type SeedOutcome, type SeedStep } from "../../sandbox/seeding/run.ts";
import { EXIT } from "../context.ts";
import { printLines } from "../print.ts";
import { readSeedFile } from "./seed-file.ts";

const seedFlags = z.object({
  data: z.string().trim().min(1).optional(),
  url: z.string().optional(),
  account: z.string().regex(/^\d{4,15}$/),
  skipExisting: z.boolean().optional(),
});

/** The region of a sandbox that nobody gave another. */
const REGION = "cn-beijing";

/** A clock that can be put back, and runs on from there. */
export function movableClock(): { readonly clock: () => Date; readonly setAgo: (ms: number) => void } {
  let ago = 0;
  return {
    clock: () => new Date(Date.now() - ago),
    setAgo(ms) {
      ago = ms;
    },
  };
}

/**
 * Runs a seed against a file or a running sandbox; exit code 1 where a call fails.
 * @throws ConfigInvalid for wrong flags and a file that is no seed
 */
export async function seedSandbox(file: string, given: unknown): Promise<number> {
  const flags = seedFlags.safeParse(given);
  if (!flags.success) {
    throw new ConfigInvalid("--account takes 4 to 15 digits, and --data the name of a file.");
  }
  const { data, url, account, skipExisting = false } = flags.data;
  if ((data === undefined) === (url === undefined)) {
    throw new ConfigInvalid("Name the sandbox: --data FILE, or --url of one that runs.");
  }
  const steps = readSeedFile(file);
  if (url !== undefined) {
    const old = steps.find(({ agoMs }) => agoMs > 0);
    if (old !== undefined) {
      throw new ConfigInvalid(
        `Line ${old.line} is to happen in the past (at), and a running sandbox has its own clock.`,
        { hint: "Stop it and seed its file with --data, or start it with --seed." },
      );
    }
    const call = caller({ url: loopbackUrl(url), region: REGION, clock: () => new Date() });
    return told(file, steps, await runSeed(steps, { call, setAgo: () => {}, skipExisting }));
  }
  const time = movableClock();
  const sandbox = await startSandbox({ file: data ?? "", account, clock: time.clock });
  try {
    return told(
      file,
      steps,
      await runSeed(steps, { call: caller({ ...sandbox, ...time }), ...time, skipExisting }),
    );
  } finally {
    await sandbox.close();
  }
}

/** Says what a seed did. The exit code follows from it. */
export function told(
  file: string,
  steps: readonly SeedStep[],
  { done, skipped, failure, existing }: SeedOutcome,
): number {
  const also = skipped === 0 ? "" : ` ${skipped} were there already, or need the answer of one that was.`;
  if (failure === undefined) {
    printLines([`${file}: ${done} of ${steps.length} calls done.${also}`]);
    return EXIT.ok;
  }
  printLines(
    [`${file}: ${failure}`, `${done} of ${steps.length} calls are done and stay.${also}`],
    process.stderr,
  );
  if (existing) printLines(["--skip-existing goes on where a thing is there already."], process.stderr);
  return EXIT.negative;
}
