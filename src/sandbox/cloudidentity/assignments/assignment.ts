/** Who has which permission set in which account. */
import type { JsonObject } from "../../../action/json.ts";
import { create, find, remove } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { accountName, accountOf } from "../accounts.ts";
import { faultsOf } from "../faults.ts";
import { permissionSet, setOf } from "../permission-sets/permission-set.ts";
import { principalIn, principalLink, principalName, principalReferences } from "../principals.ts";
import { beijingSeconds } from "../times.ts";
import { deploy, withdraw } from "./deployment.ts";
import type { Deployment } from "./provisioning.ts";
import { provisioningOf } from "./provisioning.ts";

export const ASSIGNMENT_FIELDS = ["PermissionSetId", "PrincipalId", "PrincipalType", "TargetId"];

/** It goes with its user or group; a set that somebody has stays. */
export const assignment: Resource = {
  kind: "cloudidentity.assignment",
  noun: "account assignment",
  key: ["TargetId", "PrincipalId", "PermissionSetId"],
  parent: { to: permissionSet, field: "PermissionSetId", onDelete: "refuse" },
  references: principalReferences,
  indexed: ["TargetId", "PrincipalId", "PrincipalType"],
  times: { created: "CreatedTime", format: beijingSeconds },
  derived: {
    PermissionSetName: async ({ doc }, context) =>
      (await setOf(context, textOf(doc, "PermissionSetId") ?? "")).doc.Name,
    PrincipalName: ({ doc }, context) => principalName(doc, context),
    TargetName: async ({ doc }, context) => accountName(context, textOf(doc, "TargetId") ?? ""),
  },
  faults: faultsOf({
    // No page names this code.
    notFound: () => new Fault(400, "AccountAssignmentNotFound", "There is no such account assignment."),
    duplicated: () =>
      new Fault(400, "AccountAssignmentAlreadyExist", "This assignment is there already, or being made."),
  }),
};

const text = (fields: JsonObject, field: string): string => textOf(fields, field) ?? "";

export const deploymentIn = (fields: JsonObject): Deployment => ({
  PermissionSetId: text(fields, "PermissionSetId"),
  TargetId: text(fields, "TargetId"),
});

export function assignmentOf(context: Place, fields: JsonObject): Promise<StoredRecord | undefined> {
  const by = Object.fromEntries(assignment.key.map((field) => [field, text(fields, field)]));
  return find(assignment, context, by);
}

/** @throws Fault PermissionSetNotFound, UserNotFound, UserGroupNotFound, AccountNotInOrg, AccountAssignmentAlreadyExist */
export async function assertAssignable(context: Place, fields: JsonObject): Promise<void> {
  await setOf(context, text(fields, "PermissionSetId"));
  await principalIn(fields, context);
  accountOf(context, text(fields, "TargetId"));
  if ((await assignmentOf(context, fields)) !== undefined) throw assignment.faults.duplicated("");
}

/** Makes the assignment; the set is deployed first where it is not. @throws Fault as `assertAssignable` */
export async function assign(context: Place, fields: JsonObject): Promise<StoredRecord> {
  await assertAssignable(context, fields);
  const at = deploymentIn(fields);
  const deployed = await provisioningOf(context, at);
  if (deployed?.doc.ProvisioningStatus !== "Provisioned") await deploy(context, at);
  return create(assignment, context, { ...pick(fields, ASSIGNMENT_FIELDS), ...principalLink(fields) });
}

export const LAST_WITHDRAWS = "DeprovisionForLastPermissionSetOnAccount";

/** Takes the assignment away, and with the last of a set in an account, if asked, the set. */
export async function unassign(context: Place, fields: JsonObject, strategy: string): Promise<void> {
  const record = await assignmentOf(context, fields);
  if (record === undefined) throw assignment.faults.notFound("");
  await remove(assignment, context, record);
  const at = deploymentIn(fields);
  if (strategy !== LAST_WITHDRAWS || (await isAssigned(context, at))) return;
  if ((await provisioningOf(context, at)) !== undefined) await withdraw(context, at);
}

/** True where somebody has the set in the account. */
export async function isAssigned(context: Place, at: Deployment): Promise<boolean> {
  const { total } = await context.store.list(assignment.kind, {
    parent: at.PermissionSetId,
    equals: { TargetId: at.TargetId },
    limit: 1,
  });
  return total > 0;
}
