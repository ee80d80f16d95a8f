import { randomBytes } from "node:crypto";
import { ConfigInvalid, SecretRefused } from "../errors.ts";
import { decrypt, encrypt, KEY_BYTES, NONCE_BYTES } from "./cipher.ts";

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
  /** The same vault as another owner sees it: what one sealed is unknown to all others. */
  as(owner: string): Vault;
}

export interface VaultOptions {
  /** 32 bytes. Random, and so gone with the process, unless given. */
  readonly key?: Uint8Array;
  readonly clock?: () => Date;
  readonly random?: (size: number) => Uint8Array;
  /** How long a handle is good for. An hour, unless given. */
  readonly ttlSeconds?: number;
  /** Live secrets at most, 10,000 unless given; of one source three fifths, so that no loop fills it for all. */
  readonly maxSecrets?: number;
}

interface Sealed extends SecretLabel {
  readonly owner: string;
  readonly nonce: Uint8Array;
  readonly bytes: Uint8Array;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/**
 * A vault in memory: AES-256-GCM with a fresh nonce per value, handle id, kind and owner as associated data.
 * INVARIANT: a sealed value is bound to its handle, kind and owner; none can be exchanged without `open` failing.
 * @throws ConfigInvalid where the key is not 32 bytes long.
 */
export function createVault(options: VaultOptions = {}): Vault {
  const random = options.random ?? randomBytes;
  const clock = options.clock ?? (() => new Date());
  const ttl = (options.ttlSeconds ?? 3600) * 1000;
  const max = options.maxSecrets ?? 10_000;
  const key = Uint8Array.from(options.key ?? random(KEY_BYTES));
  if (key.length !== KEY_BYTES)
    throw new ConfigInvalid(`The key of the vault must be ${KEY_BYTES} bytes long.`);
  // In order of sealing, which with one time to live is the order of expiry.
  const secrets = new Map<string, Sealed>();
  const share = Math.ceil(max * SOURCE_SHARE);
  const bySource = new Map<string, number>();
  let total = 0;

  function add(handle: string, sealed: Sealed): void {
    secrets.set(handle, sealed);
    bySource.set(sealed.source, (bySource.get(sealed.source) ?? 0) + 1);
    total += sealed.bytes.length;
  }

  function drop(handle: string): void {
    const sealed = secrets.get(handle);
    if (sealed === undefined) return;
    secrets.delete(handle);
    total -= sealed.bytes.length;
    const left = (bySource.get(sealed.source) ?? 1) - 1;
    if (left === 0) bySource.delete(sealed.source);
    else bySource.set(sealed.source, left);
  }

  function forgetExpired(): void {
    const now = clock().getTime();
    for (const [id, sealed] of secrets) {
      if (sealed.expiresAt > now) return;
      drop(id);
    }
  }

  function find(handle: string, owner: string): Sealed {
    const sealed = secrets.get(handle);
    const expired = sealed !== undefined && sealed.expiresAt <= clock().getTime();
    if (expired) drop(handle);
    // One answer for all three: who has no right to a handle does not learn that there is one.
    if (sealed === undefined || expired || sealed.owner !== owner) {
      throw new SecretRefused("The secret handle is unknown or has expired.", {
        hint: `Handles are good for ${Math.round(ttl / 60_000)} minutes and only in the session that made them. Make a new one: repeat the call that gave it, or generate_secret.`,
      });
    }
    return sealed;
  }

  function canSeal(count = 1): boolean {
    forgetExpired();
    return secrets.size + count <= max;
  }

  function seal(value: string, label: SecretLabel, owner: string): string {
    const plain = Buffer.from(value, "utf8");
    if (!isSealable(value)) {
      throw new SecretRefused(
        `A secret must be well-formed text of 1 to ${MAX_VALUE_BYTES} bytes to be sealed; this one is not.`,
      );
    }
    const full = !canSeal() || total + plain.length > MAX_TOTAL_BYTES;
    if (full || (bySource.get(label.source) ?? 0) >= share) {
      throw new SecretRefused(
        full
          ? "No further secret can be sealed now: the vault is full."
          : `No further secret of ${label.source} can be sealed now: it has too many live ones.`,
        { hint: "Wait until earlier handles have expired, or restart the server.", retryable: true },
      );
    }
    const handle = `${PREFIX}${Buffer.from(random(ID_BYTES)).toString("base64url")}`;
    const nonce = random(NONCE_BYTES);
    const bytes = encrypt(key, nonce, associated(handle, label.kind, owner), plain);
    plain.fill(0);
    const createdAt = clock().getTime();
    add(handle, {
      owner,
      kind: label.kind,
      source: label.source,
      nonce,
      bytes,
      createdAt,
      expiresAt: createdAt + ttl,
    });
    return handle;
  }

  function seenBy(owner: string): Vault {
    return {
      canSeal,
      as: seenBy,
      seal: (value, label) => seal(value, label, owner),
      forget(handles) {
        for (const handle of handles) drop(handle);
      },
      open(handle) {
        const { kind, source, nonce, bytes } = find(handle, owner);
        const plain = decrypt(key, nonce, associated(handle, kind, owner), bytes);
        return { value: Buffer.from(plain).toString("utf8"), kind, source };
      },
      describe(handle) {
        const { kind, source, createdAt, expiresAt } = find(handle, owner);
        return {
          handle,
          kind,
          source,
          createdAt: new Date(createdAt).toISOString(),
          expiresAt: new Date(expiresAt).toISOString(),
        };
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

function associated(handle: string, kind: string, owner: string): string {
  return `idgate secret v1\0${handle}\0${kind}\0${owner}`;
}
