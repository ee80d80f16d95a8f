import type { Json, JsonObject } from "../action/json.ts";
import { isJsonObject } from "../action/json.ts";

export const HANDLE_KEY = "$secret";

/** The vault makes 24 characters after the prefix; older and other ones may be 8 to 64. */
const HANDLE_ID = /^secret_[A-Za-z0-9_-]{8,64}$/;

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
