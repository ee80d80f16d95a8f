/** What the actions on iam users take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const user = {
  AccountId: "int64",
  CreateDate: "string",
  Description: "string",
  DisplayName: "string",
  Email: "string",
  EmailIsVerify: "boolean",
  Id: "int",
  MobilePhone: "string",
  MobilePhoneIsVerify: "boolean",
  Tags: [{ Key: "string", Value: "string" }],
  Trn: "string",
  UpdateDate: "string",
  UserName: "string",
} as const satisfies Facts;

export const iamUsers: Reference = {
  CreateUser: {
    input: {
      Description: "string",
      DisplayName: "string",
      Email: "string",
      MobilePhone: "string",
      Tags: [{ Key: "string", Value: "string" }],
      "UserName!": "string",
    },
    output: { User: user },
  },
  GetUser: {
    input: { AccessKeyID: "string", ID: "int64", PiiRedaction: "int", UserName: "string" },
    output: { User: user },
  },
  ListUsers: {
    input: { Limit: "int", Offset: "int", PiiRedaction: "int", Query: "string" },
    output: { Limit: "int", Offset: "int", Total: "int", UserMetadata: [user] },
  },
  UpdateUser: {
    input: {
      NewDescription: "string",
      NewDisplayName: "string",
      NewEmail: "string",
      NewMobilePhone: "string",
      NewUserName: "string",
      "UserName!": "string",
    },
    output: { User: user },
  },
  DeleteUser: { input: { "UserName!": "string" }, output: {} },
};
