/** What fields for new secrets accept, so that what is generated for one fits it. */
import { generatePassword, generateToken, MAX_PASSWORD, MIN_PASSWORD } from "./generate.ts";

export type SecretKind = "password" | "token";

/** Characters of a generated secret, in which form. */
export interface SecretRule {
  readonly form: SecretKind;
  readonly min: number;
  readonly max: number;
  readonly usual: number;
}

/** Shorter ones are accepted by some fields, and too easily guessed to be made here. */
const SHORTEST = 12;

const RULES: Readonly<Record<SecretKind, SecretRule>> = {
  // 8 to 32 characters of at least three kinds: the rule of all services (Cloud Control's types of users).
  password: { form: "password", min: Math.max(SHORTEST, MIN_PASSWORD), max: MAX_PASSWORD, usual: 24 },
  // Keys and client secrets have no documented rule: 256 bits in letters, digits, - and _, which every header and address takes.
  token: { form: "token", min: 32, max: 128, usual: 43 },
};

/** The rule of a field by its name: passwords that people's sign-ins take, and texts that machines compare. */
export function ruleOf(field: string): SecretRule {
  return RULES[/(?:password|passwd|pwd|passphrase)$/i.test(field) ? "password" : "token"];
}

export function ruleFor(form: SecretKind): SecretRule {
  return RULES[form];
}

/** @throws InvalidArguments for a length that the rule does not have */
export function generateBy({ form }: SecretRule, length: number): string {
  if (form === "password") return generatePassword({ length });
  return generateToken(Math.ceil((length * 3) / 4)).slice(0, length);
}
