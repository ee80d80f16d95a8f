/** Makes and finds access keys, for the actions on them and for the resource type. */
import type { JsonObject } from "../../action/json.ts";
import { create } from "../resources/records.ts";
import { Fault, type Place, type StoredRecord } from "../types.ts";
import { accessKey } from "./access-key.ts";
import { ownedBy, ownerKey } from "./owner.ts";

/** Keys that a user, or the account, may have at a time. */
export const KEY_QUOTA = 2;

export async function keysOf(
  context: Place,
  owner: StoredRecord | undefined,
): Promise<readonly StoredRecord[]> {
  const { items } = await context.store.list(accessKey.kind, { equals: { Owner: ownerKey(owner) } });
  return items;
}

/** @throws Fault QuotaExceeded */
export async function createKey(
  context: Place,
  owner: StoredRecord | undefined,
  fields: JsonObject = {},
): Promise<StoredRecord> {
  if ((await keysOf(context, owner)).length >= KEY_QUOTA) {
    throw new Fault(429, "QuotaExceeded", `There are ${KEY_QUOTA} access keys already, and may be no more.`);
  }
  return create(accessKey, context, { ...fields, ...ownedBy(owner) });
}
