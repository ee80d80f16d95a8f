/** The actions on groups of a user pool. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { GROUP_FILTERS } from "./group-filter.ts";
import { poolGroup } from "./pool-group.ts";

const BY_UID = { GroupUid: "Uid" };

export const poolGroups: Part = {
  resources: [poolGroup],
  actions: family("id", {
    CreateGroup: creates(poolGroup),
    GetGroup: gets(poolGroup, BY_UID),
    ListGroups: lists(poolGroup, {
      filters: GROUP_FILTERS,
      sort: { by: "SortField", direction: "SortDirection", fields: ["Name", "CreateTime", "UpdateTime"] },
    }),
    UpdateGroup: updates(poolGroup, BY_UID),
    DeleteGroup: removes(poolGroup, BY_UID),
  }),
};
