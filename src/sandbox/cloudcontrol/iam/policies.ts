/** Policies and to whom they are attached. */
import type { JsonObject } from "../../../action/json.ts";
import type { Fault, Place, StoredRecord } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import { ATTACHMENT, IAM_POLICY, iamFault, iamTime } from "./records.ts";

/** Some of the policies that every account has. */
export const SYSTEM_POLICIES: ReadonlySet<string> = new Set([
  "AdministratorAccess",
  "ReadOnlyAccess",
  "IAMFullAccess",
  "IAMReadOnlyAccess",
  "AccessKeySelfManageAccess",
  "STSAssumeRoleAccess",
  "ECSFullAccess",
  "ECSReadOnlyAccess",
  "VPCFullAccess",
  "VPCReadOnlyAccess",
  "TOSFullAccess",
  "TOSReadOnlyAccess",
  "BillFullAccess",
]);

export type Principal = "user" | "group";

/** A policy as attachments name it. `scope` is the part of a project attachment that was given with it. */
export interface PolicyRef {
  readonly name: string;
  readonly type: string;
  readonly scope?: readonly JsonObject[];
}

export const policyKey = (type: string, name: string): string => `${type}/${name}`;
const holderKey = (principal: Principal, name: string): string => `${principal}/${name}`;
const attachmentKey = (principal: Principal, name: string, policy: PolicyRef): string =>
  `${holderKey(principal, name)}/${policyKey(policy.type, policy.name)}`;

export const policyNotExist = (name: string): Fault =>
  iamFault(404, "PolicyNotExist", `Policy '${name}' does not exist.`);

/** @throws Fault PolicyNotExist */
async function assertPolicy(context: Place, policy: PolicyRef): Promise<void> {
  const known =
    policy.type === "System"
      ? SYSTEM_POLICIES.has(policy.name)
      : (await context.store.get(IAM_POLICY, policyKey(policy.type, policy.name))) !== undefined;
  if (!known) throw policyNotExist(policy.name);
}

/** The `PolicyScope` that a state gives, in the form of a PolicyRef. */
export function scopeIn(state: JsonObject): Pick<PolicyRef, "scope"> {
  return state.PolicyScope === undefined ? {} : { scope: objectsOf(state, "PolicyScope") };
}

/** Policies in the form of the resource types: `{PolicyName, PolicyType, PolicyScope?}`. */
export function policyRefs(state: JsonObject, field: string): readonly PolicyRef[] {
  return objectsOf(state, field).map((one) => ({
    name: textOf(one, "PolicyName") ?? "",
    type: textOf(one, "PolicyType") ?? "",
    ...scopeIn(one),
  }));
}

/** Attaches a policy, or gives an attachment another scope; it is as old as it was. @throws Fault PolicyNotExist */
export async function attach(
  context: Place,
  principal: Principal,
  name: string,
  policy: PolicyRef,
): Promise<void> {
  await assertPolicy(context, policy);
  const key = attachmentKey(principal, name, policy);
  const known = await context.store.get(ATTACHMENT, key);
  const doc = {
    PrincipalType: principal,
    PrincipalName: name,
    PolicyName: policy.name,
    PolicyType: policy.type,
    AttachDate: known?.doc.AttachDate ?? iamTime(context.now),
    ...(policy.scope === undefined ? {} : { PolicyScope: policy.scope }),
  };
  const record: StoredRecord = { kind: ATTACHMENT, key, parent: holderKey(principal, name), doc };
  if (known === undefined) await context.store.insert(record);
  else await context.store.update(record);
}

export async function detach(
  context: Place,
  principal: Principal,
  name: string,
  policy: PolicyRef,
): Promise<void> {
  await context.store.remove(ATTACHMENT, attachmentKey(principal, name, policy));
}

/** Attachments of a user or group, in the order in which they were made. */
export async function attachmentsOf(
  context: Place,
  principal: Principal,
  name: string,
): Promise<readonly JsonObject[]> {
  const { items } = await context.store.list(ATTACHMENT, { parent: holderKey(principal, name) });
  return items.map(({ doc }) => doc);
}

/** Who has a policy. */
export async function holdersOf(context: Place, policy: PolicyRef): Promise<readonly JsonObject[]> {
  const { items } = await context.store.list(ATTACHMENT, {
    where: (doc) => doc.PolicyName === policy.name && doc.PolicyType === policy.type,
  });
  return items.map(({ doc }) => doc);
}

/** Makes the attachments of a user or group what is wanted. @throws Fault PolicyNotExist */
export async function setPolicies(
  context: Place,
  principal: Principal,
  name: string,
  wanted: readonly PolicyRef[],
): Promise<void> {
  const keep = new Set(wanted.map((policy) => policyKey(policy.type, policy.name)));
  for (const doc of await attachmentsOf(context, principal, name)) {
    const policy = { name: textOf(doc, "PolicyName") ?? "", type: textOf(doc, "PolicyType") ?? "" };
    if (!keep.has(policyKey(policy.type, policy.name))) await detach(context, principal, name, policy);
  }
  for (const policy of wanted) await attach(context, principal, name, policy);
}
