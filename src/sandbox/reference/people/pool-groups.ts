/** What the actions on pool groups take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const groupAnswer = {
  CreateTime: "string",
  Description: "string",
  GroupIdTokenName: "string",
  IamRoleTrn: "string",
  Name: "string",
  Precedence: "int",
  Source: "string",
  Uid: "string",
  UpdateTime: "string",
  UserPoolUid: "string",
} as const satisfies Facts;

export const poolGroups: Reference = {
  CreateGroup: {
    input: {
      Description: "string ..2048",
      IamRoleTrn: "string",
      "Name!": "string ..128",
      Precedence: "int",
      "UserPoolUid!": "string",
    },
    output: groupAnswer,
  },
  GetGroup: { input: { "GroupUid!": "string", "UserPoolUid!": "string" }, output: groupAnswer },
  ListGroups: {
    input: {
      Filter: {
        Description: "string",
        GroupIdTokenName: "string",
        GroupUidsOr: ["string"],
        Name: "string",
        NameMatchMode: "int",
        Source: "string",
      },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDirection: "string",
      SortField: "string",
      "UserPoolUid!": "string",
    },
    output: {
      Data: [
        {
          CreateTime: "string",
          Description: "string",
          GroupIdTokenName: "string",
          IamRoleTrn: "string",
          Name: "string",
          Precedence: "int",
          Source: "string",
          TotalCountOfGroupMember: "int",
          Uid: "string",
          UpdateTime: "string",
          UserPoolUid: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateGroup: {
    input: {
      Description: "string ..2048",
      "GroupUid!": "string",
      IamRoleTrn: "string",
      Precedence: "int",
      "UserPoolUid!": "string",
    },
    output: groupAnswer,
  },
  DeleteGroup: { input: { "GroupUid!": "string", "UserPoolUid!": "string" }, output: { Message: "string" } },
};
