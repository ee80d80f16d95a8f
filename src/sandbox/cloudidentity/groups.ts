/** Records of cloud identity groups. The direct API and Cloud Control both go through these functions. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { Place, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { GROUP_LIMITS } from "./facts.ts";
import { groupNameTaken, groupNotFound, invalid, missing, quotaReached } from "./faults.ts";
import { assertLengths } from "./listing.ts";
import { MEMBER } from "./memberships.ts";
import { beijingSeconds } from "./times.ts";

export const GROUP = "cloudidentity:group";
const GROUP_NAME = "cloudidentity:group-name";

/** @throws Fault UserGroupNotFound */
export async function groupOf(context: Place, id: string): Promise<StoredRecord> {
  const group = await context.store.get(GROUP, id);
  if (group === undefined) throw groupNotFound();
  return group;
}

/**
 * Creates a group. An instance has at most one group of JoinType Auto, the one that everybody is in
 * (documentation of the identity centre, "User groups").
 * @throws Fault ParamMissing, InvalidParam, GroupAlreadyExists, ReachedQuotaLimit
 */
export async function createGroup(context: Place, fields: JsonObject): Promise<StoredRecord> {
  const name = textOf(fields, "GroupName") ?? "";
  const joinType = textOf(fields, "JoinType") ?? "";
  if (name === "") throw missing("GroupName");
  if (joinType === "") throw missing("JoinType");
  if (joinType !== "Manual" && joinType !== "Auto") throw invalid("JoinType", "It must be Manual or Auto.");
  assertLengths(fields, GROUP_LIMITS);
  if ((await context.store.get(GROUP_NAME, name)) !== undefined) throw groupNameTaken(name);
  if (joinType === "Auto") {
    const { total } = await context.store.list(GROUP, { where: (doc) => doc.JoinType === "Auto" });
    if (total > 0) throw quotaReached("Auto user groups");
  }
  const id = uuidFor(context, "cloudidentity-group");
  const at = beijingSeconds(context.now);
  const doc = {
    GroupId: id,
    GroupName: name,
    DisplayName: textOf(fields, "DisplayName") ?? "",
    Description: textOf(fields, "Description") ?? "",
    JoinType: joinType,
    Source: "Manual",
    CreatedTime: at,
    UpdatedTime: at,
  };
  const group: StoredRecord = { kind: GROUP, key: id, parent: undefined, doc };
  await context.store.insert({ kind: GROUP_NAME, key: name, parent: undefined, doc: { GroupId: id } });
  await context.store.insert(group);
  return group;
}

/** Changes the fields that are given; name and JoinType are for good. @throws Fault UserGroupNotFound, InvalidParam */
export async function updateGroup(context: Place, id: string, fields: JsonObject): Promise<void> {
  const group = await groupOf(context, id);
  const changes = pick(fields, ["DisplayName", "Description"]);
  assertLengths(changes, GROUP_LIMITS);
  const doc = { ...group.doc, ...changes, UpdatedTime: beijingSeconds(context.now) };
  await context.store.update({ ...group, doc });
}

/**
 * Deletes a group and its memberships; the users stay. A group need not be empty: the Cloud Control type deletes
 * one with DeleteGroup alone (Volcengine::CloudIdentity::Group, handlers).
 * @throws Fault UserGroupNotFound
 */
export async function deleteGroup(context: Place, id: string): Promise<void> {
  const group = await groupOf(context, id);
  const { items } = await context.store.list(MEMBER, { parent: id });
  for (const membership of items) await context.store.remove(MEMBER, membership.key);
  await context.store.remove(GROUP_NAME, textOf(group.doc, "GroupName") ?? "");
  await context.store.remove(GROUP, id);
}
