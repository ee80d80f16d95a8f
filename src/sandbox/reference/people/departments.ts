/** What the actions on departments take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const filter = {
  DepartmentUid: "string",
  Description: "string ..2048",
  ExternalID: "string ..512",
  Name: "string ..255",
  NameMatchMode: "int",
  Source: "string ..64",
} as const satisfies Facts;
const departmentAnswer = {
  CreateTime: "string",
  Description: "string",
  DirectChildrenCount: "int",
  ExternalID: "string",
  IamRoleTrn: "string",
  MemberCount: "int",
  Name: "string",
  NamePath: "string",
  ParentDepartmentUid: "string",
  Path: "string",
  Precedence: "int",
  Source: "string",
  Uid: "string",
  UpdateTime: "string",
  UserPoolUid: "string",
} as const satisfies Facts;
const data = {
  CreateTime: "string 1..64",
  Description: "string ..2048",
  DirectChildrenCount: "int",
  DirectMemberCount: "int",
  ExternalID: "string ..512",
  IamRoleTrn: "string ..2048",
  MemberCount: "int",
  Name: "string 1..255",
  NamePath: "string ..8192",
  ParentDepartmentUid: "string 1..128",
  Path: "string ..4096",
  Precedence: "int",
  Source: "string ..64",
  Uid: "string 1..128",
  UpdateTime: "string 1..64",
  UserPoolUid: "string 1..128",
} as const satisfies Facts;

export const departments: Reference = {
  CreateDepartment: {
    input: {
      Description: "string ..2048",
      ExternalID: "string ..512",
      IamRoleTrn: "string ..2048",
      "Name!": "string 1..255",
      "ParentDepartmentUid!": "string 1..128",
      Precedence: "int",
      Source: "string ..64",
      "UserPoolUid!": "string 1..128",
    },
    output: {
      CreateTime: "string",
      Description: "string",
      DirectChildrenCount: "int",
      DirectMemberCount: "int",
      ExternalID: "string",
      IamRoleTrn: "string",
      MemberCount: "int",
      Name: "string",
      NamePath: "string",
      ParentDepartmentUid: "string",
      Path: "string",
      Precedence: "int",
      Source: "string",
      Uid: "string",
      UpdateTime: "string",
      UserPoolUid: "string",
    },
  },
  GetDepartment: {
    input: { "DepartmentUid!": "string 1..128", "UserPoolUid!": "string 1..128" },
    output: departmentAnswer,
  },
  BatchGetDepartments: {
    input: { DepartmentUids: ["string"], "UserPoolUid!": "string 1..128" },
    output: { DepartmentsByUid: {} },
  },
  ListDepartments: {
    input: {
      Filter: filter,
      MaxResults: "int ..100",
      NextToken: "string",
      "PageNumber!": "int 1..",
      "PageSize!": "int 1..100",
      "ParentDepartmentUid!": "string 1..128",
      SortDirection: "string ..16",
      SortField: "string ..64",
      "UserPoolUid!": "string 1..128",
    },
    output: { Data: [data], NextToken: "string", PageNumber: "int", PageSize: "int", TotalCount: "int" },
  },
  GetDepartmentTree: {
    input: {
      Filter: filter,
      FilterResultMode: "int",
      MaxDepth: "int",
      "RootDepartmentUid!": "string",
      "UserPoolUid!": "string",
    },
    output: { Roots: [{ Children: [{}], Department: data, MemberCount: "int" }] },
  },
  GetDepartmentPath: {
    input: { "DepartmentUid!": "string 1..128", "UserPoolUid!": "string 1..128" },
    output: { Path: [data] },
  },
  UpdateDepartment: {
    input: {
      "DepartmentUid!": "string 1..128",
      Description: "string ..2048",
      IamRoleTrn: "string ..2048",
      Name: "string 1..255",
      ParentDepartmentUid: "string 1..128",
      Precedence: "int",
      "UserPoolUid!": "string 1..128",
    },
    output: departmentAnswer,
  },
  DeleteDepartment: {
    input: {
      "DepartmentUid!": "string 1..128",
      ForceDeleteChildren: "boolean",
      ForceDeleteMembers: "boolean",
      MemberPolicy: "string ..64",
      "UserPoolUid!": "string 1..128",
    },
    output: { Message: "string" },
  },
};
