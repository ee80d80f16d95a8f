/** Users and groups, as assignments and provisionings name them: an id and what it is of. */
import type { JsonObject } from "../../action/json.ts";
import { nameOf, recordAt } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { invalid } from "./faults.ts";
import { group } from "./groups/group.ts";
import { user } from "./users/user.ts";

export const TYPES: ReadonlyMap<string, Resource> = new Map([
  ["User", user],
  ["Group", group],
]);

/** @throws Fault UserNotFound, UserGroupNotFound, InvalidParam */
export async function principalIn(fields: JsonObject, context: Place): Promise<StoredRecord> {
  const resource = TYPES.get(textOf(fields, "PrincipalType") ?? "");
  if (resource === undefined) throw invalid("PrincipalType", "It must be User or Group.");
  const record = await recordAt(resource, context, textOf(fields, "PrincipalId") ?? "");
  if (record === undefined) throw resource.faults.notFound("");
  return record;
}

/** Its name, or nothing where it is gone. */
export async function principalName(doc: JsonObject, context: Place): Promise<string> {
  const resource = TYPES.get(textOf(doc, "PrincipalType") ?? "");
  const id = textOf(doc, "PrincipalId") ?? "";
  const record = resource === undefined ? undefined : await recordAt(resource, context, id);
  return resource === undefined || record === undefined ? "" : nameOf(resource, record.doc);
}

/** The fields through which a record goes with its principal. */
export function principalLink(fields: JsonObject): JsonObject {
  const id = textOf(fields, "PrincipalId") ?? "";
  return fields.PrincipalType === "User" ? { UserId: id } : { GroupId: id };
}

/** References of a record with `principalLink`. */
export const principalReferences = [
  { field: "UserId", to: user, onDelete: "cascade" },
  { field: "GroupId", to: group, onDelete: "cascade" },
] as const;
