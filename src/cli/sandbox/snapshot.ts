/** `idgate sandbox snapshot` and `restore`. */
import * as z from "zod";
import { ConfigInvalid, LedgerUnavailable } from "../../errors.ts";
import { restoreSandbox, snapshotSandbox } from "../../sandbox/snapshot.ts";
import { EXIT } from "../context.ts";
import { printLines } from "../print.ts";

const flags = z.object({ data: z.string().trim().min(1), force: z.boolean().optional() });

function read(given: unknown): { readonly data: string; readonly force: boolean } {
  const parsed = flags.safeParse(given);
  if (!parsed.success) throw new ConfigInvalid("Name the sandbox's file: --data FILE.");
  return { data: parsed.data.data, force: parsed.data.force ?? false };
}

/** A file that cannot be used is a mistake on this command line, and nobody else's to look at. */
async function using(what: string, copy: () => Promise<void>): Promise<void> {
  try {
    await copy();
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    throw new ConfigInvalid(`Not copied from ${what}: ${error.message}`, {
      hint: "Nothing was changed. Check both names.",
    });
  }
}

export async function snapshot(out: string, given: unknown): Promise<number> {
  const { data, force } = read(given);
  await using(`${data} to ${out}`, () => snapshotSandbox(data, out, { force }));
  printLines([`${out} holds the state of ${data}.`]);
  return EXIT.ok;
}

export async function restore(from: string, given: unknown): Promise<number> {
  const { data, force } = read(given);
  await using(`${from} to ${data}`, () => restoreSandbox(from, data, { force }));
  printLines([`${data} holds the state of ${from}.`]);
  return EXIT.ok;
}
