/** What the actions on iam groups take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const userGroup = {
  AccountID: "int64",
  CreateDate: "string",
  Description: "string",
  DisplayName: "string",
  UpdateDate: "string",
  UserGroupID: "int",
  UserGroupName: "string",
} as const satisfies Facts;

export const iamGroups: Reference = {
  CreateGroup: {
    input: { Description: "string ..128", DisplayName: "string ..64", "UserGroupName!": "string ..64" },
    output: { UserGroup: userGroup },
  },
  GetGroup: { input: { "UserGroupName!": "string" }, output: { UserGroup: userGroup } },
  ListGroups: {
    input: { Limit: "int", Offset: "int", Query: "string" },
    output: { Limit: "int", Offset: "int", Total: "int", UserGroups: [userGroup] },
  },
  UpdateGroup: {
    input: {
      NewDescription: "string ..128",
      NewDisplayName: "string ..64",
      NewUserGroupName: "string ..64",
      "UserGroupName!": "string",
    },
    output: {},
  },
  DeleteGroup: { input: { "UserGroupName!": "string" }, output: {} },
  AddUserToGroup: { input: { "UserGroupName!": "string", "UserName!": "string" }, output: {} },
  RemoveUserFromGroup: { input: { "UserGroupName!": "string", "UserName!": "string" }, output: {} },
  ListUsersForGroup: {
    input: { Limit: "int", Offset: "int", "UserGroupName!": "string" },
    output: {
      Limit: "int",
      Offset: "int",
      Total: "int",
      Users: [
        { Description: "string", DisplayName: "string", Id: "int", JoinDate: "string", UserName: "string" },
      ],
    },
  },
  ListGroupsForUser: {
    input: { Limit: "int", Offset: "int", Query: "string", "UserName!": "string" },
    output: {
      Limit: "int",
      Offset: "int",
      Total: "int",
      UserGroups: [
        {
          Description: "string",
          DisplayName: "string",
          JoinDate: "string",
          UserGroupID: "int",
          UserGroupName: "string",
        },
      ],
    },
  },
};
