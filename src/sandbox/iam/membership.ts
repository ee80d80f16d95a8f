/** Who is in which IAM group. */
import { create, find, recordAt, remove } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { iamGroup } from "./group.ts";
import { iamTime } from "./records.ts";
import { iamUser } from "./user.ts";

export const groupMembership: Resource = {
  kind: "iam:group-member",
  noun: "member",
  key: ["UserGroupID", "UserId"],
  parent: { to: iamGroup, field: "UserGroupID", onDelete: "cascade" },
  references: [{ field: "UserId", to: iamUser, onDelete: "cascade" }],
  times: { created: "JoinDate", format: iamTime },
  faults: faultsOf("member", { unknown: [404, "UserNotInGroup"], taken: "UserAlreadyInGroup" }),
};

/** A user in a group: since when, and both records. */
export interface Member {
  readonly group: StoredRecord;
  readonly user: StoredRecord;
  readonly since: string;
}

const membership = (context: Place, group: StoredRecord, user: StoredRecord) =>
  find(groupMembership, context, { UserGroupID: group.key, UserId: user.key });

/** Once is enough: a second time changes nothing. True where the user was not in the group before. */
export async function joinGroup(context: Place, group: StoredRecord, user: StoredRecord): Promise<boolean> {
  if ((await membership(context, group, user)) !== undefined) return false;
  await create(groupMembership, context, { UserGroupID: group.key, UserId: user.key });
  return true;
}

/** True where the user was in the group. */
export async function leaveGroup(context: Place, group: StoredRecord, user: StoredRecord): Promise<boolean> {
  const record = await membership(context, group, user);
  if (record === undefined) return false;
  await remove(groupMembership, context, record);
  return true;
}

async function membersIn(context: Place, records: readonly StoredRecord[]): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (const { doc } of records) {
    const group = await recordAt(iamGroup, context, textOf(doc, "UserGroupID") ?? "");
    const user = await recordAt(iamUser, context, textOf(doc, "UserId") ?? "");
    if (group === undefined || user === undefined) continue;
    members.push({ group, user, since: textOf(doc, "JoinDate") ?? "" });
  }
  return members;
}

/** Groups of a user, in the order in which they were joined. */
export async function groupsOfUser(context: Place, user: StoredRecord): Promise<readonly Member[]> {
  const { items } = await context.store.list(groupMembership.kind, { equals: { UserId: user.key } });
  return membersIn(context, items);
}

export async function membersOfGroup(context: Place, group: StoredRecord): Promise<readonly Member[]> {
  const { items } = await context.store.list(groupMembership.kind, { parent: group.key });
  return membersIn(context, items);
}
