/** Who is in a group. */
import type { JsonObject } from "../../../action/json.ts";
import { create, find, remove } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { faultsOf, invalid, quotaReached, userNotFound } from "../faults.ts";
import { beijingSeconds } from "../times.ts";
import { user, userOf } from "../users/user.ts";
import { group, groupOf } from "./group.ts";

/** Members of one group, at most (documentation of the identity centre, "User groups"). */
const MAX_MEMBERS = 1000;

const SHOWN = [
  "UserId",
  "UserName",
  "DisplayName",
  "Description",
  "Source",
  "Email",
  "Phone",
  "IdentityType",
];

/** One membership of a Manual group; it goes with its group and with its user. */
export const membership: Resource = {
  kind: "cloudidentity.membership",
  noun: "membership",
  key: ["GroupId", "UserId"],
  parent: { to: group, field: "GroupId", onDelete: "cascade" },
  references: [{ field: "UserId", to: user, onDelete: "cascade" }],
  times: { created: "JoinTime", format: beijingSeconds },
  faults: faultsOf({ notFound: userNotFound }),
};

/** An Auto group has everybody in it by itself, so that nobody is put in or taken out by hand. */
function assertManual({ doc }: StoredRecord): void {
  if (doc.JoinType === "Auto") {
    throw invalid("GroupId", "Every user joins an Auto group by itself; its members cannot be chosen.");
  }
}

/**
 * Puts a user into a Manual group. A second time changes nothing: a user is in a group once.
 * @throws Fault UserGroupNotFound, UserNotFound, InvalidParam, ReachedQuotaLimit
 */
export async function addMember(context: Place, GroupId: string, UserId: string): Promise<void> {
  assertManual(await groupOf(context, GroupId));
  await userOf(context, UserId);
  if ((await find(membership, context, { GroupId, UserId })) !== undefined) return;
  if ((await context.store.count(membership.kind, GroupId)) >= MAX_MEMBERS) {
    throw quotaReached("members of a user group");
  }
  await create(membership, context, { GroupId, UserId });
}

/** @throws Fault UserGroupNotFound, InvalidParam; UserNotFound also where the user is not in the group */
export async function removeMember(context: Place, GroupId: string, UserId: string): Promise<void> {
  assertManual(await groupOf(context, GroupId));
  await userOf(context, UserId);
  const record = await find(membership, context, { GroupId, UserId });
  if (record === undefined) throw userNotFound();
  await remove(membership, context, record);
}

/** The members with their `JoinTime`, in the order in which they joined. @throws Fault UserGroupNotFound */
export async function membersOf(context: Place, groupId: string): Promise<readonly JsonObject[]> {
  const record = await groupOf(context, groupId);
  if (record.doc.JoinType === "Auto") return everybody(context, record);
  const { items } = await context.store.list(membership.kind, { parent: groupId });
  const members: JsonObject[] = [];
  for (const { doc } of items) {
    const member = await userOf(context, textOf(doc, "UserId") ?? "");
    members.push({ ...pick(member.doc, SHOWN), JoinTime: doc.JoinTime ?? "" });
  }
  return members;
}

async function everybody(context: Place, auto: StoredRecord): Promise<readonly JsonObject[]> {
  const since = textOf(auto.doc, "CreatedTime") ?? "";
  const { items } = await context.store.list(user.kind, { limit: MAX_MEMBERS });
  return items.map(({ doc }) => {
    const arrived = textOf(doc, "CreatedTime") ?? "";
    // Both are Beijing times of one form, so that the order of the texts is the order of the times.
    return { ...pick(doc, SHOWN), JoinTime: [arrived, since].toSorted().at(-1) ?? since };
  });
}
