/** Deploys a permission set in an account, and takes it out again. */
import { remove } from "../../resources/records.ts";
import type { Place } from "../../types.ts";
import { setOf } from "../permission-sets/permission-set.ts";
import { type Deployment, note, provisioning, provisioningOf } from "./provisioning.ts";
import { dropRole, putRole } from "./role.ts";

/** @throws Fault PermissionSetNotFound, and what iam says */
export async function deploy(context: Place, at: Deployment): Promise<void> {
  const set = await setOf(context, at.PermissionSetId);
  await putRole(context, await note(context, at, "Provisioned"), set);
}

/** @throws Fault PermissionSetProvisioningNotFound, and what iam says */
export async function withdraw(context: Place, at: Deployment): Promise<void> {
  const deployed = await provisioningOf(context, at);
  if (deployed === undefined) throw provisioning.faults.notFound("");
  await dropRole(context, deployed);
  await remove(provisioning, context, deployed);
}
