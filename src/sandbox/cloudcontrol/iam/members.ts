/** Who is in which IAM group. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { GROUP_MEMBER, groupNotExist, IAM_GROUP, IAM_USER, iamTime, userNotExist } from "./records.ts";

const memberKey = (group: string, user: string): string => `${group}/${user}`;

/** Once is enough: a second time changes nothing. @throws Fault UserGroupNotExist, UserNotExist */
export async function joinGroup(context: Place, group: string, user: string): Promise<void> {
  const { store } = context;
  if ((await store.get(IAM_GROUP, group)) === undefined) throw groupNotExist(group);
  if ((await store.get(IAM_USER, user)) === undefined) throw userNotExist(user);
  const key = memberKey(group, user);
  if ((await store.get(GROUP_MEMBER, key)) !== undefined) return;
  const doc = { UserGroupName: group, UserName: user, JoinDate: iamTime(context.now) };
  await store.insert({ kind: GROUP_MEMBER, key, parent: group, doc });
}

export async function leaveGroup(context: Place, group: string, user: string): Promise<void> {
  await context.store.remove(GROUP_MEMBER, memberKey(group, user));
}

/** Names of the groups of a user, in the order in which they were joined. */
export async function groupsOfUser(context: Place, user: string): Promise<readonly string[]> {
  const { items } = await context.store.list(GROUP_MEMBER, { where: (doc) => doc.UserName === user });
  return items.map(({ doc }) => textOf(doc, "UserGroupName") ?? "");
}

/** Memberships of a group: `{UserGroupName, UserName, JoinDate}`. */
export async function membersOfGroup(context: Place, group: string): Promise<readonly JsonObject[]> {
  const { items } = await context.store.list(GROUP_MEMBER, { parent: group });
  return items.map(({ doc }) => doc);
}
