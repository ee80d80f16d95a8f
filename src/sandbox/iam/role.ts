/** Roles of the account, as a resource of iam. The name can change; the number stays. */

import { find } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { iamTime, iamTrn, nextId } from "./records.ts";

/** Longest session, in seconds, that a role allows where nothing else is said; also the longest there is. */
export const MAX_SESSION_SECONDS = 43_200;

export const iamRole: Resource = {
  kind: "iam:role",
  noun: "role",
  key: ["RoleId"],
  name: "RoleName",
  unique: ["RoleName"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: async (_given, context) => ({
    RoleId: await nextId(context),
    DisplayName: "",
    Description: "",
    IsServiceLinkedRole: 0,
    MaxSessionDuration: MAX_SESSION_SECONDS,
    Tags: [],
  }),
  derived: { Trn: async ({ doc }, context) => roleTrn(doc, context) },
  trn: (doc, context) => roleTrn(doc, context),
  faults: faultsOf("role", { unknown: [404, "RoleNotExist"], taken: "RoleAlreadyExists" }),
};

function roleTrn(...[doc, context]: Parameters<NonNullable<Resource["trn"]>>): string {
  return iamTrn(context, `role/${textOf(doc, "RoleName") ?? "*"}`);
}

/** The role of this account that a TRN names. */
export async function roleAt(context: Place, trn: string): Promise<StoredRecord | undefined> {
  const prefix = iamTrn(context, "role/");
  return trn.startsWith(prefix) ? find(iamRole, context, { RoleName: trn.slice(prefix.length) }) : undefined;
}
