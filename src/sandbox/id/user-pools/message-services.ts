/** The actions on the e-mail and the SMS service of a user pool. */
import { gets, removes } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { emailService, smsService } from "./message-service.ts";
import { orDefaults, upsert } from "./singletons.ts";

const BY_POOL = { UserPoolUid: "UserPoolUid" };

export const messageServices: Part = {
  resources: [emailService, smsService],
  actions: family("id", {
    GetEmailService: gets(emailService, BY_POOL),
    UpsertEmailService: computes(
      async (params, context) => (await upsert(emailService, context, params)).doc,
    ),
    DeleteEmailService: removes(emailService, BY_POOL),
    GetSmsService: answers((params, context) =>
      orDefaults(smsService, context, textOf(params, "UserPoolUid") ?? ""),
    ),
    UpdateSmsService: computes(async (params, context) => (await upsert(smsService, context, params)).doc),
  }),
};
