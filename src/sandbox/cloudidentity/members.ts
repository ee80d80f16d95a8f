/** Who is in a group. */
import type { JsonObject } from "../../action/json.ts";
import type { Place, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { invalid, quotaReached, userNotFound } from "./faults.ts";
import { groupOf } from "./groups.ts";
import { MEMBER } from "./memberships.ts";
import { beijingSeconds } from "./times.ts";
import { USER, userOf } from "./users.ts";

/** Members of one group, at most (documentation of the identity centre, "User groups"). */
export const MAX_MEMBERS = 1000;

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

/** An Auto group has everybody in it by itself, so that nobody is put in or taken out by hand. */
function assertManual(group: StoredRecord): void {
  if (group.doc.JoinType === "Auto") {
    throw invalid("GroupId", "Every user joins an Auto group by itself; its members cannot be chosen.");
  }
}

const keyOf = (groupId: string, userId: string): string => `${groupId}/${userId}`;

/**
 * Puts a user into a Manual group. A second time changes nothing: a user is in a group once.
 * @throws Fault UserGroupNotFound, UserNotFound, InvalidParam, ReachedQuotaLimit
 */
export async function addMember(context: Place, groupId: string, userId: string): Promise<void> {
  const group = await groupOf(context, groupId);
  assertManual(group);
  await userOf(context, userId);
  const key = keyOf(groupId, userId);
  if ((await context.store.get(MEMBER, key)) !== undefined) return;
  if ((await context.store.count(MEMBER, groupId)) >= MAX_MEMBERS)
    throw quotaReached("members of a user group");
  const doc = { GroupId: groupId, UserId: userId, JoinTime: beijingSeconds(context.now) };
  await context.store.insert({ kind: MEMBER, key, parent: groupId, doc });
}

/** @throws Fault UserGroupNotFound, InvalidParam; UserNotFound also where the user is not in the group */
export async function removeMember(context: Place, groupId: string, userId: string): Promise<void> {
  const group = await groupOf(context, groupId);
  assertManual(group);
  await userOf(context, userId);
  if (!(await context.store.remove(MEMBER, keyOf(groupId, userId)))) throw userNotFound();
}

/** The members with their `JoinTime`, in the order in which they joined. @throws Fault UserGroupNotFound */
export async function membersOf(context: Place, groupId: string): Promise<readonly JsonObject[]> {
  const group = await groupOf(context, groupId);
  if (group.doc.JoinType === "Auto") return everybody(context, group);
  const { items } = await context.store.list(MEMBER, { parent: groupId });
  const members: JsonObject[] = [];
  for (const { doc } of items) {
    const user = await userOf(context, textOf(doc, "UserId") ?? "");
    members.push({ ...pick(user.doc, SHOWN), JoinTime: doc.JoinTime ?? "" });
  }
  return members;
}

async function everybody(context: Place, group: StoredRecord): Promise<readonly JsonObject[]> {
  const since = textOf(group.doc, "CreatedTime") ?? "";
  const { items } = await context.store.list(USER, { limit: MAX_MEMBERS });
  return items.map(({ doc }) => {
    const arrived = textOf(doc, "CreatedTime") ?? "";
    // Both are Beijing times of one form, so that the order of the texts is the order of the times.
    return { ...pick(doc, SHOWN), JoinTime: [arrived, since].toSorted().at(-1) ?? since };
  });
}
