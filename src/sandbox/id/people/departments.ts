/** The actions on departments of a user pool. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { matching } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import type { Part } from "../../types.ts";
import { numberOf, pick, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { department, ROOT_UID } from "./department.ts";
import { treeFrom } from "./department-nodes.ts";
import { departmentIn, rootOf, shownDepartment, shownDepartments, wholePath } from "./department-views.ts";
import { changeDepartment, createDepartment, removeDepartment } from "./department-writes.ts";
import { DEPARTMENT_FILTERS } from "./group-filter.ts";
import { poolIn, sortOf } from "./user-views.ts";

const SORTABLE = ["Name", "Precedence", "CreateTime", "UpdateTime"];
const SETTABLE = ["Name", "ParentDepartmentUid", "Description", "IamRoleTrn", "Precedence"];
const CREATED = [...SETTABLE, "ExternalID", "Source"];

export const departments: Part = {
  resources: [department],
  actions: family("id", {
    CreateDepartment: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      return shownDepartment(context, await createDepartment(context, poolUid, pick(params, CREATED)));
    }),
    GetDepartment: answers(async (params, context) =>
      shownDepartment(context, await departmentIn(params, context)),
    ),
    // Those that are not there are not under any Uid.
    BatchGetDepartments: answers(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const uids = textsOf(params, "DepartmentUids");
      const { items } = await context.store.list(department.kind, { parent: poolUid, keys: uids });
      const found = uids.includes(ROOT_UID) ? [await rootOf(context, poolUid), ...items] : items;
      const byUid: [string, Json][] = [];
      for (const one of found) byUid.push([one.key, await shownDepartment(context, one)]);
      return { DepartmentsByUid: Object.fromEntries(byUid) };
    }),
    ListDepartments: answers(async (params, context, documented) => {
      const parent = await departmentIn(params, context, "ParentDepartmentUid");
      const cut = cutOf(documented, params, faults);
      const page = await context.store.list(department.kind, {
        parent: parent.parent,
        equals: { ParentDepartmentUid: parent.key },
        where: matching(params, DEPARTMENT_FILTERS),
        sort: sortOf(params, SORTABLE),
        offset: cut.offset,
        limit: cut.limit,
      });
      return { Data: await shownDepartments(context, page.items), ...countsOf(page, cut) };
    }),
    GetDepartmentTree: answers(async (params, context) => {
      const top = await departmentIn(params, context, "RootDepartmentUid");
      const depth = numberOf(params, "MaxDepth") ?? Number.POSITIVE_INFINITY;
      if (depth < 1) throw faults.invalid("MaxDepth", "It must be at least 1.");
      const root = await treeFrom(context, top, {
        depth,
        matches: matching(params, DEPARTMENT_FILTERS),
        withBelow: resultMode(params) === WITH_BELOW,
      });
      return { Roots: root === undefined ? [] : [root] };
    }),
    GetDepartmentPath: answers(async (params, context) => {
      const path = await wholePath(context, await departmentIn(params, context));
      return { Path: await shownDepartments(context, path) };
    }),
    UpdateDepartment: computes(async (params, context) => {
      const record = await departmentIn(params, context);
      return shownDepartment(context, await changeDepartment(context, record, pick(params, SETTABLE)));
    }),
    DeleteDepartment: computes(async (params, context) => {
      await removeDepartment(context, await departmentIn(params, context), {
        children: params.ForceDeleteChildren === true,
        members: params.ForceDeleteMembers === true,
        policy: textOf(params, "MemberPolicy") ?? "",
      });
      return { Message: "" };
    }),
  }),
};

const MATCHES = 0;
const WITH_BELOW = 1;

/** The reference numbers the modes without naming them: here 0 shows matches and what is above them, 1 also what is below. */
function resultMode(params: JsonObject): number {
  const mode = numberOf(params, "FilterResultMode") ?? MATCHES;
  if (mode === MATCHES || mode === WITH_BELOW) return mode;
  throw faults.invalid("FilterResultMode", `It must be ${MATCHES} or ${WITH_BELOW}.`);
}
