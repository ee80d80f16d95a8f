/** What the actions on iam login profiles take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const loginProfile = {
  CreateDate: "string",
  LastLoginDate: "string",
  LastLoginIp: "string",
  LastResetPasswordTime: "int64",
  LoginAllowed: "boolean",
  LoginLocked: "boolean",
  PasswordExpireAt: "int64",
  PasswordResetRequired: "boolean",
  SafeAuthExemptDuration: "int",
  SafeAuthExemptRequired: "int",
  SafeAuthExemptUnit: "int",
  SafeAuthFlag: "boolean",
  SafeAuthType: "string",
  UpdateDate: "string",
  UserId: "int64",
  UserName: "string",
} as const satisfies Facts;

export const iamLoginProfiles: Reference = {
  CreateLoginProfile: {
    http: "POST json",
    input: {
      LoginAllowed: "boolean",
      "Password!": "string",
      PasswordResetRequired: "boolean",
      SafeAuthExemptDuration: "int",
      SafeAuthExemptRequired: "int",
      SafeAuthExemptUnit: "int",
      SafeAuthFlag: "boolean",
      SafeAuthType: "string",
      "UserName!": "string",
    },
    output: { LoginProfile: loginProfile },
  },
  GetLoginProfile: { input: { "UserName!": "string" }, output: { LoginProfile: loginProfile } },
  UpdateLoginProfile: {
    http: "POST json",
    input: {
      LoginAllowed: "boolean",
      Password: "string",
      PasswordResetRequired: "boolean",
      SafeAuthExemptDuration: "int",
      SafeAuthExemptRequired: "int",
      SafeAuthExemptUnit: "int",
      SafeAuthFlag: "boolean",
      SafeAuthType: "string",
      "UserName!": "string",
    },
    output: { LoginProfile: loginProfile },
  },
  DeleteLoginProfile: { input: { "UserName!": "string" }, output: {} },
};
