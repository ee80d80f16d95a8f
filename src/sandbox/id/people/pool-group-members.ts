/** The actions on who is in which group of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { matching } from "../../resources/actions.ts";
import { shownAs } from "../../resources/answer.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import { need } from "../../resources/records.ts";
import type { CallContext, Facts, Part, Place } from "../../types.ts";
import { textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { groupsCsv } from "./group-csv.ts";
import { GROUP_FILTERS } from "./group-filter.ts";
import { setGroups, usersOf } from "./memberships.ts";
import { poolGroup } from "./pool-group.ts";
import { poolIn, sortOf, userIn, usersPage } from "./user-views.ts";

const SORTABLE = ["Name", "CreateTime", "UpdateTime"];
const WITH_COUNT: Facts = { TotalCountOfGroupMember: "int" };

/** @throws Fault NotFound for the pool or the group */
async function groupIn(params: JsonObject, context: Place, parameter = "GroupUid"): Promise<string> {
  const poolUid = await poolIn(params, context);
  return (await need(poolGroup, context, { Uid: textOf(params, parameter) ?? "" }, poolUid)).key;
}

/** Changes the groups of all named users, or of none. */
async function regroup(
  params: JsonObject,
  context: CallContext,
  change: (groups: readonly string[]) => readonly string[],
): Promise<JsonObject> {
  const poolUid = await poolIn(params, context);
  for (const user of await usersOf(context, poolUid, textsOf(params, "UserUids"))) {
    await setGroups(context, user, change(textsOf(user.doc, "GroupUids")));
  }
  return { Message: "" };
}

/** Groups with the number of their members. */
async function shownGroups(context: Place, poolUid: string, uids: readonly string[]): Promise<JsonObject[]> {
  const { items } = await context.store.list(poolGroup.kind, { parent: poolUid, keys: uids });
  const shown: JsonObject[] = [];
  for (const group of items) {
    shown.push({ ...group.doc, ...(await shownAs(WITH_COUNT, poolGroup, group, context)) });
  }
  return shown;
}

export const poolGroupMembers: Part = {
  actions: family("id", {
    AddUsersToGroup: computes(async (params, context) => {
      const group = await groupIn(params, context);
      return regroup(params, context, (groups) => [...groups, group]);
    }),
    RemoveUsersFromGroup: computes(async (params, context) => {
      const group = await groupIn(params, context);
      return regroup(params, context, (groups) => groups.filter((one) => one !== group));
    }),
    ChangeUsersGroup: computes(async (params, context) => {
      const group = await groupIn(params, context, "NewGroupUid");
      return regroup(params, context, () => [group]);
    }),
    ListUsersInGroup: answers(async (params, context, documented) => {
      const group = await groupIn(params, context);
      return usersPage(params, context, documented, [["GroupUids", [group]]]);
    }),
    ListGroupsForUser: answers(async (params, context, documented) => {
      const user = await userIn(params, context);
      const cut = cutOf(documented, params, faults);
      const page = await context.store.list(poolGroup.kind, {
        parent: user.parent,
        keys: textsOf(user.doc, "GroupUids"),
        where: matching(params, GROUP_FILTERS),
        sort: sortOf(params, SORTABLE),
        offset: cut.offset,
        limit: cut.limit,
      });
      const Data: JsonObject[] = [];
      for (const group of page.items) {
        Data.push({ ...group.doc, ...(await shownAs(WITH_COUNT, poolGroup, group, context)) });
      }
      return { Data, ...countsOf(page, cut) };
    }),
    ListGroupsForUsers: answers(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const Data: JsonObject[] = [];
      for (const user of await usersOf(context, poolUid, textsOf(params, "UserUids"))) {
        const Groups = await shownGroups(context, poolUid, textsOf(user.doc, "GroupUids"));
        Data.push({ UserUid: user.key, Groups });
      }
      return { Data };
    }),
    ...groupsCsv,
  }),
};
