/** What may stand where an address is asked for. */
import type { JsonObject } from "../../../action/json.ts";
import { textsOf } from "../../values.ts";
import { invalid } from "../faults.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** Schemes that a browser acts on by itself: nobody may be sent back to one. */
const ACTIVE: ReadonlySet<string> = new Set([
  "javascript:",
  "data:",
  "vbscript:",
  "file:",
  "blob:",
  "about:",
]);

function parsed(text: string, field: string): URL {
  if (!URL.canParse(text)) throw invalid(field, "It is not an absolute URL.");
  return new URL(text);
}

const isHttp = (url: URL): boolean => url.protocol === "https:" || url.protocol === "http:";

/** An address that a server or a browser loads from; an absent or empty one passes. @throws Fault */
export function assertHttpUrl(text: string | undefined, field: string): void {
  if (!text) return;
  if (!isHttp(parsed(text, field))) throw invalid(field, "It must be an http or https URL.");
}

/**
 * Addresses that a browser is sent back to (RFC 6749, section 3.1.2): absolute, without a fragment, and over TLS,
 * except to the user's own machine or for development. Apps may have a scheme of their own.
 * @throws Fault
 */
export function assertCallbacks(fields: JsonObject, field: string, development: boolean): void {
  for (const text of textsOf(fields, field)) {
    const url = parsed(text, field);
    if (ACTIVE.has(url.protocol)) throw invalid(field, `The scheme ${url.protocol} is not allowed.`);
    if (text.includes("#")) throw invalid(field, "It may not have a fragment.");
    if (url.protocol === "http:" && !LOOPBACK.has(url.hostname) && !development) {
      throw invalid(field, "Plain http is for loopback addresses and for development mode.");
    }
  }
}

/** Origins: scheme, host and port, nothing behind. @throws Fault */
export function assertOrigins(fields: JsonObject, field: string): void {
  for (const text of textsOf(fields, field)) {
    const url = parsed(text, field);
    if (!isHttp(url) || url.origin !== text.replace(/\/$/, "")) {
      throw invalid(field, "It must be an origin such as https://app.example.com.");
    }
  }
}
