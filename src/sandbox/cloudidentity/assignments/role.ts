/**
 * What a deployed permission set is in an account: a role with its rights, which the directory lets people play. Only
 * the sandbox's own account has records of iam; in the other members a deployment is noted and nothing more.
 */
import type { JsonObject } from "../../../action/json.ts";
import { attach, attachmentsOf, detach } from "../../iam/attachment.ts";
import { iamPolicy, needPolicy } from "../../iam/policy.ts";
import { iamRole } from "../../iam/role.ts";
import { change, create, keep, recordAt, remove } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { policiesOf } from "../permission-sets/policies.ts";
import { provisioning } from "./provisioning.ts";

/** The form of the vendor's name is not documented; this one says where the role comes from. */
const PREFIX = "CloudIdentitySSO_";
const TRUST = JSON.stringify({
  Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: ["cloudidentity"] } }],
});

/** Roles are called in letters, digits and `.-_`; the id keeps apart what is alike but for other characters. */
function roleName(set: StoredRecord): string {
  const name = (textOf(set.doc, "Name") ?? "").replaceAll(/[^A-Za-z0-9._-]/g, "-");
  return `${PREFIX}${name}_${set.key.slice(0, 6)}`;
}

const isOwn = (deployed: StoredRecord, context: Place): boolean => deployed.doc.TargetId === context.account;

/** What is kept of iam's numeric and textual keys. */
const known = (deployed: StoredRecord, field: "RoleId" | "PolicyId"): string =>
  textOf(deployed.doc, field) ?? "";

/**
 * Makes the role what the set says, and the role where it is not there.
 * @throws Fault RoleAlreadyExists, PolicyNotExist and what else iam says
 */
export async function putRole(context: Place, deployed: StoredRecord, set: StoredRecord): Promise<void> {
  if (!isOwn(deployed, context)) return;
  const fields: JsonObject = {
    RoleName: roleName(set),
    Description: `Permission set ${textOf(set.doc, "Name") ?? ""}`,
    MaxSessionDuration: set.doc.SessionDuration ?? 0,
    TrustPolicyDocument: TRUST,
  };
  const before = await recordAt(iamRole, context, known(deployed, "RoleId"));
  const role =
    before === undefined
      ? await create(iamRole, context, fields)
      : await change(iamRole, context, before, fields);
  const wanted = await wantedPolicies(context, deployed, set);
  for (const { policy } of await attachmentsOf(context, role)) {
    if (!wanted.some(({ key }) => key === policy.key)) await detach(context, role, policy);
  }
  for (const policy of wanted) await attach(context, role, policy);
  const inline = wanted.find(({ doc }) => doc.PolicyType === "Custom");
  if (inline === undefined) await removePolicy(context, deployed);
  await keep(provisioning, context, deployed, { RoleId: role.key, PolicyId: inline?.key ?? "" });
}

/** Policies of iam with the rights of the set; the set's own document becomes one of the account. */
async function wantedPolicies(
  context: Place,
  deployed: StoredRecord,
  set: StoredRecord,
): Promise<readonly StoredRecord[]> {
  const wanted: StoredRecord[] = [];
  for (const { doc } of await policiesOf(context, set.key)) {
    const name = textOf(doc, "PermissionPolicyName") ?? "";
    if (doc.PermissionPolicyType === "System") {
      wanted.push(await needPolicy(context, { name, type: "System" }));
      continue;
    }
    const fields: JsonObject = {
      PolicyName: roleName(set),
      PolicyDocument: doc.PermissionPolicyDocument ?? "",
    };
    const before = await recordAt(iamPolicy, context, known(deployed, "PolicyId"));
    wanted.push(
      before === undefined
        ? await create(iamPolicy, context, fields)
        : await change(iamPolicy, context, before, fields),
    );
  }
  return wanted;
}

async function removePolicy(context: Place, deployed: StoredRecord): Promise<void> {
  const policy = await recordAt(iamPolicy, context, known(deployed, "PolicyId"));
  if (policy !== undefined) await remove(iamPolicy, context, policy);
}

/** Removes what was made. @throws Fault where iam refuses, such as for a policy that somebody else was given too */
export async function dropRole(context: Place, deployed: StoredRecord): Promise<void> {
  const role = await recordAt(iamRole, context, known(deployed, "RoleId"));
  if (role !== undefined) await remove(iamRole, context, role);
  await removePolicy(context, deployed);
}
