import type { Operation } from "../ledger/types.ts";
import { visible } from "../text/index.ts";

/** Writes lines to standard output; whatever is invisible or steers a terminal is shown as an escape. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.map((line) => visible(line, { multiline: true })).join("\n")}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** One operation on one line. */
export function operationLine(operation: Operation): string {
  const reason = operation.reason === undefined ? "" : `  ${operation.reason.slice(0, 120)}`;
  return `${operation.createdAt}  ${operation.status.padEnd(9)}  ${operation.id}  ${operation.action}  (${operation.requester})${reason}`;
}
