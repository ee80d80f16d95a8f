/** What an approver signs. */

/** An approval as its approver saw it. Texts only, as they stand in the ledger. */
export interface Statement {
  readonly operation: string;
  /** The operation's digest, hex: what it covers is keyed, so the approver cannot recompute it. */
  readonly digest: string;
  /** What the approver was shown, whole: that is why it is covered beside the digest. */
  readonly preview: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** The name that the policy gives the approver. */
  readonly approver: string;
}

const DOMAIN = "idgate approval v1\n";

/**
 * The bytes that are signed. INVARIANT: two statements have the same bytes only where all their parts are the same: a
 * JSON list of texts has exactly one reading, and lone surrogates are escaped in it. Nothing else of idgate's begins
 * as the domain does, so no signature over anything else is one over an approval.
 */
export function statementBytes(statement: Statement): Uint8Array {
  const { operation, digest, preview, expiresAt, approver } = statement;
  return Buffer.from(`${DOMAIN}${JSON.stringify([operation, digest, preview, expiresAt, approver])}`, "utf8");
}
