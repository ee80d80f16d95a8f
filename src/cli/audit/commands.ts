import * as z from "zod";
import type { Operation, VerifyReport } from "../../ledger/types.ts";
import { EXIT, type Program } from "../context.ts";
import { parseStateFlags, wholeNumber } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { operationLine, printJson, printJsonLine, printLines } from "../print.ts";
import { HEAD_TAKES, knownHeads } from "./known-heads.ts";

const verifyFlags = z.looseObject({ head: z.string().optional() });
const listFlags = z.looseObject({ limit: z.string() });
const MOST_ROWS = 10_000;

export async function listAudit(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const limit = wholeNumber("--limit", listFlags.parse(given).limit, 1, MOST_ROWS);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await ledger.operations({ limit });
    if (flags.json) printJson(operations);
    else
      printLines(
        operations.length === 0
          ? ["The ledger is empty."]
          : [...operations.map(operationLine), ...unknownLine(operations)],
      );
    return EXIT.ok;
  });
}

function unknownLine(operations: readonly Pick<Operation, "status">[]): string[] {
  const count = operations.filter(({ status }) => status === "unknown").length;
  if (count === 0) return [];
  return [
    `What became of ${count} of these is not known. The server looks it up where a read tells; else find it out, and say so with \`idgate audit settle OPERATION\`.`,
  ];
}

/** Verifies the chain; with `--head` also that it holds every head that was kept elsewhere. */
export async function verifyAudit(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const { head } = verifyFlags.parse(given);
  return await withLedger(program, flags, async (ledger, mode) => {
    // Read before the chain, which has whatever was kept of it by then.
    const known = head === undefined ? undefined : await knownHeads(head, mode);
    const { ok, problems, ...report } = await ledger.verify(known);
    const unproven =
      known?.length === 0
        ? [`--head names no head of a ${mode} ledger: it proves nothing. ${HEAD_TAKES}`]
        : [];
    const whole = {
      ok: ok && unproven.length === 0,
      ...report,
      ...(known === undefined ? {} : { heads: known.length }),
      problems: [...problems, ...unproven],
    };
    if (flags.json) printJson(whole);
    else printLines(ok && unproven.length > 0 ? nothingCompared(whole) : reportLines(whole));
    return whole.ok ? EXIT.ok : EXIT.negative;
  });
}

const INVESTIGATE =
  "Keep the state folder and the heads as they are, to find out what happened; idgate starts afresh with another --state.";

/** Whoever gave heads asked for more than the chain says of itself. */
function nothingCompared({ entries, problems }: Pick<VerifyReport, "entries" | "problems">): string[] {
  return [`The chain holds by itself (${entries} entries), and was compared with nothing:`, ...problems];
}

function reportLines({
  ok,
  entries,
  head,
  heads,
  problems,
}: VerifyReport & { readonly heads?: number }): string[] {
  if (!ok) return [`The chain does NOT hold (${entries} entries):`, ...problems, INVESTIGATE];
  const kept = heads === undefined ? [] : [`It holds all ${heads} heads that were kept.`];
  return [`The chain holds: ${entries} entries, head ${head ?? "none"}.`, ...kept];
}

export async function exportAudit(program: Program, given: unknown): Promise<number> {
  return await withLedger(program, parseStateFlags(given), async (ledger) => {
    for await (const entry of ledger.entries()) if (!(await printJsonLine(entry))) break;
    return EXIT.ok;
  });
}
