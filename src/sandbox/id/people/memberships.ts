/** In which groups and departments a user is. Kept with the user, see pool-user.ts. */
import type { JsonObject } from "../../../action/json.ts";
import { keep, need } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import { poolUser } from "./pool-user.ts";

/** One user's place in one department. */
export interface Membership {
  readonly uid: string;
  readonly role: string;
  readonly primary: boolean;
}

/** The users of a pool with these Uids, each once. @throws Fault NotFound for the first that is not there */
export async function usersOf(
  context: Place,
  poolUid: string,
  uids: readonly string[],
): Promise<readonly StoredRecord[]> {
  const users: StoredRecord[] = [];
  for (const Uid of new Set(uids)) users.push(await need(poolUser, context, { Uid }, poolUid));
  return users;
}

/** Puts a user into exactly these groups. Being in a group is no change of the user's own. */
export async function setGroups(
  context: Place,
  user: StoredRecord,
  groups: readonly string[],
): Promise<void> {
  await keep(poolUser, context, user, { GroupUids: [...new Set(groups)] });
}

/** A user's departments, in the order in which they were joined. One of them is primary: the first unless said. */
export function departmentsOf({ doc }: StoredRecord): readonly Membership[] {
  const uids = textsOf(doc, "DepartmentUids");
  const roles = objectOf(doc, "DepartmentRoles") ?? {};
  const named = textOf(doc, "PrimaryDepartmentUid") ?? "";
  const primary = uids.includes(named) ? named : uids[0];
  return uids.map((uid) => ({ uid, role: textOf(roles, uid) ?? "", primary: uid === primary }));
}

export async function setDepartments(
  context: Place,
  user: StoredRecord,
  memberships: readonly Membership[],
): Promise<StoredRecord> {
  const roles = memberships.flatMap(({ uid, role }) => (role === "" ? [] : [[uid, role] as const]));
  return keep(poolUser, context, user, {
    DepartmentUids: memberships.map(({ uid }) => uid),
    DepartmentRoles: Object.fromEntries(roles),
    PrimaryDepartmentUid: memberships.find(({ primary }) => primary)?.uid ?? "",
  });
}

export interface MemberSettings {
  readonly role?: string | undefined;
  /** False where another one shall be primary. */
  readonly primary?: boolean | undefined;
}

/** The memberships with one put in or changed; what is not set stays, or is none for a new one. */
export function withMembership(
  memberships: readonly Membership[],
  uid: string,
  settings: MemberSettings,
): readonly Membership[] {
  const before = memberships.find((one) => one.uid === uid);
  const first = memberships.length === 0;
  const after = {
    uid,
    role: settings.role ?? before?.role ?? "",
    primary: settings.primary ?? before?.primary ?? first,
  };
  const others = memberships.map((one) => (after.primary ? { ...one, primary: false } : one));
  if (before === undefined) return [...others, after];
  const changed = others.map((one) => (one.uid === uid ? after : one));
  // Somebody's only department is their primary one; of several the next takes over.
  if (changed.some(({ primary }) => primary)) return changed;
  const next = changed.find((one) => one.uid !== uid)?.uid ?? uid;
  return changed.map((one) => ({ ...one, primary: one.uid === next }));
}

export const shownMembership = ({ role, primary }: Membership): JsonObject => ({
  IsPrimary: primary,
  Role: role,
});
