import { createHmac } from "node:crypto";
import type { Action } from "../action/action.ts";
import { FINGERPRINT_KEY } from "../action/handle.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { InternalError } from "../errors.ts";
import { mapSecrets } from "./leaves.ts";
import { isList } from "./paths.ts";

const FINGERPRINT_DIGITS = 16;

/**
 * Sixteen hex digits of HMAC-SHA256 over a secret. Equal secrets have equal fingerprints under one key, so that an approval
 * can cover them; without the key nobody can test guesses.
 */
export function fingerprint(value: Json, key: Uint8Array): string {
  return createHmac("sha256", key)
    .update("idgate secret fingerprint v1\n")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
    .slice(0, FINGERPRINT_DIGITS);
}

/** The order of keys is no difference. */
function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}

/**
 * Parameters for the ledger, logs and previews: every secret becomes `{"$fingerprint": "…"}`, handles stay as
 * they are. What counts as secret: `mapSecrets`, with the action's secret inputs.
 */
export function redactParams(action: Action, params: JsonObject, fingerprintKey: Uint8Array): JsonObject {
  const redacted = mapSecrets(params, { paths: action.secrets.input, keepHandles: true }, ({ value }) => ({
    [FINGERPRINT_KEY]: fingerprint(value, fingerprintKey),
  }));
  if (!isJsonObject(redacted)) throw new InternalError("Parameters are not an object.");
  return redacted;
}
