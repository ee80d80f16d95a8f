/** User groups of the identity centre. The direct API and Cloud Control both go through these records. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { change, create, find, need, remove } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { Fault } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { faultsOf, groupNotFound, invalid, missing, quotaReached } from "../faults.ts";
import { assertLengths } from "../limits.ts";
import { beijingSeconds } from "../times.ts";

/** Longest values, in characters (reference page CreateGroup). */
const LIMITS = { GroupName: 63, DisplayName: 64, Description: 128 } as const;

export const group: Resource = {
  kind: "cloudidentity.group",
  noun: "user group",
  key: ["GroupId"],
  name: "GroupName",
  unique: ["GroupName"],
  indexed: ["JoinType"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: (_given, context, label) => ({
    GroupId: uuidFor(context, `cloudidentity-group${label}`),
    DisplayName: "",
    Description: "",
    Source: "Manual",
  }),
  faults: faultsOf({
    notFound: groupNotFound,
    duplicated: (what) => new Fault(409, "GroupAlreadyExists", `The ${what} already exists.`),
  }),
};

/** @throws Fault UserGroupNotFound */
export const groupOf = (context: Place, GroupId: string): Promise<StoredRecord> =>
  need(group, context, { GroupId });

/**
 * Checks the fields of a new group. An instance has at most one group of JoinType Auto, the one that everybody is in
 * (documentation of the identity centre, "User groups").
 * @throws Fault ParamMissing, InvalidParam, ReachedQuotaLimit
 */
export async function checkedGroup(fields: JsonObject, context: Place): Promise<JsonObject> {
  const joinType = textOf(fields, "JoinType");
  if (!textOf(fields, "GroupName")) throw missing("GroupName");
  if (!joinType) throw missing("JoinType");
  if (joinType !== "Manual" && joinType !== "Auto") throw invalid("JoinType", "It must be Manual or Auto.");
  assertLengths(fields, LIMITS);
  if (joinType === "Auto" && (await find(group, context, { JoinType: "Auto" })) !== undefined) {
    throw quotaReached("Auto user groups");
  }
  return pick(fields, ["JoinType", ...Object.keys(LIMITS)]);
}

/** @throws Fault as `checkedGroup`, GroupAlreadyExists */
export async function createGroup(context: Place, fields: JsonObject): Promise<StoredRecord> {
  return create(group, context, await checkedGroup(fields, context));
}

/** Changes the fields that are given; name and JoinType are for good. @throws Fault UserGroupNotFound, InvalidParam */
export async function updateGroup(context: Place, id: string, fields: JsonObject): Promise<void> {
  const record = await groupOf(context, id);
  const changes = pick(fields, ["DisplayName", "Description"]);
  assertLengths(changes, LIMITS);
  await change(group, context, record, changes);
}

/**
 * Deletes a group and its memberships; the users stay. A group need not be empty: the Cloud Control type deletes
 * one with DeleteGroup alone (Volcengine::CloudIdentity::Group, handlers).
 * @throws Fault UserGroupNotFound
 */
export async function deleteGroup(context: Place, id: string): Promise<void> {
  await remove(group, context, await groupOf(context, id));
}
