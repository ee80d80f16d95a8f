/** Brings into departments of one source who is in them: whoever is not named leaves. */
import type { JsonObject } from "../../../action/json.ts";
import { Fault, type Place, type StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import { invalid, notFound } from "../faults.ts";
import { departmentOfOrigin } from "../people/department-writes.ts";
import {
  departmentsOf,
  type MemberSettings,
  type Membership,
  setDepartments,
  usersOf,
  withMembership,
} from "../people/memberships.ts";
import { poolUser } from "../people/pool-user.ts";
import type { Target } from "./department-plan.ts";

/** Settings by user; a text that is absent leaves what is there. */
type Wanted = ReadonlyMap<string, MemberSettings>;

/** One answer's Members: counts in all, and mapping by mapping. */
export async function applyMembers(
  context: Place,
  target: Target,
  mappings: readonly JsonObject[],
): Promise<JsonObject> {
  const results: JsonObject[] = [];
  for (const mapping of mappings) results.push(await attempted(context, target, mapping));
  const sum = (field: string) =>
    results.reduce((all, one) => all + (typeof one[field] === "number" ? one[field] : 0), 0);
  return {
    Added: sum("Added"),
    Removed: sum("Removed"),
    Unchanged: sum("Unchanged"),
    Errors: results.flatMap(({ Status, ExternalDepartmentID, Message }) =>
      Status === "Failed" ? [`${String(ExternalDepartmentID)}: ${String(Message)}`] : [],
    ),
    MappingResults: results,
  };
}

async function attempted(context: Place, target: Target, mapping: JsonObject): Promise<JsonObject> {
  const ExternalDepartmentID = textOf(mapping, "ExternalDepartmentID") ?? "";
  try {
    const result = await context.store.attempt(() => applied(context, target, mapping));
    return { ExternalDepartmentID, Status: "Success", Message: "", ...result };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ExternalDepartmentID, Status: "Failed", Message: error.message, MemberDiffs: [] };
  }
}

function wantedOf(mapping: JsonObject): Wanted {
  const wanted = new Map<string, MemberSettings>();
  for (const uid of textsOf(mapping, "UserUids")) wanted.set(uid, {});
  for (const member of objectsOf(mapping, "Members")) {
    const uid = textOf(member, "UserUid");
    if (!uid) throw invalid("Mappings.Members.UserUid", "It is missing.");
    const primary = typeof member.IsPrimary === "boolean" ? member.IsPrimary : undefined;
    wanted.set(uid, { role: textOf(member, "Role"), primary });
  }
  return wanted;
}

async function applied(context: Place, target: Target, mapping: JsonObject): Promise<JsonObject> {
  const { poolUid, source } = target;
  const external = textOf(mapping, "ExternalDepartmentID") ?? "";
  const department = await departmentOfOrigin(context, poolUid, source, external);
  if (department === undefined) throw notFound(`department ${external} of ${source}`);
  const wanted = wantedOf(mapping);
  const now = await context.store.list(poolUser.kind, {
    parent: poolUid,
    equals: { DepartmentUids: department.key },
  });
  const diffs: JsonObject[] = [];
  let Unchanged = 0;
  for (const user of await usersOf(context, poolUid, [...wanted.keys()])) {
    const diff = await put(context, user, department.key, wanted.get(user.key) ?? {});
    if (diff === undefined) Unchanged += 1;
    else diffs.push(diff);
  }
  for (const user of now.items.filter(({ key }) => !wanted.has(key))) {
    const all = departmentsOf(user);
    const before = all.find(({ uid }) => uid === department.key);
    await setDepartments(
      context,
      user,
      all.filter(({ uid }) => uid !== department.key),
    );
    diffs.push({ UserUid: user.key, Action: "Remove", ...shownBefore(before) });
  }
  const made = (action: string) => diffs.filter(({ Action }) => Action === action).length;
  return { Added: made("Add"), Removed: made("Remove"), Unchanged, MemberDiffs: diffs };
}

const shownBefore = (one: Membership | undefined): JsonObject =>
  one === undefined ? {} : { BeforeIsPrimary: one.primary, BeforeRole: one.role };

async function put(
  context: Place,
  user: StoredRecord,
  uid: string,
  settings: MemberSettings,
): Promise<JsonObject | undefined> {
  const at = (all: readonly Membership[]) => all.find((one) => one.uid === uid);
  const all = departmentsOf(user);
  const before = at(all);
  const next = withMembership(all, uid, settings);
  const after = at(next);
  if (before !== undefined && before.role === after?.role && before.primary === after.primary)
    return undefined;
  await setDepartments(context, user, next);
  return {
    UserUid: user.key,
    Action: before === undefined ? "Add" : "Update",
    ...shownBefore(before),
    AfterIsPrimary: after?.primary ?? false,
    AfterRole: after?.role ?? "",
  };
}
