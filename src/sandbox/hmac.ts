/** The arithmetic of a signature, for the side of the sandbox that checks and for the one that seeds. */
import { createHash, createHmac } from "node:crypto";

export const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

export const hmac = (key: Uint8Array | string, data: string): Buffer =>
  createHmac("sha256", key).update(data, "utf8").digest();

/** RFC 3986: only letters, digits and `-_.~` stay bare. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A secret narrowed to a scope: date, region, service and `request`. */
export function scopedKey(secret: string, scope: readonly string[]): Uint8Array | string {
  return scope.reduce<Uint8Array | string>((key, part) => hmac(key, part), secret);
}
