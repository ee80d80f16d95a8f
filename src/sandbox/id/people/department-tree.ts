/** How departments lie above and below each other. */
import type { Place, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { department, ROOT_UID } from "./department.ts";

type Reading = Pick<Place, "store">;

export const parentOf = ({ doc }: StoredRecord): string => textOf(doc, "ParentDepartmentUid") ?? ROOT_UID;

/** The departments right below one of these, in the order in which they are shown. */
export async function childrenOf(
  context: Reading,
  poolUid: string,
  uids: readonly string[],
): Promise<readonly StoredRecord[]> {
  const anyOf = [["ParentDepartmentUid", uids] as const];
  const { items } = await context.store.list(department.kind, {
    parent: poolUid,
    anyOf,
    sort: { field: "Precedence" },
  });
  return items;
}

/** All departments below one, level by level. Asks once a level. */
export async function belowOf(
  context: Reading,
  poolUid: string,
  uid: string,
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  let level: readonly string[] = [uid];
  while (level.length > 0) {
    const next = await childrenOf(context, poolUid, level);
    found.push(...next);
    level = next.map(({ key }) => key);
  }
  return found;
}

/** The Uids of a department and of all below it. */
export async function departmentsWithin(
  context: Reading,
  poolUid: string,
  uid: string,
): Promise<readonly string[]> {
  return [uid, ...(await belowOf(context, poolUid, uid)).map(({ key }) => key)];
}

/** The departments from the topmost one that is kept down to this one. */
export async function pathTo(context: Reading, record: StoredRecord): Promise<readonly StoredRecord[]> {
  const path = [record];
  for (let at = record; parentOf(at) !== ROOT_UID; ) {
    const above = await context.store.get(department.kind, parentOf(at));
    if (above === undefined) throw new Error(`The department ${parentOf(at)} is gone without its children.`);
    path.unshift(above);
    at = above;
  }
  return path;
}
