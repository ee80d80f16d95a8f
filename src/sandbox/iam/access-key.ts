/** Access keys: of a user, or of the account itself. */
import { uuidFor } from "../ids.ts";
import type { Resource } from "../types.ts";
import { faultsOf } from "./faults.ts";
import { forgetUse } from "./key-use.ts";
import { iamTime } from "./records.ts";
import { iamUser } from "./user.ts";

/** `Owner` of the account's own keys, which belong to no user. */
export const ACCOUNT_OWNER = "account";

export const accessKey: Resource = {
  kind: "iam:access-key",
  noun: "access key",
  key: ["AccessKeyId"],
  // A key of the account has an Owner and no UserId.
  references: [{ field: "UserId", to: iamUser, onDelete: "cascade" }],
  indexed: ["Owner"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: (_given, context, label) => ({
    AccessKeyId: `SANDBOX${uuidFor(context, `access-key${label}`).replaceAll("-", "").slice(0, 25).toUpperCase()}`,
    SecretAccessKey: `sandbox-secret-${uuidFor(context, `access-key-secret${label}`)}`,
    Status: "active",
  }),
  removing: (record, context) => forgetUse(context, record.key),
  faults: faultsOf("access key", { unknown: [403, "AccessKeyNotExist"], taken: "AccessKeyAlreadyExists" }),
};
