/** What the actions on message services take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const smsServiceAnswer = {
  CnUsageEnabled: "boolean",
  Enabled: "boolean",
  LoginRowTemplateId: "string",
  PasswordResetCnTemplateId: "string",
  PasswordResetRowTemplateId: "string",
  RowUsageEnabled: "boolean",
  SenderId: "string",
  SignUpCnTemplateId: "string",
  SignUpRowTemplateId: "string",
  SignatureContent: "string",
  SmsAccountId: "string",
  TemplateId: "string",
  UserPoolUid: "string",
} as const satisfies Facts;

export const messageServices: Reference = {
  GetEmailService: {
    input: { "UserPoolUid!": "string" },
    output: { Enabled: "boolean", UserPoolUid: "string" },
  },
  UpsertEmailService: {
    input: { Enabled: "boolean", "UserPoolUid!": "string" },
    output: { Enabled: "boolean", UserPoolUid: "string" },
  },
  DeleteEmailService: { input: { "UserPoolUid!": "string" }, output: { Message: "string" } },
  GetSmsService: { input: { "UserPoolUid!": "string 1.." }, output: smsServiceAnswer },
  UpdateSmsService: {
    input: {
      CnUsageEnabled: "boolean",
      Enabled: "boolean",
      LoginRowTemplateId: "string ..255",
      PasswordResetCnTemplateId: "string ..255",
      PasswordResetRowTemplateId: "string ..255",
      RowUsageEnabled: "boolean",
      SenderId: "string 1..254",
      SignUpCnTemplateId: "string ..255",
      SignUpRowTemplateId: "string ..255",
      SignatureContent: "string 1..254",
      SmsAccountId: "string 1..254",
      TemplateId: "string ..255",
      "UserPoolUid!": "string 1..",
    },
    output: smsServiceAnswer,
  },
};
