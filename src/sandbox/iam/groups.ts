/**
 * The actions on groups of users and on who is in them. A group that is deleted takes its memberships and attachments
 * along; its users stay.
 */
import type { JsonObject } from "../../action/json.ts";
import { creates, gets, lists, removes, updates } from "../resources/actions.ts";
import { answers, computes, type Definition, family } from "../resources/family.ts";
import { contains } from "../resources/filters.ts";
import { cutOf, pageOf } from "../resources/paging.ts";
import { need } from "../resources/records.ts";
import type { Part, Place, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { iamGroup } from "./group.ts";
import { groupMembership, groupsOfUser, joinGroup, leaveGroup, membersOfGroup } from "./membership.ts";
import { checkedGroup } from "./names.ts";
import { onUser, userIn } from "./user-in.ts";

const BY_NAME = { UserGroupName: "UserGroupName" };
const WITHIN = { within: "UserGroup" };
const matches = contains("UserGroupName", "DisplayName", "Description");

/** @throws Fault UserGroupNotExist */
function groupIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  return need(iamGroup, context, { UserGroupName: textOf(params, "UserGroupName") ?? "" });
}

/** The same action, which works on the group of its UserGroupName. */
const onGroup = (definition: Definition): Definition => ({
  ...definition,
  targets: async (params, context) => [iamGroup.trn?.((await groupIn(params, context)).doc, context) ?? "*"],
});

export const groups: Part = {
  actions: family("iam", {
    CreateGroup: creates(iamGroup, { ...WITHIN, prepare: checkedGroup }),
    GetGroup: gets(iamGroup, BY_NAME, WITHIN),
    ListGroups: lists(iamGroup, { filters: { Query: matches } }),
    UpdateGroup: updates(iamGroup, BY_NAME, {
      renamed: {
        NewUserGroupName: "UserGroupName",
        NewDisplayName: "DisplayName",
        NewDescription: "Description",
      },
      prepare: checkedGroup,
    }),
    DeleteGroup: removes(iamGroup, BY_NAME),
    // The reference is silent about a user who is in the group already, or is not in it: neither is taken for done.
    AddUserToGroup: onGroup(
      computes(async (params, context) => {
        const group = await groupIn(params, context);
        const user = await userIn(params, context);
        if (!(await joinGroup(context, group, user))) {
          throw groupMembership.faults.duplicated(textOf(params, "UserName") ?? "");
        }
        return {};
      }),
    ),
    RemoveUserFromGroup: onGroup(
      computes(async (params, context) => {
        const group = await groupIn(params, context);
        const user = await userIn(params, context);
        if (!(await leaveGroup(context, group, user))) {
          throw groupMembership.faults.notFound(textOf(params, "UserName") ?? "");
        }
        return {};
      }),
    ),
    ListUsersForGroup: onGroup(
      answers(async (params, context, documented) => {
        const cut = cutOf(documented, params, iamGroup.faults);
        const members = await membersOfGroup(context, await groupIn(params, context));
        const { items, counts } = pageOf(members, cut);
        const shown = items.map(({ user, since }) => ({
          ...pick(user.doc, ["UserName", "DisplayName", "Description", "Id"]),
          JoinDate: since,
        }));
        return { Users: shown, ...counts };
      }),
    ),
    ListGroupsForUser: onUser(
      answers(async (params, context, documented) => {
        const cut = cutOf(documented, params, iamGroup.faults);
        const query = textOf(params, "Query") ?? "";
        const all = await groupsOfUser(context, await userIn(params, context));
        const { items, counts } = pageOf(
          all.filter(({ group }) => query === "" || matches.test(group.doc, query, params)),
          cut,
        );
        const shown = items.map(({ group, since }) => ({
          ...pick(group.doc, ["UserGroupName", "DisplayName", "Description", "UserGroupID"]),
          JoinDate: since,
        }));
        return { UserGroups: shown, ...counts };
      }),
    ),
  }),
};
