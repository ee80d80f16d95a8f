import { ModeMismatch } from "../errors.ts";
import type { PermitFacts } from "./permit.ts";
import type { CredentialSource, Credentials } from "./types.ts";

// Reference, common error codes: InvalidSecretToken, InvalidAccessKeyId; the rest are other spellings of the same.
const KEYS_REFUSED =
  /^(?:InvalidAccessKey|InvalidCredentials$|Invalid(?:Security|Secret)Token$|ExpiredToken|InvalidClientTokenId)/;

/** Whether a service answers so to keys that it does not know or no longer takes. Whoever signed, nothing ran. */
export function isKeyRefusal(code: string): boolean {
  return KEYS_REFUSED.test(code);
}

export function sameKeys(one: Credentials, other: Credentials): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.secretAccessKey === other.secretAccessKey &&
    one.sessionToken === other.sessionToken
  );
}

/**
 * The keys to sign with, after `assertFit` let them pass and their account was confirmed.
 * INVARIANT: no key is given out that was not confirmed, where the permit asks for that.
 * @param given keys that the source has just renewed; it is asked where there are none
 * @throws what the source, `assertFit` or the confirmation fails with
 */
export async function confirmedKeys(
  { confirmAccount }: PermitFacts,
  source: CredentialSource,
  assertFit: (keys: Credentials) => void,
  given: Credentials | undefined,
): Promise<Credentials> {
  const keys = given ?? (await source());
  assertFit(keys);
  if (confirmAccount === undefined) return keys;
  try {
    await confirmAccount(keys.accessKeyId);
    return keys;
  } catch (error) {
    // The request that confirms is refused like any other where keys have expired, and gets them renewed.
    if (!(error instanceof ModeMismatch && error.retryable)) throw error;
    const renewed = await source();
    assertFit(renewed);
    await confirmAccount(renewed.accessKeyId);
    return renewed;
  }
}
