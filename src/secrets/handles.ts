import { type Action, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { InternalError, SecretRefused } from "../errors.ts";
import type { KnownSecret } from "./echo.ts";
import { FLOWS, type Flow, fieldsFor, flowAllowed } from "./flows.ts";
import { HANDLE_KEY, isHandle, isHandleId } from "./handle.ts";
import { meantPath } from "./meaning.ts";
import { type JsonPath, mapJson, pathMatches, showPath, visitPaths } from "./paths.ts";
import type { Vault } from "./vault.ts";

export interface FoundHandle {
  readonly handle: string;
  /** For people, e.g. `Config.ClientSecret`. */
  readonly path: string;
  readonly segments: JsonPath;
  /** The same with the names that count: a JSON Patch operation's pointer in place of its `value`. */
  readonly meant: JsonPath;
}

const SHAPE_HINT = `Write a handle as {"${HANDLE_KEY}": "secret_…"}, with nothing beside it, in place of the value.`;
// No repetition before the quote: a text of backslashes would make the search quadratic.
const HANDLE_IN_TEXT = /"\$secret\\*"/;

/**
 * Every handle in the parameters, with its place.
 * @throws SecretRefused where something looks like a handle and is none: keys beside `$secret`, another
 *   prefix, a handle written into text. Sent as it is, it would become the secret itself.
 */
export function findHandles(params: JsonObject): readonly FoundHandle[] {
  const found: FoundHandle[] = [];
  mapJson(params, (value, path, parents) => {
    if (isHandle(value) && path.length > 0) {
      found.push({
        handle: value.$secret,
        path: showPath(path),
        segments: [...path],
        meant: [...meantPath(path, parents)],
      });
      return value;
    }
    if (looksLikeHandle(value)) {
      throw new SecretRefused(`${showPath(path)} looks like a secret handle but is none.`, {
        hint: SHAPE_HINT,
      });
    }
    return undefined;
  });
  return found;
}

function looksLikeHandle(value: Json): boolean {
  if (typeof value === "string") return HANDLE_IN_TEXT.test(value);
  return isJsonObject(value) && Object.keys(value).some((key) => key.trim().toLowerCase() === HANDLE_KEY);
}

/**
 * Checks every handle of a call without opening it: it sits where the action takes a secret, it is known and
 * live, and its kind may be used there.
 * @throws SecretRefused that says where it may be used.
 */
export function checkHandles(
  action: Action,
  params: JsonObject,
  vault: Vault,
  flows: readonly Flow[] = FLOWS,
): readonly FoundHandle[] {
  const handles = findHandles(params);
  for (const found of handles) checkHandle(action, found, vault, flows);
  visitPaths(params, action.secrets.input, (value, path) => {
    if (typeof value === "string" && isHandleId(value)) {
      throw new SecretRefused(`${showPath(path)} holds a handle as plain text.`, { hint: SHAPE_HINT });
    }
  });
  return handles;
}

function checkHandle(action: Action, found: FoundHandle, vault: Vault, flows: readonly Flow[]): void {
  const inputs = action.secrets.input;
  if (!inputs.some((pattern) => pathMatches(pattern, found.segments))) {
    throw new SecretRefused(`${qualifiedName(action)} takes no secret handle at ${found.path}.`, {
      hint:
        inputs.length === 0
          ? "This action takes no handle at all."
          : `It takes them at: ${inputs.slice(0, 12).join(", ")}.`,
    });
  }
  const kind = kindOf(found, vault);
  if (!flowAllowed(kind, found.meant, flows)) {
    const fields = fieldsFor(kind, flows);
    throw new SecretRefused(`A secret of kind ${kind} can not be used at ${showPath(found.meant)}.`, {
      hint:
        fields.length === 0
          ? "No field is known to take this kind. Ask your operator."
          : `It may be used as ${fields.join(" or ")}. describe_action says what fits here; the secret of a third party comes from the user.`,
    });
  }
}

/** @throws SecretRefused that names the place: a call may hold several handles */
function kindOf({ handle, meant }: FoundHandle, vault: Vault): string {
  try {
    return vault.describe(handle).kind;
  } catch (error) {
    if (!(error instanceof SecretRefused)) throw error;
    const hint = handle.startsWith("secret_from_")
      ? "That is the placeholder of an example: pass the handle that an earlier result gave."
      : error.hint;
    throw new SecretRefused(`${showPath(meant)}: ${error.message}`, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

/**
 * A copy of the parameters with the values in place of their handles, for one request alone.
 * INVARIANT: what may not be used there is not opened: every handle is checked again first.
 * @throws SecretRefused as `checkHandles` and `Vault.open` do.
 */
export function openHandles(
  action: Action,
  params: JsonObject,
  vault: Vault,
  flows: readonly Flow[] = FLOWS,
): JsonObject {
  if (checkHandles(action, params, vault, flows).length === 0) return params;
  const opened = mapJson(params, (value) => (isHandle(value) ? vault.open(value.$secret).value : undefined));
  if (!isJsonObject(opened)) throw new InternalError("Parameters are not an object.");
  return opened;
}

/**
 * The values behind the handles in parameters, for the one request that these are for.
 * @throws SecretRefused as `findHandles` and `Vault.open`
 */
export function openedSecrets(params: JsonObject, vault: Vault): KnownSecret[] {
  return findHandles(params).map(({ handle }) => ({ id: handle, value: vault.open(handle).value }));
}
