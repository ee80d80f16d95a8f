import type { Action } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { createEchoMask, type KnownSecret } from "./echo.ts";
import { openedSecrets } from "./handles.ts";
import { mapSecrets } from "./leaves.ts";
import { looksRandom } from "./look-alikes.ts";
import { isSecretName } from "./names.ts";
import { mapJson } from "./paths.ts";
import type { Vault } from "./vault.ts";

/** What a mark says in place of a secret that the caller typed, and that has no handle. */
const TYPED = "a secret of this call";

/**
 * A function that takes out of a text what a call sends as secret: handles' values and what the caller typed
 * itself. For what a service says in words, which goes to the ledger and the log: it likes to quote what it refuses.
 * The handles are opened now, for the one request that the parameters are for.
 * @throws SecretRefused as `Vault.open`
 */
export function createConcealer(action: Action, params: JsonObject, vault: Vault): (text: string) => string {
  const known = [...openedSecrets(params, vault), ...typedSecrets(action, params, () => true)];
  if (known.length === 0) return (text) => text;
  let mask: ((text: string) => string) | undefined;
  return (text) => {
    mask ??= createEchoMask(known);
    return mask(text);
  };
}

/**
 * What a call sends as secret and its answer must not repeat: handles' values and what the caller typed. A parameter that may
 * hold a secret (a custom parameter, a patch) counts where its value looks like one: `consent` is no secret.
 * @throws SecretRefused as `Vault.open`
 */
export function sentSecrets(action: Action, params: JsonObject, vault: Vault): readonly KnownSecret[] {
  const counts = (kind: string, value: string) => isSecretName(kind) || looksRandom(value);
  return [...openedSecrets(params, vault), ...typedSecrets(action, params, counts)];
}

function typedSecrets(
  action: Action,
  params: JsonObject,
  counts: (kind: string, value: string) => boolean,
): KnownSecret[] {
  const typed: KnownSecret[] = [];
  mapSecrets(params, { paths: action.secrets.input, keepHandles: true }, ({ value, kind }) => {
    // Of an object that is secret as a whole, a service quotes the texts in it.
    mapJson(value, (leaf) => {
      const isText = typeof leaf === "string" || typeof leaf === "number";
      if (isText && counts(kind, String(leaf))) typed.push({ id: TYPED, value: String(leaf) });
      return undefined;
    });
    return undefined;
  });
  return typed;
}
