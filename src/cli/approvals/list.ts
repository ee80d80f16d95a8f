import * as z from "zod";
import { EXIT, type Program } from "../context.ts";
import { parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { operationLine, printJson, printLines } from "../print.ts";
import { detail, find } from "./operations.ts";
import { wordsFor } from "./words/words.ts";

const listFlags = z.looseObject({ all: z.boolean().optional() });

/** An agent may ask for much: what a person waits for must not fall off the end of the list unseen. */
const MOST_SHOWN = 1000;

export async function listApprovals(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const words = wordsFor(program, flags);
  const all = listFlags.parse(given).all === true;
  return await withLedger(program, flags, async (ledger) => {
    const found = await ledger.operations(
      all ? { limit: MOST_SHOWN } : { status: ["pending", "approved"], limit: MOST_SHOWN },
    );
    const asked = found.filter((operation) => operation.preview !== undefined);
    if (flags.json) printJson(asked);
    else if (asked.length === 0) printLines([words.show.nothingWaits]);
    else printLines(asked.map(operationLine));
    if (!flags.json && found.length === MOST_SHOWN) printLines([words.show.onlyNewest(MOST_SHOWN)]);
    return EXIT.ok;
  });
}

export async function showApproval(program: Program, id: string, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const words = wordsFor(program, flags);
  return await withLedger(program, flags, async (ledger) => {
    const operation = await find(ledger, id, words);
    if (flags.json) printJson(operation);
    else printLines(detail(operation, words));
    return EXIT.ok;
  });
}
