/** The keyed hash chain: each entry's hash covers the entry and the hash before it. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { EntryRow, HeadRow } from "./schema.ts";

/** The newest entry of a ledger; logged, so that a ledger that was rolled back shows. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const GENESIS: Head = { seq: 0, hash: "" };

/** Hex HMAC-SHA256. A JSON list of strings and numbers has exactly one reading, so that no two entries share a text. */
export function entryHash(key: Uint8Array, entry: Omit<EntryRow, "hash">): string {
  const { seq, at, kind, operation, body, prev } = entry;
  return mac(key, JSON.stringify(["entry", prev, seq, at, kind, operation, body]));
}

export function headMac(key: Uint8Array, head: Head): string {
  return mac(key, JSON.stringify(["head", head.seq, head.hash]));
}

export function isAuthentic(key: Uint8Array, entry: EntryRow): boolean {
  return sameText(entry.hash, entryHash(key, entry));
}

export function isAuthenticHead(key: Uint8Array, head: Omit<HeadRow, "id">): boolean {
  return sameText(head.mac, headMac(key, head));
}

function mac(key: Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
