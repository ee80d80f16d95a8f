/** Secrets: sealed in the vault, handled by reference, taken out of everything that a model, a log or the ledger sees. */
export { openBox, resealBox } from "./box.ts";
export { createConcealer, sentSecrets } from "./conceal.ts";
export { createEchoMask, type KnownSecret } from "./echo.ts";
export { generateBy, ruleFor, ruleOf, type SecretRule } from "./field-rules.ts";
export { FLOWS, type Flow, fieldsFor, flowAllowed } from "./flows.ts";
export { generatePassword, generateToken, MAX_PASSWORD, MIN_PASSWORD } from "./generate.ts";
export { isHandle, isHandleId, type SecretHandle } from "./handle.ts";
export { checkHandles, type FoundHandle, findHandles, openedSecrets, openHandles } from "./handles.ts";
export { fileKeys, readOwnFile, readPublicFile } from "./key-file.ts";
export {
  type FiledKey,
  fixedKeys,
  type KeyRing,
  keyIdOf,
  keysText,
  parseKey,
  parseKeys,
  type SealingKey,
} from "./key-ring.ts";
export { isSecretName } from "./names.ts";
export { type JsonPath, mapPaths, pathMatches, showPath, visitPaths } from "./paths.ts";
export { createRecipient, needsPassphrase, openForRecipient, type Recipient } from "./recipient.ts";
export { fingerprint, redactParams } from "./redact.ts";
export { type SealedField, type SealedResult, sealResult } from "./seal-result.ts";
export {
  createVault,
  type OpenedSecret,
  type SecretFacts,
  type SecretLabel,
  type Vault,
  type VaultOptions,
} from "./vault.ts";
export { withholdSecrets } from "./withhold.ts";
