/**
 * Names under which a secret travels, wherever it sits (facts of the actions' fields, of Cloud Control's types
 * and of what third parties put into free-form JSON). Compared without case, width, `_` and `-`.
 */
const SECRET_NAMES: ReadonlySet<string> = new Set(
  [
    "AccessToken",
    "ApiKey",
    "AttachmentFileB64",
    "Authorization",
    "BackupCodes",
    "Bearer",
    "ConnectionString",
    "Cookie",
    "Jwt",
    "Passcode",
    "SharedKey",
    "SigningKey",
    "ClientAssertion",
    "ClientSecret",
    "CredentialData",
    "CredentialSecret",
    "EncryptionKey",
    "IdentityToken",
    "IdToken",
    "Password",
    "PrivateKey",
    "RecoveryCodes",
    "RefreshToken",
    "RegistrationAccessToken",
    "RegistrationClientUri",
    "Secret",
    "SecretAccessKey",
    "SecretKey",
    "SecurityToken",
    "SessionToken",
    "SessionUri",
    "Token",
    "UserToken",
    "UsersCsvB64",
    "WorkloadAccessToken",
    ...["密码", "口令", "密钥", "私钥", "令牌", "访问令牌", "客户端密钥"],
  ].map(fold),
);

// `SmtpPassword`, `app_secret`, `x-api-key`, and every token but those that only count pages or calls.
const SECRET_ENDINGS =
  /(?:(?:password|passwd|passphrase|clientsecret|apikey|privatekey)s?|pwd|secret|(?:secret|encryption|shared|signing|master|hmac|symmetric)key|(?:secret|private)key(?:pem|b64|base64)|password(?:hash|b64|base64)|token)$/;
const HARMLESS_TOKENS =
  /^(?:client|idempotency|(?:\w*(?:next|page|pagination|paging|continuation|starting|start|sync)))token$/;

/** Names whose whole content is secret, also where it is an object with harmless names in it. */
const OPAQUE_NAMES: ReadonlySet<string> = new Set(["credentialdata"]);

/** A name in one spelling: of any width and case, letters and digits alone. */
export function fold(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

type Verdict = "plain" | "secret" | "opaque";

// The same few hundred names come with every answer; hostile ones must not fill the memory.
const verdicts = new Map<string, Verdict>();
const MAX_VERDICTS = 5_000;

function verdictOf(name: string): Verdict {
  let verdict = verdicts.get(name);
  if (verdict === undefined) {
    const folded = fold(name);
    const secret = SECRET_NAMES.has(folded) || (SECRET_ENDINGS.test(folded) && !HARMLESS_TOKENS.test(folded));
    verdict = OPAQUE_NAMES.has(folded) ? "opaque" : secret ? "secret" : "plain";
    if (verdicts.size >= MAX_VERDICTS) verdicts.clear();
    if (name.length <= 100) verdicts.set(name, verdict);
  }
  return verdict;
}

/** Whether a field of this name holds a secret where it holds text. */
export function isSecretName(name: string): boolean {
  return verdictOf(name) !== "plain";
}

/** Whether a field of this name holds what looks like a token and is none. */
export function isHarmlessName(name: string): boolean {
  return HARMLESS_TOKENS.test(fold(name));
}

/** Whether everything inside a field of this name is secret. */
export function isOpaqueName(name: string): boolean {
  return verdictOf(name) === "opaque";
}
