import { randomBytes } from "node:crypto";
import { SecretRefused } from "../errors.ts";
import type { KeptBox, SealedBox, SealedBytes } from "../ledger/sealed-box.ts";
import { type BoxFacts, openBox, sealBox } from "./box.ts";
import { KEY_BYTES } from "./cipher.ts";
import { fixedKeys, type KeyRing } from "./key-ring.ts";
import type { Recipient } from "./recipient.ts";

const PREFIX = "secret_";
const ID_BYTES = 18;
const MAX_VALUE_BYTES = 64 * 1024;
/** All sealed values together. */
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** INVARIANT: one source, generate_secret above all, leaves room for the others. */
const SOURCE_SHARE = 0.6;

export interface SecretLabel {
  /** The field it came from, e.g. `WorkloadAccessToken`, or `generated`: decides where it may go. */
  readonly kind: string;
  /** Who made it, e.g. `id:GetWorkloadAccessToken`. For people. */
  readonly source: string;
}

export interface OpenedSecret extends SecretLabel {
  readonly value: string;
}

export interface SecretFacts extends SecretLabel {
  readonly handle: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Holds secret values so that a model only ever handles references to them. */
export interface Vault {
  /**
   * Seals a value of 1 to 65,536 bytes and returns its handle id, `secret_` and 24 characters.
   * @throws SecretRefused where the vault is full of live secrets, or of those of this source, or the value is
   *   empty or too long.
   */
  seal(value: string, label: SecretLabel): string;
  /** @throws SecretRefused for a handle that is unknown, expired or whose sealed bytes do not verify. */
  open(handle: string): OpenedSecret;
  /** What is known of a handle, without its value. @throws SecretRefused for an unknown or expired one. */
  describe(handle: string): SecretFacts;
  /** Whether that many more values (1 unless given) could be sealed now. */
  canSeal(count?: number): boolean;
  /** Drops values whose handles nobody was given. Unknown ones are passed over. */
  forget(handles: readonly string[]): void;
  /** What may be kept of a handle's secret: sealed by keys that outlive this process, and for the recipient. @throws SecretRefused */
  box(handle: string): Promise<SealedBox>;
  /**
   * Asks where boxes are kept about these handles before they are used: what another process sealed is known here
   * from then on, what was destroyed is not any more.
   * @throws LedgerUnavailable where it cannot be asked
   */
  recall(handles: readonly string[]): Promise<void>;
  /** The same vault as another owner sees it: what one sealed is unknown to all others. */
  as(owner: string): Vault;
}

export interface VaultOptions {
  /** Keys that outlive the process. One of its own, gone with it, unless given. */
  readonly keys?: KeyRing | undefined;
  /** Mode and account that the values belong to: nothing that was sealed for another opens here. */
  readonly account?: string | undefined;
  /** Somebody who may open what is kept, beside idgate. */
  readonly recipient?: Recipient | undefined;
  /** Looks handles up where boxes are kept. */
  readonly find?: ((handles: readonly string[]) => Promise<readonly KeptBox[]>) | undefined;
  readonly clock?: () => Date;
  readonly random?: (size: number) => Uint8Array;
  /** How long a handle is good for. An hour, unless given. */
  readonly ttlSeconds?: number;
  /** Live secrets at most, 10,000 unless given; of one source three fifths, so that no loop fills it for all. */
  readonly maxSecrets?: number;
}

/** A box in memory. */
type Held = BoxFacts & { readonly sealed: SealedBytes };

/**
 * A vault: AES-256-GCM with a fresh nonce per value; in memory, and over keys that outlive the process also found again
 * where its boxes are kept.
 * INVARIANT: a sealed value is bound to all that is said of it (`openBox`); nothing can be exchanged without `open` failing.
 */
export function createVault(options: VaultOptions = {}): Vault {
  const random = options.random ?? randomBytes;
  const clock = options.clock ?? (() => new Date());
  const ttl = (options.ttlSeconds ?? 3600) * 1000;
  const max = options.maxSecrets ?? 10_000;
  const account = options.account ?? "";
  const keys = options.keys ?? fixedKeys([{ id: "memory", key: Uint8Array.from(random(KEY_BYTES)) }]);
  // In order of sealing, which with one time to live is nearly the order of expiry.
  const secrets = new Map<string, Held>();
  const share = Math.ceil(max * SOURCE_SHARE);
  const bySource = new Map<string, number>();
  let total = 0;

  function add(held: Held): void {
    drop(held.handle);
    secrets.set(held.handle, held);
    bySource.set(held.source, (bySource.get(held.source) ?? 0) + 1);
    total += held.sealed.bytes.length;
  }

  function drop(handle: string): void {
    const held = secrets.get(handle);
    if (held === undefined) return;
    secrets.delete(handle);
    total -= held.sealed.bytes.length;
    const left = (bySource.get(held.source) ?? 1) - 1;
    if (left === 0) bySource.delete(held.source);
    else bySource.set(held.source, left);
  }

  function isOver({ expiresAt }: Pick<Held, "expiresAt">): boolean {
    return expiresAt <= clock().toISOString();
  }

  function forgetExpired(): void {
    for (const [id, held] of secrets) {
      if (!isOver(held)) return;
      drop(id);
    }
  }

  function find(handle: string, owner: string): Held {
    const held = secrets.get(handle);
    const expired = held !== undefined && isOver(held);
    if (expired) drop(handle);
    // One answer for all of it: who has no right to a handle does not learn that there is one.
    if (held === undefined || expired || held.owner !== owner) {
      const where = options.keys === undefined ? " and only in the session that made them" : "";
      throw new SecretRefused("The secret handle is unknown or has expired.", {
        hint: `Handles are good for ${Math.round(ttl / 60_000)} minutes${where}. Make a new one: repeat the call that gave it, or generate_secret. A key that is issued anew leaves the old one live: delete that.`,
      });
    }
    return held;
  }

  function unsealed(held: Held): string {
    const key = keys.find(held.sealed.keyId);
    if (key === undefined) throw new SecretRefused("The key of this sealed secret is not here any more.");
    return openBox(held, held.sealed, key.key);
  }

  function canSeal(count = 1): boolean {
    forgetExpired();
    return secrets.size + count <= max;
  }

  function seal(value: string, { kind, source }: SecretLabel, owner: string): string {
    if (!isSealable(value)) {
      throw new SecretRefused(
        `A secret must be well-formed text of 1 to ${MAX_VALUE_BYTES} bytes to be sealed; this one is not.`,
      );
    }
    const full = !canSeal() || total + Buffer.byteLength(value, "utf8") > MAX_TOTAL_BYTES;
    if (full || (bySource.get(source) ?? 0) >= share) {
      throw new SecretRefused(
        full
          ? "No further secret can be sealed now: the vault is full."
          : `No further secret of ${source} can be sealed now: it has too many live ones.`,
        { hint: "Wait until earlier handles have expired, or restart the server.", retryable: true },
      );
    }
    const handle = `${PREFIX}${Buffer.from(random(ID_BYTES)).toString("base64url")}`;
    const now = clock().getTime();
    const createdAt = new Date(now).toISOString();
    const facts = {
      ...{ handle, kind, source, owner, account, createdAt },
      expiresAt: new Date(now + ttl).toISOString(),
    };
    add({ ...facts, sealed: sealBox(value, facts, keys.current(), random) });
    return handle;
  }

  async function box(handle: string, owner: string): Promise<SealedBox> {
    const held = find(handle, owner);
    const recipient = await options.recipient?.seal(unsealed(held), held);
    // What only this process can open is worth nothing to anybody else.
    return { ...held, sealed: options.keys === undefined ? undefined : held.sealed, recipient };
  }

  async function recall(handles: readonly string[], owner: string): Promise<void> {
    if (handles.length === 0) return;
    for (const kept of (await options.find?.(handles)) ?? []) {
      const { handle, kind, source, createdAt, expiresAt, sealed } = kept;
      if (kept.owner !== owner || kept.account !== account) continue;
      // INVARIANT: what is kept has the last word, also over what this process sealed itself.
      if (kept.destroyedAt !== undefined || !kept.intact) drop(handle);
      else if (sealed !== undefined && options.keys !== undefined && !isOver(kept))
        add({ handle, kind, source, owner, account, createdAt, expiresAt, sealed });
    }
  }

  function seenBy(owner: string): Vault {
    return {
      canSeal,
      as: seenBy,
      seal: (value, label) => seal(value, label, owner),
      forget(handles) {
        for (const handle of handles) drop(handle);
      },
      box: (handle) => box(handle, owner),
      recall: (handles) => recall(handles, owner),
      open(handle) {
        const held = find(handle, owner);
        return { value: unsealed(held), kind: held.kind, source: held.source };
      },
      describe(id) {
        const { handle, kind, source, createdAt, expiresAt } = find(id, owner);
        return { handle, kind, source, createdAt, expiresAt };
      },
    };
  }

  return seenBy(NOBODY);
}

/** Owner of what is sealed by a vault that nobody took as theirs. */
const NOBODY = "";

/** Whether a value is one that `seal` takes, room aside. */
export function isSealable(value: string): boolean {
  return value !== "" && value.isWellFormed() && Buffer.byteLength(value, "utf8") <= MAX_VALUE_BYTES;
}
