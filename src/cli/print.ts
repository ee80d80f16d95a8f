import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Operation } from "../ledger/types.ts";
import { jsonText, visible } from "../text/index.ts";

/** Writes lines, to standard output by default; whatever is invisible or steers a terminal is shown as an escape. */
export function printLines(lines: readonly string[], stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(`${lines.map((line) => visible(line, { multiline: true })).join("\n")}\n`);
}

/** Writes JSON; the same characters are escaped in it as JSON escapes them. */
export function printJson(value: unknown): void {
  process.stdout.write(`${jsonText(value, 2)}\n`);
}

/** Writes one value as a line of JSON, no faster than it is read. False where nobody reads any more. */
export async function printJsonLine(value: unknown): Promise<boolean> {
  const { stdout } = process;
  if (!stdout.writable) return false;
  if (stdout.write(`${jsonText(value)}\n`)) return true;
  // Fails where the stream does; whether it is still read is asked next.
  await once(stdout, "drain").catch(() => undefined);
  return stdout.writable;
}

/**
 * Standard output that closes early, as under `| head`, is no failure: what is still printed is dropped. Anything else
 * that stops it is told. Called once, before anything is printed.
 */
export function watchOutput(): { failure(): Promise<string | undefined> } {
  let failed: string | undefined;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      const code = String(Reflect.get(error, "code"));
      if (code !== "EPIPE") failed ??= code;
    });
  }
  return {
    async failure() {
      // A stream tells of a failed write a turn later.
      await setImmediate();
      return failed;
    },
  };
}

/** One operation on one line. */
export function operationLine(operation: Operation): string {
  const reason = operation.reason === undefined ? "" : `  ${operation.reason.slice(0, 120)}`;
  const line = `${operation.createdAt}  ${operation.status.padEnd(9)}  ${operation.id}  ${operation.action}  (${operation.requester})${reason}`;
  // A line end in any of it would begin a line that no operation has.
  return visible(line);
}
