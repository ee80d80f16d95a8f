import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { type PassThrough, Writable } from "node:stream";
import { ConfigInvalid } from "../../errors.ts";

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
    ask: (question) => askOn(input, output, question),
    async askHidden(question) {
      output.write(question);
      // The line editor echoes to where it is told to; here nobody looks.
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        return await askOn(input, nowhere, "");
      } finally {
        output.write("\n");
      }
    },
  };
}

async function askOn(input: Input, output: NodeJS.WritableStream, question: string): Promise<string> {
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  // `question` alone would wait for ever, or fail, as Ctrl-D makes it.
  const closed = once(lines, "close").then(() => "");
  lines.on("SIGINT", () => lines.close());
  try {
    return await Promise.race([lines.question(question).catch(unlessAborted), closed]);
  } finally {
    lines.close();
  }
}

function unlessAborted(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") return "";
  throw error;
}

/** @throws ConfigInvalid where nobody can be shown what a command is about: what answers unseen is no person. */
export function wantTerminal(terminal: Terminal, command: string): void {
  if (terminal.interactive) return;
  throw new ConfigInvalid(`\`idgate approvals ${command}\` wants a terminal, to show what it is about.`, {
    hint: "Run it in a terminal of your own.",
  });
}
