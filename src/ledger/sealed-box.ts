/** What is kept of a sealed secret. Types alone: the vault makes boxes, the ledger keeps them. */

/** A sealed value and what it is bound to. Never the value. */
export interface SealedBox {
  /** `secret_` and 24 characters. */
  readonly handle: string;
  readonly kind: string;
  readonly source: string;
  readonly owner: string;
  /** Mode and account, e.g. `real/2100000000`. */
  readonly account: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** What the operator's sealing key opens; undefined without such a key, and once it has expired. */
  readonly sealed: SealedBytes | undefined;
  /** A JWE that only the recipient's private key opens; undefined without a recipient. */
  readonly recipient: string | undefined;
}

export interface SealedBytes {
  readonly keyId: string;
  /** Base64url. */
  readonly nonce: string;
  readonly bytes: string;
}

/** A box as the ledger has it. */
export interface KeptBox extends SealedBox {
  readonly destroyedAt: string | undefined;
  /** False where it is not the box that its entry in the chain tells of: nobody may open it. */
  readonly intact: boolean;
}

/** The sealed secrets in the ledger's file. @throws LedgerUnavailable from any method */
export interface SealedBoxes {
  /** Those of these handles that are there. Makes no ledger. */
  find(handles: readonly string[]): Promise<readonly KeptBox[]>;
  /** Newest first, at most `limit` (default 1000). What has expired loses its sealed bytes. Makes no ledger. */
  list(filter?: SealedFilter): Promise<readonly KeptBox[]>;
  /**
   * Destroys boxes, all of them or none, each with a row; from then on nothing opens them. One that is destroyed already
   * is passed over.
   * @throws SecretRefused where one of them is not there
   */
  destroy(handles: readonly string[], by: string): Promise<readonly string[]>;
  /**
   * Puts another box in the place of every live one that `again` makes anew, in one transaction, each with a row. The
   * function may be called twice for one box; where it gives undefined the box stays as it is.
   */
  reseal(again: (box: KeptBox) => SealedBox | undefined): Promise<{
    readonly resealed: number;
    readonly left: readonly string[];
  }>;
}

export interface SealedFilter {
  /** `live`: neither expired nor destroyed, or with a box for a recipient; `expired`: past their time, not destroyed. */
  readonly only?: "live" | "expired" | undefined;
  readonly limit?: number | undefined;
}
