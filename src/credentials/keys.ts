import { CredentialsInvalid } from "../errors.ts";
import type { Credentials } from "../wire/types.ts";

/** Keys as a provider found them; `undefined` and the empty string both mean "not set". */
export interface FoundKeys {
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly sessionToken: string | undefined;
}

/** No key of the vendor's is near this; in characters. */
const KEY_LIMIT = 512;
const TOKEN_LIMIT = 16_384;

/**
 * Makes credentials of what a provider found. Nothing set: undefined, and the next provider may be asked.
 * INVARIANT: half a pair is an error and never skipped, since skipping would act as somebody else.
 * @param where what the operator calls the place, e.g. `The environment`; never a path
 * @throws CredentialsInvalid naming the place and the part, never a value
 */
export function credentialsOf(found: FoundKeys, where: string): Credentials | undefined {
  const accessKeyId = found.accessKeyId || undefined;
  const secretAccessKey = found.secretAccessKey || undefined;
  const sessionToken = found.sessionToken || undefined;
  if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined)
    return undefined;
  if (accessKeyId === undefined) throw new CredentialsInvalid(`${where} sets no access key but other parts.`);
  if (secretAccessKey === undefined) {
    throw new CredentialsInvalid(`${where} sets an access key but no secret key.`);
  }
  assertPlain(accessKeyId, "access key", where, KEY_LIMIT);
  assertPlain(secretAccessKey, "secret key", where, KEY_LIMIT);
  if (sessionToken === undefined) return Object.freeze({ accessKeyId, secretAccessKey });
  assertPlain(sessionToken, "session token", where, TOKEN_LIMIT);
  return Object.freeze({ accessKeyId, secretAccessKey, sessionToken });
}

// A pasted space or line end gives a wrong signature at best and a second header at worst.
function assertPlain(value: string, part: string, where: string, limit: number): void {
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new CredentialsInvalid(`${where} sets a ${part} with a space, line end or other odd character.`, {
      hint: "Copy it again without anything before or after it.",
    });
  }
  if (value.length > limit)
    throw new CredentialsInvalid(`${where} sets a ${part} that is too long to be one.`);
}
