/** What the actions on iam roles take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const role = {
  CreateDate: "string",
  Description: "string",
  DisplayName: "string",
  IsServiceLinkedRole: "int",
  MaxSessionDuration: "int",
  RoleId: "int",
  RoleName: "string",
  Tags: [{ Key: "string", Value: "string" }],
  Trn: "string",
  TrustPolicyDocument: "string",
  UpdateDate: "string",
} as const satisfies Facts;

export const iamRoles: Reference = {
  CreateRole: {
    input: {
      Description: "string",
      DisplayName: "string",
      MaxSessionDuration: "int",
      "RoleName!": "string",
      Tags: [{ Key: "string", Value: "string" }],
      TrustPolicyDocument: "string",
    },
    output: { Role: role },
  },
  GetRole: { input: { ID: "int64", "RoleName!": "string" }, output: { Role: role } },
  ListRoles: {
    input: { Limit: "int", Offset: "int", Query: "string", RoleName: "string" },
    output: { Limit: "int", Offset: "int", RoleMetadata: [role], Total: "int" },
  },
  UpdateRole: {
    input: {
      Description: "string",
      DisplayName: "string",
      MaxSessionDuration: "int",
      NewRoleName: "string",
      "RoleName!": "string",
      TrustPolicyDocument: "string",
    },
    output: {},
  },
  DeleteRole: { input: { "RoleName!": "string" }, output: {} },
  CreateServiceLinkedRole: {
    input: { "ServiceName!": "string", Tags: [{ Key: "string", Value: "string" }] },
    output: {},
  },
  DeleteServiceLinkedRole: { input: { "RoleName!": "string" }, output: {} },
  GetServiceLinkedRoleTemplate: {
    input: { "ServiceName!": "string" },
    output: {
      ServiceLinkedRoleTemplate: [
        {
          Description: "string",
          DisplayName: "string",
          Policy: [
            {
              AttachmentCount: "int",
              Category: "string",
              CreateDate: "string",
              Description: "string",
              IsServiceRolePolicy: "int",
              PolicyDocument: "string",
              PolicyName: "string",
              PolicyTrn: "string",
              PolicyType: "string",
              UpdateDate: "string",
            },
          ],
          RoleName: "string",
          ServiceName: "string",
          TrustPolicyDocument: "string",
        },
      ],
    },
  },
};
