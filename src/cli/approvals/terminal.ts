import { once } from "node:events";
import { createInterface, type Interface } from "node:readline/promises";
import { type PassThrough, Writable } from "node:stream";
import { ConfigInvalid } from "../../errors.ts";
import type { ApprovalWords } from "./words/words.ts";

/** A terminal, as far as these commands need one. */
export interface Terminal {
  readonly interactive: boolean;
  ask(question: string): Promise<string>;
  /** Asks without showing what is typed. */
  askHidden(question: string): Promise<string>;
}

type Input = NodeJS.ReadStream | PassThrough;
type Output = NodeJS.WriteStream | PassThrough;

/** Asks on a pair of streams. A question that Ctrl-C or the end of the input closes is answered with "". */
export function terminalOn(input: Input, output: Output): Terminal {
  return {
    interactive: "isTTY" in input && input.isTTY === true && "isTTY" in output && output.isTTY === true,
    ask: (question) => answerOn(input, output, (lines) => lines.question(question)),
    async askHidden(question) {
      // The line editor echoes to where it is told to; here nobody looks.
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        return await answerOn(input, nowhere, (lines) => {
          // Only now: before there is an editor the terminal itself would echo what is typed.
          output.write(question);
          return lines.question("");
        });
      } finally {
        output.write("\n");
      }
    },
  };
}

async function answerOn(
  input: Input,
  output: NodeJS.WritableStream,
  ask: (lines: Interface) => Promise<string>,
): Promise<string> {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  // A question alone would wait for ever, or fail, as Ctrl-D makes it.
  const closed = once(lines, "close").then(() => "");
  lines.on("SIGINT", () => lines.close());
  try {
    return await Promise.race([ask(lines).catch(unlessAborted), closed]);
  } finally {
    lines.close();
  }
}

function unlessAborted(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") return "";
  throw error;
}

/** @throws ConfigInvalid where nobody can be shown what a command is about: what answers unseen is no person. */
export function wantTerminal(terminal: Terminal, command: string, { ask: words }: ApprovalWords): void {
  if (terminal.interactive) return;
  throw new ConfigInvalid(words.terminal(command), { hint: words.terminalHint });
}
