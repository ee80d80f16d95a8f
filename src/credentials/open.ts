import type { CredentialSource, Credentials } from "../wire/types.ts";
import { locatePlace } from "./chain.ts";
import type { ChainOptions, CredentialLogger, Place, ProviderName } from "./provider.ts";
import { renewing } from "./renewal.ts";

export interface CredentialOptions extends ChainOptions {
  /** Used instead of the chain: the keys of a sandbox. */
  readonly keys?: Credentials | undefined;
  /** Assumed with whatever keys the chain gives. */
  readonly assumeRole?: { readonly trn: string; readonly sessionName?: string | undefined } | undefined;
  readonly log?: CredentialLogger | undefined;
}

/** Where keys come from; none of it is secret. */
export interface Found {
  readonly provider: ProviderName;
  readonly profile: string | undefined;
  /** The region that the place names. */
  readonly region: string | undefined;
  /** Milliseconds since 1970, of the keys that requests are signed with; undefined where they do not expire or are not known. */
  readonly expiresAt: number | undefined;
  /** The role that is assumed on top. */
  readonly role: string | undefined;
}

export interface OpenedCredentials {
  readonly credentials: CredentialSource;
  /** Undefined until a place was found; it may be there although its keys are broken. */
  found(): Found | undefined;
}

/**
 * Real keys, found at the first ask and renewed five minutes before they expire. Nothing is read or dialled here.
 * INVARIANT: the place that gave keys once is the one that is asked again, also where an earlier one has become configured
 * or it has gone: keys of another place would be somebody else's.
 * @throws CredentialsInvalid, ConfigInvalid, ModeMismatch from the source; a failure is not kept
 */
export function openCredentials(options: CredentialOptions): OpenedCredentials {
  const { now, log, keys: given, assumeRole: role } = options;
  let settled: Place | undefined;
  let seen: Place | undefined;

  const base = renewing({
    now,
    log,
    async obtain() {
      const place = settled ?? (given === undefined ? await locatePlace(options) : fixed(given));
      seen = place;
      const keys = await place.keys();
      settled = place;
      return keys;
    },
  });
  const top =
    role === undefined
      ? base
      : renewing({
          now,
          log,
          async obtain() {
            const { assumeRole, SESSION_NAME, stsFor } = await import("./sts.ts");
            // The place names the region, so it is found before.
            await base.source();
            const sessionName = role.sessionName ?? SESSION_NAME;
            return await assumeRole(
              stsFor(options, seen?.region),
              { trn: role.trn, sessionName },
              base.source,
            );
          },
        });

  return {
    credentials: top.source,
    found() {
      if (seen === undefined) return undefined;
      const { provider, profile, region } = seen;
      return { provider, profile, region, expiresAt: top.expiresAt(), role: role?.trn };
    },
  };
}

function fixed(credentials: Credentials): Place {
  return { provider: "sandbox", keys: async () => ({ credentials, expiresAt: undefined }) };
}
