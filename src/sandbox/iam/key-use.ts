/** When an access key last signed a request, and for what. */
import type { JsonObject } from "../../action/json.ts";
import type { Place, StoredRecord } from "../types.ts";
import { iamTime, NEVER } from "./records.ts";

/** Key: AccessKeyId. Apart from the key, so that a request changes nothing that others look at. */
const KEY_USE = "iam:key-use";

/** What a key that was never used shows; the reference is silent. */
const UNUSED = { Region: "", RequestTime: NEVER, Service: "" };

export async function lastUseOf(context: Pick<Place, "store">, accessKeyId: string): Promise<JsonObject> {
  return (await context.store.get(KEY_USE, accessKeyId))?.doc ?? UNUSED;
}

/** A use as it is remembered: to the second. */
export const useNow = (context: Pick<Place, "now" | "region">, service: string): JsonObject => ({
  Region: context.region,
  RequestTime: iamTime(context.now),
  Service: service,
});

export async function noteUse(
  context: Pick<Place, "store">,
  accessKeyId: string,
  use: JsonObject,
): Promise<void> {
  const record: StoredRecord = { kind: KEY_USE, key: accessKeyId, parent: undefined, doc: use };
  const known = await context.store.get(KEY_USE, accessKeyId);
  if (known === undefined) await context.store.insert(record);
  else await context.store.update(record);
}

export async function forgetUse(context: Pick<Place, "store">, accessKeyId: string): Promise<void> {
  await context.store.remove(KEY_USE, accessKeyId);
}
