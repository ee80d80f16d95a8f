/** Ids, TRNs and times in the forms that the reference pages show. */
import { createHash, randomBytes } from "node:crypto";
import type { CallContext } from "./types.ts";

const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/**
 * Makes the source of request ids: 14 digits of Beijing time and 18 hex digits. With a seed the ids follow
 * from seed, time and order alone, so that a demo prints the same transcript twice.
 */
export function requestIdSource(seed: string | undefined): (now: Date) => string {
  let count = 0;
  return (now) => {
    count += 1;
    const tail =
      seed === undefined
        ? randomBytes(9)
        : createHash("sha256").update(`${seed}\n${count}`).digest().subarray(0, 9);
    const local = new Date(now.getTime() + BEIJING_OFFSET_MS).toISOString();
    return local.replace(/\D/g, "").slice(0, 14) + tail.toString("hex").toUpperCase();
  };
}

/**
 * A UUID (version 4 in form) for something this request makes. It follows from the request id, which is the
 * only source of chance in the sandbox; `label` tells several ids of one request apart.
 */
export function uuidFor(context: Pick<CallContext, "requestId">, label: string): string {
  const bytes = createHash("sha256").update(`${context.requestId}\n${label}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** `2025-10-30T07:59:24Z`: UTC, in whole seconds, as the id service shows times. */
export function utcSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** `trn:id:REGION:ACCOUNT:PATH`. Global services (iam) leave the region empty. */
export function trn(service: string, region: string, account: string, path: string): string {
  return `trn:${service}:${region}:${account}:${path}`;
}
