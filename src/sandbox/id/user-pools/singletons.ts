/** Settings of which a pool has one set: they are written over, whether they were there or not. */
import type { JsonObject } from "../../../action/json.ts";
import { change, create, need, recordAt } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { userPool } from "./user-pool.ts";

/** Stores the fields over what the pool has there. @throws Fault NotFound without the pool */
export async function upsert(resource: Resource, context: Place, fields: JsonObject): Promise<StoredRecord> {
  const before = await recordAt(resource, context, textOf(fields, "UserPoolUid") ?? "");
  return before === undefined ? create(resource, context, fields) : change(resource, context, before, fields);
}

/** What the pool has there; what a new one would have where nobody set it. @throws Fault NotFound without the pool */
export async function orDefaults(resource: Resource, context: Place, poolUid: string): Promise<JsonObject> {
  await need(userPool, context, { Uid: poolUid });
  const record = await recordAt(resource, context, poolUid);
  return record?.doc ?? { ...(await resource.fresh?.({}, context, "")), UserPoolUid: poolUid };
}
