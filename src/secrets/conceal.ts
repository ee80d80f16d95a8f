import type { Action } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { createEchoMask } from "./echo.ts";
import { openedSecrets } from "./handles.ts";
import { mapSecrets } from "./leaves.ts";
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
  const known = openedSecrets(params, vault);
  mapSecrets(params, { paths: action.secrets.input, keepHandles: true }, ({ value }) => {
    // Of an object that is secret as a whole, a service quotes the texts in it.
    mapJson(value, (leaf) => {
      if (typeof leaf === "string" || typeof leaf === "number")
        known.push({ id: TYPED, value: String(leaf) });
      return undefined;
    });
    return undefined;
  });
  if (known.length === 0) return (text) => text;
  let mask: ((text: string) => string) | undefined;
  return (text) => {
    mask ??= createEchoMask(known);
    return mask(text);
  };
}
