/** The rule for passwords of all services: 8 to 32 characters of at least three kinds (type Volcengine::CloudIdentity::User). */

export const PASSWORD_LENGTH = { min: 8, max: 32 } as const;
const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
const KINDS_NEEDED = 3;

/** What is wrong with a password, as a sentence that does not quote it; undefined where nothing is. */
export function passwordProblem(password: string): string | undefined {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max) {
    return `It needs ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`;
  }
  return KINDS.filter((kind) => kind.test(password)).length < KINDS_NEEDED
    ? "It needs three kinds of characters out of capitals, small letters, digits and symbols."
    : undefined;
}
