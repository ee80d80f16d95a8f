/** The actions on who is in which department of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import type { Part, Place, StoredRecord } from "../../types.ts";
import { textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { departmentIn, departmentOf, shownDepartment } from "./department-views.ts";
import { departmentsOf, setDepartments, shownMembership, usersOf, withMembership } from "./memberships.ts";
import { poolUser } from "./pool-user.ts";
import { poolIn, userIn, usersPage } from "./user-views.ts";

const usersIn = (params: JsonObject, context: Place, department: StoredRecord) =>
  usersOf(context, department.parent ?? "", textsOf(params, "UserUids"));

/** @throws Fault where the user is not in the department */
function membershipIn(user: StoredRecord, department: StoredRecord) {
  const found = departmentsOf(user).find(({ uid }) => uid === department.key);
  if (found === undefined) throw faults.notFound(`member ${user.key} of the department ${department.key}`);
  return found;
}

async function placesOf(context: Place, user: StoredRecord): Promise<readonly JsonObject[]> {
  const places: JsonObject[] = [];
  for (const one of departmentsOf(user)) {
    const department = await departmentOf(context, user.parent ?? "", one.uid);
    places.push({ Department: await shownDepartment(context, department), ...shownMembership(one) });
  }
  return places;
}

/** Whether a member is in the department as the request wants it; undefined where it does not say. */
function asWished(params: JsonObject, department: StoredRecord): ((doc: JsonObject) => boolean) | undefined {
  const role = textOf(params, "Role") || undefined;
  const primary = params.IsPrimary;
  if (role === undefined && primary === undefined) return undefined;
  return (doc) => {
    const user = { kind: poolUser.kind, key: "", parent: department.parent, doc };
    const one = membershipIn(user, department);
    return (role === undefined || one.role === role) && (primary === undefined || one.primary === primary);
  };
}

export const departmentMembers: Part = {
  actions: family("id", {
    AddUsersToDepartment: computes(async (params, context) => {
      const department = await departmentIn(params, context);
      for (const user of await usersIn(params, context, department)) {
        await setDepartments(context, user, withMembership(departmentsOf(user), department.key, {}));
      }
      return { Message: "" };
    }),
    RemoveUsersFromDepartment: computes(async (params, context) => {
      const department = await departmentIn(params, context);
      for (const user of await usersIn(params, context, department)) {
        const rest = departmentsOf(user).filter(({ uid }) => uid !== department.key);
        await setDepartments(context, user, rest);
      }
      return { Message: "" };
    }),
    // Who moves keeps what was primary, but no role: it was one in the other department.
    ChangeUsersDepartment: computes(async (params, context) => {
      const origin = await departmentIn(params, context, "OriginDepartmentUid");
      const next = await departmentIn(params, context, "NewDepartmentUid");
      for (const user of await usersIn(params, context, origin)) {
        const { primary } = membershipIn(user, origin);
        if (origin.key === next.key) continue;
        const rest = departmentsOf(user).filter(({ uid }) => uid !== origin.key);
        const settings = { primary: primary ? true : undefined };
        await setDepartments(context, user, withMembership(rest, next.key, settings));
      }
      return { Message: "" };
    }),
    UpdateDepartmentMember: computes(async (params, context) => {
      const department = await departmentIn(params, context);
      const user = await userIn(params, context);
      membershipIn(user, department);
      const settings = {
        role: textOf(params, "Role"),
        primary: typeof params.IsPrimary === "boolean" ? params.IsPrimary : undefined,
      };
      await setDepartments(context, user, withMembership(departmentsOf(user), department.key, settings));
      return { Message: "" };
    }),
    ListDepartmentMembers: answers(async (params, context, documented) => {
      const department = await departmentIn(params, context);
      const cut = cutOf(documented, params, faults);
      const page = await context.store.list(poolUser.kind, {
        parent: department.parent,
        equals: { DepartmentUids: department.key },
        where: asWished(params, department),
        offset: cut.offset,
        limit: cut.limit,
      });
      const Members = page.items.map((user) => ({
        UserUid: user.key,
        ...shownMembership(membershipIn(user, department)),
      }));
      return { Members, ...countsOf(page, cut) };
    }),
    ListUsersInDepartment: answers(async (params, context, documented) => {
      const department = await departmentIn(params, context);
      return usersPage(params, context, documented, [["DepartmentUids", [department.key]]]);
    }),
    ListDepartmentsForUser: answers(async (params, context) => ({
      Departments: await placesOf(context, await userIn(params, context)),
    })),
    BatchListDepartmentsForUsers: answers(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const Users: JsonObject[] = [];
      for (const user of await usersOf(context, poolUid, textsOf(params, "UserUids"))) {
        Users.push({ UserUid: user.key, Departments: await placesOf(context, user) });
      }
      return { Users };
    }),
  }),
};
