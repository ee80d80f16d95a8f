/** Users of the account, as a resource of iam. The name can change; the number stays. */
import type { Resource } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { iamTime, iamTrn, nextId } from "./records.ts";

export const iamUser: Resource = {
  kind: "iam:user",
  noun: "user",
  key: ["Id"],
  name: "UserName",
  unique: ["UserName"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: async (_given, context) => ({
    Id: await nextId(context),
    AccountId: Number(context.account),
    DisplayName: "",
    Description: "",
    Email: "",
    EmailIsVerify: false,
    MobilePhone: "",
    MobilePhoneIsVerify: false,
    Tags: [],
  }),
  derived: { Trn: async ({ doc }, context) => userTrn(doc, context) },
  trn: (doc, context) => userTrn(doc, context),
  faults: faultsOf("user", { unknown: [404, "UserNotExist"], taken: "UserAlreadyExists" }),
};

function userTrn(...[doc, context]: Parameters<NonNullable<Resource["trn"]>>): string {
  return iamTrn(context, `user/${textOf(doc, "UserName") ?? "*"}`);
}
