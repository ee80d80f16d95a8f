/** The tree of departments, as GetDepartmentTree shows it. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { childrenOf } from "./department-tree.ts";
import { shownDepartment } from "./department-views.ts";

export interface TreeWish {
  /** Levels to show, the root's among them. */
  readonly depth: number;
  /** What is looked for; undefined for everything. */
  readonly matches: ((doc: JsonObject) => boolean) | undefined;
  /** Whether what lies below a match is shown too. */
  readonly withBelow: boolean;
}

/** One node; undefined where neither it nor anything below it, down to the depth, is looked for. */
export async function treeFrom(
  context: Place,
  record: StoredRecord,
  wish: TreeWish,
): Promise<JsonObject | undefined> {
  const found = wish.matches?.(record.doc) ?? true;
  const below = found && wish.withBelow ? { ...wish, matches: undefined } : wish;
  const Children: JsonObject[] = [];
  if (wish.depth > 1) {
    for (const child of await childrenOf(context, record.parent ?? "", [record.key])) {
      const node = await treeFrom(context, child, { ...below, depth: wish.depth - 1 });
      if (node !== undefined) Children.push(node);
    }
  }
  if (!found && Children.length === 0) return undefined;
  const Department = await shownDepartment(context, record);
  return { Department, MemberCount: Department.MemberCount ?? 0, Children };
}
