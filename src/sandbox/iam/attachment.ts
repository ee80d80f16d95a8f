/** To whom policies are attached: users, groups and roles. */
import type { JsonObject } from "../../action/json.ts";
import { change, create, find, recordAt, remove } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { objectsOf, textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { iamGroup } from "./group.ts";
import { iamPolicy, needPolicy, type PolicyName } from "./policy.ts";
import { iamTime } from "./records.ts";
import { iamRole } from "./role.ts";
import { iamUser } from "./user.ts";

/** `Holder` is the field of the holder and its key; only the field of that kind of holder is there beside it. */
export const policyAttachment: Resource = {
  kind: "iam:policy-attachment",
  noun: "attachment",
  key: ["Holder", "PolicyId"],
  references: [
    { field: "PolicyId", to: iamPolicy, onDelete: "refuse" },
    { field: "UserId", to: iamUser, onDelete: "cascade" },
    { field: "UserGroupID", to: iamGroup, onDelete: "cascade" },
    { field: "RoleId", to: iamRole, onDelete: "cascade" },
  ],
  indexed: ["Holder"],
  times: { created: "AttachDate", format: iamTime },
  faults: faultsOf("attachment", {
    unknown: [404, "PolicyAttachmentNotExist"],
    taken: "PolicyAttachmentAlreadyExists",
  }),
};

/** Who can have policies, by the field that names one. */
const HOLDERS = { UserId: iamUser, UserGroupID: iamGroup, RoleId: iamRole } as const;
type HolderField = keyof typeof HOLDERS;
const FIELDS: readonly HolderField[] = ["UserId", "UserGroupID", "RoleId"];

function fieldOf(holder: StoredRecord): HolderField {
  const field = FIELDS.find((one) => HOLDERS[one].kind === holder.kind);
  if (field === undefined) throw new Error(`A ${holder.kind} has no policies.`);
  return field;
}

const holderOf = (holder: StoredRecord): string => `${fieldOf(holder)}:${holder.key}`;

/** A policy as others name it. `scope` is the part of a project attachment that was given with it. */
export interface PolicyRef extends PolicyName {
  readonly scope?: readonly JsonObject[];
}

/** An attachment with both its ends. */
export interface Attachment {
  readonly record: StoredRecord;
  readonly policy: StoredRecord;
  readonly holder: StoredRecord;
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

const attachment = (context: Place, holder: StoredRecord, policy: StoredRecord) =>
  find(policyAttachment, context, { Holder: holderOf(holder), PolicyId: policy.key });

/**
 * Attaches a policy, or gives an attachment another scope; it is as old as it was. True where it was not there before.
 */
export async function attach(
  context: Place,
  holder: StoredRecord,
  policy: StoredRecord,
  { scope }: Pick<PolicyRef, "scope"> = {},
): Promise<boolean> {
  const known = await attachment(context, holder, policy);
  const given = scope === undefined ? {} : { PolicyScope: scope };
  if (known !== undefined) {
    const { PolicyScope: _scope, ...doc } = known.doc;
    await change(policyAttachment, context, { ...known, doc }, given);
    return false;
  }
  const ends = { Holder: holderOf(holder), [fieldOf(holder)]: holder.key, PolicyId: policy.key };
  await create(policyAttachment, context, { ...ends, ...given });
  return true;
}

/** True where it was attached. */
export async function detach(context: Place, holder: StoredRecord, policy: StoredRecord): Promise<boolean> {
  const record = await attachment(context, holder, policy);
  if (record === undefined) return false;
  await remove(policyAttachment, context, record);
  return true;
}

/** What a user, group or role has, in the order in which it was attached. */
export async function attachmentsOf(context: Place, holder: StoredRecord): Promise<readonly Attachment[]> {
  const equals = { Holder: holderOf(holder) };
  const { items } = await context.store.list(policyAttachment.kind, { equals });
  const attachments: Attachment[] = [];
  for (const record of items) {
    const policy = await recordAt(iamPolicy, context, textOf(record.doc, "PolicyId") ?? "");
    if (policy !== undefined) attachments.push({ record, policy, holder });
  }
  return attachments;
}

/** Who has a policy. */
export async function holdersOf(context: Place, policy: StoredRecord): Promise<readonly Attachment[]> {
  const equals = { PolicyId: policy.key };
  const { items } = await context.store.list(policyAttachment.kind, { equals });
  const attachments: Attachment[] = [];
  for (const record of items) {
    for (const field of FIELDS) {
      const key = textOf(record.doc, field);
      const holder = key === undefined ? undefined : await recordAt(HOLDERS[field], context, key);
      if (holder !== undefined) attachments.push({ record, policy, holder });
    }
  }
  return attachments;
}

/** Makes the attachments of a user, group or role what is wanted. @throws Fault PolicyNotExist */
export async function setPolicies(
  context: Place,
  holder: StoredRecord,
  wanted: readonly PolicyRef[],
): Promise<void> {
  const then: { readonly policy: StoredRecord; readonly ref: PolicyRef }[] = [];
  for (const ref of wanted) then.push({ policy: await needPolicy(context, ref), ref });
  for (const { policy } of await attachmentsOf(context, holder)) {
    if (!then.some((one) => one.policy.key === policy.key)) await detach(context, holder, policy);
  }
  for (const { policy, ref } of then) await attach(context, holder, policy, ref);
}
