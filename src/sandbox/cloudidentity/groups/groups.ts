/** The actions on user groups and on who is in them. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { acknowledged } from "../../resources/answer.ts";
import { answers, computes } from "../../resources/family.ts";
import { contains, equals } from "../../resources/filters.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { checkedGroup, group } from "./group.ts";
import { addMember, membership, membersOf, removeMember } from "./members.ts";

const BY_ID = { GroupId: "GroupId" };
const search = contains("UserName", "DisplayName");

export const groups: Part = {
  resources: [group, membership],
  actions: directory({
    CreateGroup: creates(group, { prepare: (fields, { context }) => checkedGroup(fields, context) }),
    GetGroup: gets(group, BY_ID),
    ListGroups: lists(group, {
      filters: { QueryString: contains("GroupName", "DisplayName"), JoinType: equals("JoinType") },
    }),
    UpdateGroup: updates(group, BY_ID),
    DeleteGroup: removes(group, BY_ID),
    AddUserToGroup: computes(async (params, context, { output }) => {
      await addMember(context, textOf(params, "GroupId") ?? "", textOf(params, "UserId") ?? "");
      return acknowledged(output);
    }),
    RemoveUserFromGroup: computes(async (params, context, { output }) => {
      await removeMember(context, textOf(params, "GroupId") ?? "", textOf(params, "UserId") ?? "");
      return acknowledged(output);
    }),
    ListGroupMembers: {
      ...answers(async (params, context, documented) => {
        const cut = cutOf(documented, params, group.faults);
        const members = await membersOf(context, textOf(params, "GroupId") ?? "");
        const query = textOf(params, "QueryString") ?? "";
        const page = pageOf(
          members.filter((member) => search.test(member, query, params)),
          cut,
        );
        return { Members: page.items, ...page.counts };
      }),
      takes: new Set(["GroupId", "QueryString"]),
    },
  }),
};
