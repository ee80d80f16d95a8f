/** What the actions on caller identity take and answer (reference of sts, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const callerIdentity: Reference = {
  GetCallerIdentity: {
    input: {},
    output: { AccountId: "int64", IdentityId: "string", IdentityType: "string", Trn: "string" },
  },
};
