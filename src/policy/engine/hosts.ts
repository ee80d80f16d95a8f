/** Hosts that egress fields may point to: the policy's list, and the check of one value against it. */
import { comparable } from "./text.ts";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_HOST = 253;

/** ASCII form of a host name with at least two labels; undefined for an IP in any form and for anything else. */
export function asciiHost(text: string): string | undefined {
  // What is mapped to a dot or to another letter would be a different host for a client that maps otherwise.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text) || text.normalize("NFKC") !== text) return undefined;
  const url = `https://${text}/`;
  if (!URL.canParse(url)) return undefined;
  const host = new URL(url).hostname;
  if (host.length > LONGEST_HOST) return undefined;
  const labels = host.split(".");
  const last = labels.at(-1) ?? "";
  // WHATWG URL rewrites every IPv4 form to dotted decimals, so that a number at the end is an address.
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^[0-9]+$/.test(last))
    return undefined;
  return host;
}

/** A `hosts` entry in the form that is compared: a host, or `*.` and a host. Undefined where it is neither. */
export function hostEntry(text: string): string | undefined {
  const wildcard = text.startsWith("*.");
  const host = asciiHost(wildcard ? text.slice(2) : text);
  if (host === undefined) return undefined;
  return wildcard ? `*.${host}` : host;
}

// The dot of `*.example.com` stays in the comparison: the domain itself needs an entry of its own.
export function isListedHost(host: string, entries: readonly string[]): boolean {
  return entries.some((entry) => (entry.startsWith("*.") ? host.endsWith(entry.slice(1)) : host === entry));
}

/** Fields whose value is a bare host by their documented meaning (SMTP `Host`, `BackendDomain`). */
const BARE_HOST = /(?:Host|Domain)$/;
const AUTHORITY = /^https:\/\/([^/?#]*)(?:[/?#]|$)/i;

/**
 * Whether one value of an egress field points to a listed host: an https URL without user info and with no
 * port but 443, or a bare host where the field means one. Everything else is refused, a secret handle too.
 */
export function pointsToListedHost(field: string, value: unknown, entries: readonly string[]): boolean {
  const host = pointedHost(field, value);
  return host !== undefined && isListedHost(host, entries);
}

/** The host that such a value points to; undefined for everything that no list of hosts lets through. */
export function pointedHost(field: string, value: unknown): string | undefined {
  if (typeof value !== "string" || !comparable(value) || /[\s\\]/.test(value)) return undefined;
  const authority = AUTHORITY.exec(value)?.[1] ?? (BARE_HOST.test(field) ? value : undefined);
  return authority === undefined ? undefined : asciiHost(authority.replace(/:443$/, ""));
}
