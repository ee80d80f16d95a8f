/** That people of the directory become IAM users of an account, as a resource of cloudidentity. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { create, need } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { accountOf } from "../accounts.ts";
import { concurrent, faultsOf, invalid, missing } from "../faults.ts";
import { principalIn, principalLink, principalName, principalReferences } from "../principals.ts";
import { beijingSeconds } from "../times.ts";

/**
 * The reference names the four of a provisioning that goes well. With a failure a provisioning shows what its events
 * do, so that nobody takes it for done.
 */
export type ProvisionStatus =
  | "Provisioning"
  | "Provisioned"
  | "ProvisionFailed"
  | "DeleteProvisioning"
  | "DeleteProvisionFailed";

/** Beside what is shown, `Policies`: names of what its IAM users are given. */
export const userProvisioning: Resource = {
  kind: "cloudidentity.user-provisioning",
  noun: "user provisioning",
  key: ["UserProvisioningId"],
  unique: ["Whom"],
  indexed: ["TargetId"],
  references: principalReferences,
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: (_given, context) => ({
    UserProvisioningId: uuidFor(context, "user-provisioning"),
    Description: "",
    DuplicationSuffix: "",
    Policies: [],
    ProvisionStatus: "Provisioning",
  }),
  derived: { PrincipalName: ({ doc }, context) => principalName(doc, context) },
  faults: faultsOf({
    notFound: () => new Fault(404, "UserProvisionNotFound", "There is no such user provisioning."),
    duplicated: () =>
      new Fault(409, "UserProvisioningAlreadyExists", "This principal is provisioned there already."),
  }),
};

/** @throws Fault UserProvisionNotFound */
export const userProvisioningOf = (context: Place, UserProvisioningId: string): Promise<StoredRecord> =>
  need(userProvisioning, context, { UserProvisioningId });

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  IdentitySourceStrategy: ["Create", "Ignore"],
  DuplicationStrategy: ["KeepBoth", "Takeover"],
  DeletionStrategy: ["Keep", "Delete"],
};

/**
 * Checks the fields of a new one; Cloud Control sends the same ones past the facts. With KeepBoth a suffix is needed.
 * @throws Fault InvalidParam, ParamMissing, UserNotFound, UserGroupNotFound, AccountNotInOrg
 */
export async function checkedProvisioning(fields: JsonObject, context: Place): Promise<JsonObject> {
  for (const [field, choices] of Object.entries(CHOICES)) {
    if (choices.includes(textOf(fields, field) ?? "")) continue;
    throw invalid(field, `It must be ${choices.join(" or ")}.`);
  }
  await principalIn(fields, context);
  accountOf(context, textOf(fields, "TargetId") ?? "");
  if (fields.DuplicationStrategy === "KeepBoth" && !textOf(fields, "DuplicationSuffix")) {
    throw missing("DuplicationSuffix");
  }
  const given = ["PrincipalId", "PrincipalType", "TargetId", "Description", "DuplicationSuffix"];
  return {
    ...pick(fields, [...given, ...Object.keys(CHOICES)]),
    ...principalLink(fields),
    // Nobody is provisioned to one account twice.
    Whom: `${textOf(fields, "TargetId") ?? ""}/${textOf(fields, "PrincipalId") ?? ""}`,
  };
}

/** @throws Fault as `checkedProvisioning`, UserProvisioningAlreadyExists */
export async function createProvisioning(context: Place, fields: JsonObject): Promise<StoredRecord> {
  return create(userProvisioning, context, await checkedProvisioning(fields, context));
}

/** @throws Fault ConcurrentException */
export function assertSettled({ doc }: StoredRecord): void {
  if (/Provisioning$/.test(textOf(doc, "ProvisionStatus") ?? "")) {
    throw concurrent("The user provisioning is being worked on.");
  }
}
