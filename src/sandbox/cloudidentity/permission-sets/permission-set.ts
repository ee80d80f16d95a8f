/** Permission sets: rights to be handed out in accounts, as a resource of cloudidentity. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { need } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { numberOf, textOf } from "../../values.ts";
import { faultsOf, invalid, missing, permissionSetNotFound } from "../faults.ts";
import { assertLengths } from "../limits.ts";
import { beijingSeconds } from "../times.ts";

/** Where nothing is said: an hour, as in the reference's example. */
const DEFAULT_SESSION_SECONDS = 3600;
/** The reference is silent about bounds; these are those of the role that a set becomes in an account. */
const SESSION_SECONDS = { least: 3600, most: 43_200 } as const;
/** The reference is silent about the name's length; what is deployed has to fit the name of a role. */
const LIMITS = { Name: 40, Description: 255 } as const;

/** Kind of the records of assignments/provisioning.ts, which refer to this one. */
export const PROVISIONING = "cloudidentity.provisioning";

export const permissionSet: Resource = {
  kind: "cloudidentity.permission-set",
  noun: "permission set",
  key: ["PermissionSetId"],
  name: "Name",
  unique: ["Name"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: (_given, context, label) => ({
    PermissionSetId: uuidFor(context, `permission-set${label}`),
    Description: "",
    RelayState: "",
    SessionDuration: DEFAULT_SESSION_SECONDS,
  }),
  derived: {
    /** What states its deployments are in. */
    StatusNotifications: async ({ key }, { store }) => {
      const { items } = await store.list(PROVISIONING, { parent: key });
      return [...new Set(items.map(({ doc }) => textOf(doc, "ProvisioningStatus") ?? ""))].toSorted();
    },
  },
  // No page names codes for these two.
  faults: faultsOf({
    notFound: permissionSetNotFound,
    duplicated: (what) => new Fault(409, "PermissionSetAlreadyExists", `The ${what} already exists.`),
    refused: (why) => new Fault(400, "PermissionSetInUse", why),
  }),
};

/** @throws Fault PermissionSetNotFound */
export const setOf = (context: Place, PermissionSetId: string): Promise<StoredRecord> =>
  need(permissionSet, context, { PermissionSetId });

/** @throws Fault InvalidParam, ParamMissing. Cloud Control sends the same fields past the facts. */
export function checkedSet(fields: JsonObject): JsonObject {
  if (fields.Name === "") throw missing("Name");
  assertLengths(fields, LIMITS);
  const seconds = numberOf(fields, "SessionDuration");
  if (seconds !== undefined && (seconds < SESSION_SECONDS.least || seconds > SESSION_SECONDS.most)) {
    const { least, most } = SESSION_SECONDS;
    throw invalid("SessionDuration", `It must be ${least} to ${most} seconds.`);
  }
  return fields;
}
