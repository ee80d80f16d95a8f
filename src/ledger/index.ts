export type { Head } from "./chain.ts";
export { createLedger, type LedgerOptions } from "./ledger.ts";
