/** The actions on user pools. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { contains, equals, tagged } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { userPool } from "./user-pool.ts";

const BY_UID = { UserPoolUid: "Uid" };

export const userPools: Part = {
  resources: [userPool],
  actions: family("id", {
    CreateUserPool: creates(userPool),
    GetUserPool: gets(userPool, BY_UID),
    ListUserPools: lists(userPool, {
      filters: {
        "Filter.Name": contains("Name"),
        "Filter.Description": contains("Description"),
        "Filter.Uid": equals("Uid"),
        "Filter.Trn": equals("Trn"),
        "Filter.TagFilters": tagged,
        TagFilters: tagged,
        ProjectName: equals("ProjectName"),
      },
      sort: { by: "SortField", direction: "SortDirection", fields: ["Name", "CreateTime", "UpdateTime"] },
    }),
    UpdateUserPool: updates(userPool, BY_UID),
    DeleteUserPool: removes(userPool, BY_UID),
  }),
};
