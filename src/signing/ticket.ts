/** Signatures on their way from an approver to the ledger: one line that can be pasted. */
import { ConfigInvalid } from "../errors.ts";
import { bytesOf } from "./signature.ts";

/** One approver's signatures, each over one operation. */
export interface Ticket {
  readonly approver: string;
  readonly signatures: ReadonlyMap<string, string>;
}

const PREFIX = "idgate-approval-v1.";
const MOST_CHARACTERS = 1_000_000;

export function ticketText({ approver, signatures }: Ticket): string {
  return `${PREFIX}${Buffer.from(JSON.stringify([approver, [...signatures]]), "utf8").toString("base64url")}`;
}

/** @throws ConfigInvalid where the text is none; whether its signatures hold is another question */
export function parseTicket(text: string): Ticket {
  const line = text.trim();
  if (!line.startsWith(PREFIX) || line.length > MOST_CHARACTERS) throw unreadable();
  const encoded = line.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.toString("base64url") !== encoded) throw unreadable();
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw unreadable();
  }
  if (!isList(value) || value.length !== 2) throw unreadable();
  const [approver, pairs] = value;
  if (typeof approver !== "string" || !isList(pairs)) throw unreadable();
  const signatures = new Map<string, string>();
  for (const pair of pairs) {
    if (!isList(pair) || pair.length !== 2) throw unreadable();
    const [operation, signature] = pair;
    if (typeof operation !== "string" || typeof signature !== "string") throw unreadable();
    if (bytesOf(signature, 64) === undefined || signatures.has(operation)) throw unreadable();
    signatures.set(operation, signature);
  }
  return { approver, signatures };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function unreadable(): ConfigInvalid {
  return new ConfigInvalid("This is no signature that `idgate approvals sign` printed, or not all of it.", {
    hint: "It is one line that begins with idgate-approval-v1. and has no spaces in it.",
  });
}
