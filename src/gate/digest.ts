import { createHmac } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import type { Language } from "../language.ts";
import type { Target } from "../wire/permit.ts";

/** What an approval is an approval of. Change any part and it is another operation. */
export interface DigestFacts {
  readonly action: string;
  /** Secrets in it are handles or keyed fingerprints. */
  readonly params: JsonObject;
  readonly target: Target;
  readonly policyVersion: string;
  readonly requester: string;
  /** What the preview is written in: an approval is one of the text that was shown. */
  readonly language: Language;
}

/** JSON with sorted keys: equal values have equal text. */
export function canonicalJson(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** HMAC-SHA256 over the canonical form, hex. Keyed, so that nobody can test guesses of what it covers. */
export function digestOf(facts: DigestFacts, key: Uint8Array): string {
  const { mode, account, region, profile, endpoint } = facts.target;
  const covered = canonicalJson({
    action: facts.action,
    params: facts.params,
    target: [mode, account ?? null, region, profile ?? null, endpoint ?? null],
    policy: facts.policyVersion,
    requester: facts.requester,
    language: facts.language,
  });
  return createHmac("sha256", key).update("idgate operation v1\n").update(covered).digest("hex");
}
