/** Groups of users of the account, as a resource of iam. The name can change; the number stays. */
import type { Resource } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { iamTime, iamTrn, nextId } from "./records.ts";

export const iamGroup: Resource = {
  kind: "iam:group",
  noun: "user group",
  key: ["UserGroupID"],
  name: "UserGroupName",
  unique: ["UserGroupName"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: async (_given, context) => ({
    UserGroupID: await nextId(context),
    AccountID: Number(context.account),
    DisplayName: "",
    Description: "",
  }),
  trn: (doc, context) => iamTrn(context, `usergroup/${textOf(doc, "UserGroupName") ?? "*"}`),
  faults: faultsOf("user group", { unknown: [404, "UserGroupNotExist"], taken: "UserGroupAlreadyExists" }),
};
