import * as z from "zod";
import type { Operation } from "../../ledger/types.ts";
import { bounded, visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { operationLine, printJson, printLines } from "../print.ts";
import { detail, find } from "./operations.ts";
import { wordsFor } from "./words/words.ts";

const listFlags = z.looseObject({ all: z.boolean().optional() });

/** An agent may ask for much: what a person waits for must not fall off the end of the list unseen. */
const MOST_SHOWN = 1000;
/** Most of a call's parameters on a line of the list, in UTF-16 units; `show` has them whole. */
const MOST_OF_PARAMS = 100;

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
    else if (asked.length === 0) printLines([all ? words.show.nothingAsked : words.show.nothingWaits]);
    else printLines(asked.map(listed));
    if (!flags.json && found.length === MOST_SHOWN) printLines([words.show.onlyNewest(MOST_SHOWN)]);
    return EXIT.ok;
  });
}

/** With what it is about: of several deletes a person has to find the one that is meant. */
function listed(operation: Operation): string {
  if (operation.reason !== undefined) return operationLine(operation);
  const params = Object.entries(operation.params).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${operationLine(operation)}  ${visible(bounded(params.join(", "), MOST_OF_PARAMS))}`;
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
