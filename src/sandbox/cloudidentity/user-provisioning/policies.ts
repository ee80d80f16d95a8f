/** What the IAM users of a provisioning are allowed. */
import { attach, detach } from "../../iam/attachment.ts";
import { iamPolicy } from "../../iam/policy.ts";
import { change, find } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { textOf, textsOf } from "../../values.ts";
import { policyNotFound } from "../faults.ts";
import { iamUsersOf } from "./provisioned-user.ts";
import { userProvisioning, userProvisioningOf } from "./user-provisioning.ts";

/** @throws Fault PolicyNotFound. Of another account only the policies that every account has are known. */
async function policyIn(context: Place, { doc }: StoredRecord, name: string): Promise<StoredRecord> {
  const policy = await find(iamPolicy, context, { PolicyName: name });
  const own = textOf(doc, "TargetId") === context.account;
  if (policy === undefined || (!own && policy.doc.PolicyType !== "System")) throw policyNotFound(name);
  return policy;
}

/** A second time changes nothing. @throws Fault UserProvisionNotFound, PolicyNotFound */
export async function attachPolicy(context: Place, id: string, name: string): Promise<void> {
  const record = await userProvisioningOf(context, id);
  const policy = await policyIn(context, record, name);
  const known = textsOf(record.doc, "Policies");
  if (!known.includes(name)) await change(userProvisioning, context, record, { Policies: [...known, name] });
  for (const holder of await iamUsersOf(context, id)) await attach(context, holder, policy);
}

/** @throws Fault UserProvisionNotFound; PolicyNotFound where it is not attached */
export async function detachPolicy(context: Place, id: string, name: string): Promise<void> {
  const record = await userProvisioningOf(context, id);
  const known = textsOf(record.doc, "Policies");
  if (!known.includes(name)) throw policyNotFound(name);
  await change(userProvisioning, context, record, { Policies: known.filter((one) => one !== name) });
  const policy = await find(iamPolicy, context, { PolicyName: name });
  if (policy === undefined) return;
  for (const holder of await iamUsersOf(context, id)) await detach(context, holder, policy);
}
