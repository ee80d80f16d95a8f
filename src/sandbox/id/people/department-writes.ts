/** Makes, moves and removes departments, for every action that does. */
import type { JsonObject } from "../../../action/json.ts";
import { change, create, remove } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { duplicated, invalid, refused } from "../faults.ts";
import { department, originValue, placeValue, ROOT_UID } from "./department.ts";
import { belowOf, departmentsWithin, parentOf } from "./department-tree.ts";
import { departmentOf } from "./department-views.ts";
import { departmentsOf, setDepartments, withMembership } from "./memberships.ts";
import { poolUser } from "./pool-user.ts";

/** The department of a pool that a source calls so. */
export async function departmentOfOrigin(
  context: Pick<Place, "store">,
  poolUid: string,
  source: string,
  externalId: string,
): Promise<StoredRecord | undefined> {
  const equals = { Origin: originValue(source, externalId) };
  return (await context.store.list(department.kind, { parent: poolUid, equals, limit: 1 })).items[0];
}

/** @throws Fault where a sibling has the name, or another department is known to the source by the same id */
async function assertFree(context: Place, poolUid: string, doc: JsonObject): Promise<void> {
  const name = textOf(doc, "Name") ?? "";
  const equals = { Place: placeValue(textOf(doc, "ParentDepartmentUid") ?? "", name) };
  const { items } = await context.store.list(department.kind, { parent: poolUid, equals, limit: 1 });
  if (items.some(({ key }) => key !== doc.Uid)) throw duplicated(`department ${name} at this place`);
  const external = textOf(doc, "ExternalID") ?? "";
  if (external === "") return;
  const known = await departmentOfOrigin(context, poolUid, textOf(doc, "Source") ?? "", external);
  if (known !== undefined && known.key !== doc.Uid) throw duplicated(`department of ExternalID ${external}`);
}

/** @throws Fault NotFound for the parent, Duplicated */
export async function createDepartment(
  context: Place,
  poolUid: string,
  given: JsonObject,
  label = "",
): Promise<StoredRecord> {
  await departmentOf(context, poolUid, textOf(given, "ParentDepartmentUid") ?? "");
  const doc = { Source: "Manual", ...given, UserPoolUid: poolUid };
  await assertFree(context, poolUid, doc);
  return create(department, context, doc, label);
}

/** @throws Fault NotFound for the parent, Duplicated, InvalidRequest for the root and for a move below itself */
export async function changeDepartment(
  context: Place,
  record: StoredRecord,
  fields: JsonObject,
): Promise<StoredRecord> {
  const { key, parent: poolUid = "" } = record;
  assertNoRoot(key);
  const above = textOf(fields, "ParentDepartmentUid");
  if (above !== undefined && above !== parentOf(record)) {
    await departmentOf(context, poolUid, above);
    if ((await departmentsWithin(context, poolUid, key)).includes(above)) {
      throw refused(`The department ${key} cannot be moved below itself.`);
    }
  }
  await assertFree(context, poolUid, { ...record.doc, ...fields });
  return change(department, context, record, fields);
}

function assertNoRoot(uid: string): void {
  if (uid === ROOT_UID) throw refused("The root department stays as it is.");
}

export interface Removal {
  readonly children: boolean;
  readonly members: boolean;
  /** What becomes of members; the reference names no values: here `Remove` ends memberships, `MoveToParent` moves up. */
  readonly policy: string;
}

/**
 * Removes a department, and what the removal allows to go with it. Users never go along: they only leave.
 * @throws Fault InvalidRequest for the root, and while something is in it that the removal does not allow for
 */
export async function removeDepartment(
  context: Place,
  record: StoredRecord,
  removal: Removal,
): Promise<void> {
  const { key, parent: poolUid = "" } = record;
  assertNoRoot(key);
  const policy = removal.policy.toLowerCase();
  if (!["", "remove", "movetoparent"].includes(policy)) {
    throw invalid("MemberPolicy", "It must be Remove or MoveToParent.");
  }
  const below = await belowOf(context, poolUid, key);
  if (below.length > 0 && !removal.children) {
    throw refused(`The department ${key} has departments below it; ForceDeleteChildren takes them along.`);
  }
  const going = [key, ...below.map((one) => one.key)];
  const anyOf = [["DepartmentUids", going] as const];
  const members = await context.store.list(poolUser.kind, { parent: poolUid, anyOf });
  if (members.total > 0 && !removal.members && policy === "") {
    throw refused(`The department ${key} has members; ForceDeleteMembers ends their memberships.`);
  }
  if (policy === "movetoparent") {
    for (const user of members.items) await moveUp(context, user, going, parentOf(record));
  }
  for (const one of [...below.toReversed(), record]) await remove(department, context, one);
}

async function moveUp(
  context: Place,
  user: StoredRecord,
  going: readonly string[],
  above: string,
): Promise<void> {
  const all = departmentsOf(user);
  const primary = all.some((one) => one.primary && going.includes(one.uid)) ? true : undefined;
  const rest = all.filter(({ uid }) => !going.includes(uid));
  await setDepartments(context, user, withMembership(rest, above, { primary }));
}
