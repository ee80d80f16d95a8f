import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createLedger, type LedgerOptions } from "../../src/ledger/index.ts";
import type { Ledger } from "../../src/ledger/types.ts";

export { facts, idOf } from "./facts.ts";

export const filesIn = (folder: string) => ({
  file: join(folder, "ledger.db"),
  keyFile: join(folder, "ledger.key"),
});

/** A ledger in a folder, closed when the running test ends. */
export function ledgerIn(folder: string, options: Partial<LedgerOptions> = {}): Ledger {
  const ledger = createLedger({ ...filesIn(folder), clock: () => new Date(), ...options });
  onTestFinished(() => ledger.close());
  return ledger;
}

/** A clock that stands until it is moved. */
export function standingClock(start = "2026-03-01T12:00:00.000Z") {
  let now = Date.parse(start);
  return {
    clock: () => new Date(now),
    forward(seconds: number) {
      now += seconds * 1000;
    },
    in: (seconds: number) => new Date(now + seconds * 1000),
  };
}

export async function entriesOf(ledger: Ledger) {
  const entries = [];
  for await (const entry of ledger.entries()) entries.push(entry);
  return entries;
}
