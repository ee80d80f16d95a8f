import * as z from "zod";
import { EXIT, type Program } from "./context.ts";
import { parseStateFlags, wholeNumber } from "./flags.ts";
import { withLedger } from "./ledger.ts";
import { operationLine, printJson, printJsonLine, printLines } from "./print.ts";

const listFlags = z.looseObject({ limit: z.string() });
const MOST_ROWS = 10_000;

export async function listAudit(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const limit = wholeNumber("--limit", listFlags.parse(given).limit, 1, MOST_ROWS);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await ledger.operations({ limit });
    if (flags.json) printJson(operations);
    else printLines(operations.length === 0 ? ["The ledger is empty."] : operations.map(operationLine));
    return EXIT.ok;
  });
}

export async function verifyAudit(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  return await withLedger(program, flags, async (ledger) => {
    const report = await ledger.verify();
    if (flags.json) printJson(report);
    else if (report.ok)
      printLines([`The chain holds: ${report.entries} entries, head ${report.head ?? "none"}.`]);
    else printLines([`The chain does NOT hold (${report.entries} entries):`, ...report.problems]);
    return report.ok ? EXIT.ok : EXIT.negative;
  });
}

export async function exportAudit(program: Program, given: unknown): Promise<number> {
  return await withLedger(program, parseStateFlags(given), async (ledger) => {
    for await (const entry of ledger.entries()) if (!(await printJsonLine(entry))) break;
    return EXIT.ok;
  });
}
