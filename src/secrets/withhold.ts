import type { Action } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { echoMark, type KnownSecret } from "./echo.ts";
import { isHandle } from "./handle.ts";
import { isList } from "./paths.ts";
import { type SealedResult, sealResult } from "./seal-result.ts";
import { createVault } from "./vault.ts";

const GONE = "[withheld]";

/**
 * An answer without its secrets, and without handles of them: fields are left out, as are elements of lists; in the
 * middle of text stands `[withheld]`. Sealed into a vault that nobody can open, so that what counts as a secret is the same.
 * @throws SecretRefused as `sealResult`
 */
export function withholdSecrets(
  action: Action,
  result: JsonObject,
  opened: readonly KnownSecret[],
): SealedResult {
  const sealed = sealResult(action, result, createVault(), opened);
  const ids = [...sealed.sealed.map(({ handle }) => handle), ...opened.map(({ id }) => id)];
  const marks = new Set(ids.map(echoMark));
  return { ...sealed, result: withoutKeys(sealed.result, new Set(ids), marks) };
}

function without(value: Json, ids: ReadonlySet<string>, marks: ReadonlySet<string>): Json | undefined {
  if (typeof value === "string") return plain(value, marks);
  if (isList(value)) return value.flatMap((one) => without(one, ids, marks) ?? []);
  if (!isJsonObject(value)) return value;
  return isHandle(value) && ids.has(value.$secret) ? undefined : withoutKeys(value, ids, marks);
}

function withoutKeys(object: JsonObject, ids: ReadonlySet<string>, marks: ReadonlySet<string>): JsonObject {
  const kept = new Map<string, Json>();
  for (const [key, value] of Object.entries(object)) {
    const inner = without(value, ids, marks);
    if (inner !== undefined) kept.set(plain(key, marks), inner);
  }
  return Object.fromEntries(kept);
}

function plain(text: string, marks: ReadonlySet<string>): string {
  return text.includes("[secret_")
    ? text.replace(/\[secret_[\w-]{1,64}\]/g, (mark) => (marks.has(mark) ? GONE : mark))
    : text;
}
