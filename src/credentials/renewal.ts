import { CredentialsInvalid, IdgateError } from "../errors.ts";
import { sameKeys } from "../wire/keys.ts";
import type { CredentialSource, Credentials } from "../wire/types.ts";
import type { CredentialLogger, Keys } from "./provider.ts";

/** Temporary keys are renewed this long before they expire (facts of the reference, "Where credentials come from"). */
export const EARLY_MS = 5 * 60_000;
/** After a renewal that changed nothing or failed while the old keys are good, the next one waits this long. */
export const PAUSE_MS = 30_000;

export interface Renewing {
  readonly source: CredentialSource;
  /** Of the keys that are known now. */
  expiresAt(): number | undefined;
}

export interface RenewingOptions {
  /** Gets keys anew. @throws CredentialsInvalid */
  readonly obtain: () => Promise<Keys>;
  readonly now: () => Date;
  readonly log?: CredentialLogger | undefined;
}

/**
 * Keeps keys and renews them at the ask that finds them due; nothing runs in the background. One renewal at a time, which
 * everybody who asks meanwhile waits for. A failure is not kept: while the old keys are good it is logged and they are used,
 * afterwards it is thrown and the next ask tries again.
 */
export function renewing(options: RenewingOptions): Renewing {
  let known: Keys | undefined;
  let under: Promise<Keys> | undefined;
  let pausedUntil = 0;
  let refused: { readonly accessKeyId: string; readonly until: number } | undefined;

  const time = () => options.now().getTime();
  // A clock that was set back does not stretch a pause.
  const paused = (until: number, now: number) => now < until && until - now <= PAUSE_MS;

  async function obtain(): Promise<Keys> {
    const before = known;
    try {
      const keys = await options.obtain();
      const now = time();
      const left = (keys.expiresAt ?? Number.POSITIVE_INFINITY) - now;
      if (left <= 0) {
        throw new CredentialsInvalid("The keys that were given have already expired.", {
          hint: "Check this machine's clock.",
        });
      }
      if (left <= EARLY_MS || (before !== undefined && sameKeys(before.credentials, keys.credentials)))
        pausedUntil = now + PAUSE_MS;
      known = keys;
      return keys;
    } catch (error) {
      pausedUntil = time() + PAUSE_MS;
      throw error;
    }
  }

  function renew(): Promise<Keys> {
    under ??= obtain().finally(() => {
      under = undefined;
    });
    return under;
  }

  /** A rejection counts once for the keys that are in use; one of older keys says nothing about these. */
  function counts(rejected: Credentials | undefined, inUse: Credentials, now: number): boolean {
    if (rejected === undefined || !sameKeys(rejected, inUse)) return false;
    // Whoever is rejected during the renewal waits for it too.
    if (under !== undefined) return true;
    const { accessKeyId } = inUse;
    if (refused?.accessKeyId === accessKeyId && paused(refused.until, now)) return false;
    refused = { accessKeyId, until: now + PAUSE_MS };
    return true;
  }

  return {
    expiresAt: () => known?.expiresAt,
    async source(rejected) {
      if (known === undefined) return (await renew()).credentials;
      const before = known;
      const now = time();
      const left = (before.expiresAt ?? Number.POSITIVE_INFINITY) - now;
      const due =
        counts(rejected, before.credentials, now) || (left <= EARLY_MS && !paused(pausedUntil, now));
      if (left > 0 && !due) return before.credentials;
      try {
        return (await renew()).credentials;
      } catch (error) {
        const over = (before.expiresAt ?? Number.POSITIVE_INFINITY) <= time();
        if (over || !(error instanceof IdgateError)) throw error;
        options.log?.warn(
          { code: error.code, reason: error.message },
          "credentials could not be renewed; the old ones are still good",
        );
        return before.credentials;
      }
    },
  };
}
