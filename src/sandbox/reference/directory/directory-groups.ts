/** What the actions on directory groups take and answer (reference of cloudidentity, version 2023-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const groupAnswer = {
  CreatedTime: "string",
  Description: "string",
  DisplayName: "string",
  GroupId: "string",
  GroupName: "string",
  JoinType: "string",
  Source: "string",
  UpdatedTime: "string",
} as const satisfies Facts;

export const directoryGroups: Reference = {
  CreateGroup: {
    input: {
      Description: "string ..128",
      DisplayName: "string ..64",
      "GroupName!": "string ..63",
      "JoinType!": "string Manual|Auto",
    },
    output: groupAnswer,
  },
  GetGroup: { input: { "GroupId!": "string" }, output: groupAnswer },
  ListGroups: {
    input: { JoinType: "string Manual|Auto", PageNumber: "int", PageSize: "int", QueryString: "string" },
    output: {
      Groups: [
        {
          CreatedTime: "string",
          Description: "string",
          DisplayName: "string",
          GroupId: "string",
          GroupName: "string",
          JoinType: "string Manual|Auto",
          Source: "string",
          UpdatedTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      Total: "int64",
    },
  },
  UpdateGroup: {
    input: { Description: "string ..128", DisplayName: "string ..64", "GroupId!": "string" },
    output: {},
  },
  DeleteGroup: { input: { "GroupId!": "string" }, output: {} },
  AddUserToGroup: { input: { "GroupId!": "string", "UserId!": "string" }, output: {} },
  RemoveUserFromGroup: { input: { "GroupId!": "string", "UserId!": "string" }, output: {} },
  ListGroupMembers: {
    input: { "GroupId!": "string", PageNumber: "int", PageSize: "int 1..100", QueryString: "string" },
    output: {
      Members: [
        {
          Description: "string",
          DisplayName: "string",
          Email: "string",
          IdentityType: "string",
          JoinTime: "string",
          Phone: "string",
          Source: "string",
          UserId: "string",
          UserName: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      Total: "int64",
    },
  },
};
