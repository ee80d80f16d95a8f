import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import type { PassThrough } from "node:stream";
import * as z from "zod";
import { ConfigInvalid } from "../errors.ts";
import type { Ledger, Operation } from "../ledger/types.ts";
import { visible } from "../text/index.ts";
import { EXIT, type Program } from "./context.ts";
import { parseStateFlags } from "./flags.ts";
import { withLedger } from "./ledger.ts";
import { osUser } from "./os-user.ts";
import { operationLine, printJson, printLines } from "./print.ts";

const listFlags = z.looseObject({ all: z.boolean().optional() });

/** An agent may ask for much: what a person waits for must not fall off the end of the list unseen. */
const MOST_SHOWN = 1000;

export async function listApprovals(program: Program, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  const all = listFlags.parse(given).all === true;
  return await withLedger(program, flags, async (ledger) => {
    const found = await ledger.operations(
      all ? { limit: MOST_SHOWN } : { status: ["pending", "approved"], limit: MOST_SHOWN },
    );
    const asked = found.filter((operation) => operation.preview !== undefined);
    if (flags.json) printJson(asked);
    else if (asked.length === 0) printLines(["Nothing waits for an answer."]);
    else printLines(asked.map(operationLine));
    if (!flags.json && found.length === MOST_SHOWN)
      printLines([`Only the newest ${MOST_SHOWN} were looked at; there are more.`]);
    return EXIT.ok;
  });
}

export async function showApproval(program: Program, id: string, given: unknown): Promise<number> {
  const flags = parseStateFlags(given);
  return await withLedger(program, flags, async (ledger) => {
    const operation = await find(ledger, id);
    if (flags.json) printJson(operation);
    else printLines(detail(operation));
    return EXIT.ok;
  });
}

/** A terminal, as far as this command needs one. */
export interface Terminal {
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
}

/** Asks on a pair of streams. A question that Ctrl-C or the end of the input closes is answered with "". */
export function terminalOn(
  input: NodeJS.ReadStream | PassThrough,
  output: NodeJS.WriteStream | PassThrough,
): Terminal {
  return {
    interactive: "isTTY" in input && input.isTTY === true && "isTTY" in output && output.isTTY === true,
    async ask(question) {
      const lines = createInterface({ input, output, terminal: true });
      // `question` alone would wait for ever, or fail, as Ctrl-D makes it.
      const closed = once(lines, "close").then(() => "");
      lines.on("SIGINT", () => lines.close());
      try {
        return await Promise.race([lines.question(question).catch(unlessAborted), closed]);
      } finally {
        lines.close();
      }
    },
  };
}

function unlessAborted(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") return "";
  throw error;
}

/**
 * Approves or denies one pending operation, after showing it and having the answer typed.
 * It wants a terminal: what answers without being shown the preview is no person.
 */
export async function answerApproval(
  program: Program,
  id: string,
  verdict: "approve" | "deny",
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = parseStateFlags(given);
  if (!terminal.interactive) {
    throw new ConfigInvalid(`\`idgate approvals ${verdict}\` wants a terminal, to show what it is about.`, {
      hint: "Run it in a terminal of your own.",
    });
  }
  return await withLedger(program, flags, async (ledger) => {
    const operation = await find(ledger, id);
    printLines(detail(operation));
    const open = operation.status === "pending" || (verdict === "deny" && operation.status === "approved");
    if (!open) {
      printLines([`It is ${operation.status}; there is nothing to answer.`]);
      return EXIT.negative;
    }
    const typed = await terminal.ask(`Type ${verdict} to ${verdict} it, anything else to leave it pending: `);
    if (typed.trim() !== verdict) {
      printLines(["Left as it was."]);
      return EXIT.negative;
    }
    const by = `terminal ${osUser()}`;
    await ledger.answer(id, verdict === "approve" ? "approved" : "rejected", by);
    printLines(
      verdict === "approve"
        ? ["Approved. It runs once, when the agent repeats exactly the same call."]
        : ["Denied. It will not run."],
    );
    return EXIT.ok;
  });
}

async function find(ledger: Ledger, id: string): Promise<Operation> {
  const operation = await ledger.get(id);
  if (operation !== undefined) return operation;
  throw new ConfigInvalid(`There is no operation ${visible(id).slice(0, 60)} in this ledger.`, {
    hint: "`idgate approvals list` shows those that wait; --sandbox and --state choose the ledger.",
  });
}

function detail(operation: Operation): string[] {
  const lines = [operationLine(operation), ""];
  if (operation.preview !== undefined) lines.push(operation.preview, "");
  if (operation.rules.length > 0) lines.push(`Rules: ${operation.rules.join(", ")}`);
  if (operation.answeredBy !== undefined) lines.push(`Answered by: ${operation.answeredBy}`);
  if (operation.reason !== undefined) lines.push(`Reason: ${operation.reason}`);
  if (operation.requestId !== undefined) lines.push(`Request id: ${operation.requestId}`);
  if (operation.expiresAt !== undefined) lines.push(`Expires: ${operation.expiresAt}`);
  return lines;
}
