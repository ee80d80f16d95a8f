import { HANDLE_ID, HANDLE_KEY } from "../action/handle.ts";
import type { Json, JsonObject } from "../action/json.ts";
import { isJsonObject } from "../action/json.ts";

export { HANDLE_KEY } from "../action/handle.ts";

/** What stands for a secret in parameters and results. */
export interface SecretHandle extends JsonObject {
  readonly $secret: string;
}

export function isHandleId(text: string): boolean {
  return HANDLE_ID.test(text);
}

/** Exactly `{"$secret": "secret_…"}`, nothing beside it. */
export function isHandle(value: Json | undefined): value is SecretHandle {
  if (!isJsonObject(value)) return false;
  const id = value[HANDLE_KEY];
  return Object.keys(value).length === 1 && typeof id === "string" && isHandleId(id);
}
