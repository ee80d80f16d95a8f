import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import type { Operation } from "../../ledger/types.ts";
import { quote } from "../../text/index.ts";
import { type Terminal, terminalOn, wantTerminal } from "../approvals/terminal.ts";
import { wordsFor } from "../approvals/words/words.ts";
import { EXIT, type Program } from "../context.ts";
import { parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { osUser } from "../os-user.ts";
import { operationLine, printLines } from "../print.ts";

const settleFlags = z.looseObject({ happened: z.boolean().optional(), notHappened: z.boolean().optional() });

/**
 * Records what a person found out about an operation whose outcome no read tells. On a terminal only: whoever says that
 * a change did not happen lets the same call be sent again, and gives its budget back.
 * @throws ConfigInvalid
 */
export async function settleOperation(
  program: Program,
  id: string,
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = parseStateFlags(given);
  const { happened = false, notHappened = false } = settleFlags.parse(given);
  if (happened === notHappened) {
    throw new ConfigInvalid("Say either --happened or --not-happened.", {
      hint: "The request id, in `idgate audit list --json`, finds the request in the cloud's own audit log.",
    });
  }
  wantTerminal(terminal, "audit settle", wordsFor(program, flags));
  return await withLedger(program, flags, async (ledger) => {
    // What a process that is over had started is unknown by now.
    await ledger.abandon();
    const operation = await ledger.get(id);
    if (operation === undefined) throw new ConfigInvalid(`The ledger has no operation ${quote(id, 64)}.`);
    if (operation.status !== "unknown" && operation.status !== "accepted") {
      printLines([operationLine(operation), ended(operation)]);
      return EXIT.negative;
    }
    const what = happened ? "happened" : "did not happen";
    printLines([operationLine(operation)]);
    if ((await terminal.ask(`Type yes to record that it ${what}: `)).trim() !== "yes") {
      printLines(["Left as it was."]);
      return EXIT.negative;
    }
    const by = `terminal ${osUser()}`;
    const recorded = await ledger.resolve(
      id,
      happened
        ? { status: "succeeded", by }
        : { status: "failed", by, reason: "did not happen, by the operator's word", tookEffect: false },
      operation.status,
    );
    printLines([recorded ? `Recorded: it ${what}.` : "It was settled meanwhile; nothing was recorded."]);
    return recorded ? EXIT.ok : EXIT.negative;
  });
}

function ended({ status }: Operation): string {
  return status === "started"
    ? "It is under way: wait until it ends."
    : "Its outcome is known; nothing was recorded.";
}
