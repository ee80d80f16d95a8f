/** What the records of iam have in common: numbers, times, TRNs. */
import { trn } from "../ids.ts";
import type { Place, StoredRecord } from "../types.ts";
import { numberOf } from "../values.ts";

const SEQUENCE = "iam:sequence";

/** `20250919T084713Z`: UTC, as iam shows times. */
export function iamTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** What iam shows where something never happened. */
export const NEVER = "00010101T000000Z";

/** `trn:iam::ACCOUNT:PATH`: iam has no regions. */
export function iamTrn(context: Pick<Place, "account">, path: string): string {
  return trn("iam", "", context.account, path);
}

const FIRST_ID = 1_000_001;

/** The next numeric id of a user, group or role; never given twice. */
export async function nextId(context: Place): Promise<number> {
  const known = await context.store.get(SEQUENCE, "id");
  if (known === undefined) {
    const first: StoredRecord = { kind: SEQUENCE, key: "id", parent: undefined, doc: { Last: FIRST_ID } };
    await context.store.insert(first);
    return FIRST_ID;
  }
  const next = (numberOf(known.doc, "Last") ?? FIRST_ID) + 1;
  await context.store.update({ ...known, doc: { Last: next } });
  return next;
}
