/** Where a permission set is deployed, and whether what is deployed is what it says now. */
import { change, create, find, keep } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { accountName } from "../accounts.ts";
import { faultsOf } from "../faults.ts";
import { PROVISIONING, permissionSet, setOf } from "../permission-sets/permission-set.ts";
import { beijingSeconds } from "../times.ts";

export type ProvisioningStatus = "Provisioned" | "ReprovisionRequired" | "ProvisionFailed" | "Running";

/** Beside what is shown, `RoleId` and `PolicyId`: what deploying made in the account, where that is the sandbox's own. */
export const provisioning: Resource = {
  kind: PROVISIONING,
  noun: "account in which it is provisioned",
  key: ["PermissionSetId", "TargetId"],
  parent: { to: permissionSet, field: "PermissionSetId", onDelete: "refuse" },
  indexed: ["TargetId", "ProvisioningStatus"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  derived: {
    PermissionSetName: async ({ doc }, context) =>
      (await setOf(context, textOf(doc, "PermissionSetId") ?? "")).doc.Name,
    TargetName: async ({ doc }, context) => accountName(context, textOf(doc, "TargetId") ?? ""),
  },
  // No page names this code.
  faults: faultsOf({
    notFound: () =>
      new Fault(400, "PermissionSetProvisioningNotFound", "It is not provisioned in this account."),
  }),
};

/** What deploys which set in which account. */
export interface Deployment {
  readonly PermissionSetId: string;
  readonly TargetId: string;
}

export const provisioningOf = (context: Place, at: Deployment): Promise<StoredRecord | undefined> =>
  find(provisioning, context, { PermissionSetId: at.PermissionSetId, TargetId: at.TargetId });

/** Notes what a deployment is at; it is made where there is none. */
export async function note(
  context: Place,
  { PermissionSetId, TargetId }: Deployment,
  ProvisioningStatus: ProvisioningStatus,
): Promise<StoredRecord> {
  const known = await provisioningOf(context, { PermissionSetId, TargetId });
  return known === undefined
    ? create(provisioning, context, { PermissionSetId, TargetId, ProvisioningStatus })
    : change(provisioning, context, known, { ProvisioningStatus });
}

/** The set is not what is deployed any more: it has to be deployed again, wherever it is. */
export async function requireReprovision(context: Place, setId: string): Promise<void> {
  const { items } = await context.store.list(PROVISIONING, { parent: setId });
  for (const record of items.filter(({ doc }) => doc.ProvisioningStatus === "Provisioned")) {
    await keep(provisioning, context, record, { ProvisioningStatus: "ReprovisionRequired" });
  }
}
