/** Volcengine::IAM::Policy: the policies that the account writes itself. Those of the system are not listed. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { type Attachment, attach, detach, holdersOf, scopeIn } from "../../iam/attachment.ts";
import { assertPolicyDocument } from "../../iam/document.ts";
import { iamFault } from "../../iam/faults.ts";
import { iamGroup } from "../../iam/group.ts";
import {
  assertOwn,
  named,
  needPolicy,
  type PolicyName,
  policyNamed,
  policyTrn,
  iamPolicy as resource,
} from "../../iam/policy.ts";
import { iamRole } from "../../iam/role.ts";
import { iamUser } from "../../iam/user.ts";
import * as records from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import type { ResourceType } from "../model.ts";
import { iamPolicyProperties } from "./iam-policy-properties.ts";

const SEPARATOR = "|";
const HOLDERS = [
  { field: "PolicyUsers", resource: iamUser, name: "UserName", id: "Id" },
  { field: "PolicyUserGroups", resource: iamGroup, name: "UserGroupName", id: "UserGroupID" },
  { field: "PolicyRoles", resource: iamRole, name: "RoleName", id: "RoleId" },
] as const;

/** `NAME|TYPE`, the two properties of the identifier. */
function refOf(identifier: string): PolicyName {
  const [name = "", type = ""] = identifier.split(SEPARATOR);
  return { name, type };
}

const namesIn = (state: JsonObject, field: string): readonly string[] =>
  objectsOf(state, field).map((one) => textOf(one, "Name") ?? "");

async function setHolders(
  context: Place,
  policy: StoredRecord,
  wanted: JsonObject,
  isWanted: (field: string) => boolean,
): Promise<void> {
  for (const { field, resource: kind, name } of HOLDERS.filter((holder) => isWanted(holder.field))) {
    const then = namesIn(wanted, field);
    for (const { holder } of await holdersOf(context, policy)) {
      const known = textOf(holder.doc, name) ?? "";
      if (holder.kind === kind.kind && !then.includes(known)) await detach(context, holder, policy);
    }
    for (const one of objectsOf(wanted, field)) {
      const holder = await named(kind, context, textOf(one, "Name") ?? "");
      await attach(context, holder, policy, scopeIn(one));
    }
  }
}

function shownHolders(attachments: readonly Attachment[]): JsonObject {
  const shown: [string, Json][] = [];
  for (const { field, resource: kind, name, id } of HOLDERS) {
    const list = attachments
      .filter(({ holder }) => holder.kind === kind.kind)
      .map(({ holder, record }) => ({
        Name: holder.doc[name] ?? "",
        EntitiesId: holder.doc[id] ?? 0,
        ...pick(holder.doc, ["DisplayName", "Description"]),
        ...pick(record.doc, ["PolicyScope"]),
        CreatedTime: record.doc.AttachDate ?? "",
      }));
    if (list.length > 0) shown.push([field, list]);
  }
  return Object.fromEntries(shown);
}

export const iamPolicy: ResourceType = {
  typeName: "Volcengine::IAM::Policy",
  description: "A policy: which actions are allowed or denied on which resources.",
  properties: iamPolicyProperties,
  required: ["PolicyName", "PolicyType", "PolicyDocument"],
  primaryIdentifier: ["PolicyName", "PolicyType"],
  filterable: ["PolicyType"],
  taggable: false,
  duration: { create: 300, update: 300, delete: 0 },
  async create(context, wanted) {
    if (wanted.PolicyType !== "Custom") {
      throw iamFault(400, "InvalidPolicyType", "Only Custom policies can be created.");
    }
    assertPolicyDocument(textOf(wanted, "PolicyDocument") ?? "");
    const fields = pick(wanted, ["PolicyName", "PolicyDocument", "Description"]);
    const policy = await records.create(resource, context, fields);
    await setHolders(context, policy, wanted, () => true);
    return identifierOf(policy);
  },
  async read(context, identifier) {
    const policy = await policyNamed(context, refOf(identifier));
    if (policy === undefined) return undefined;
    const { CreateDate, UpdateDate, PolicyId: _id, ...doc } = policy.doc;
    const attachments = await holdersOf(context, policy);
    return {
      ...doc,
      PolicyTrn: policyTrn(policy.doc, context),
      CreatedTime: CreateDate ?? "",
      UpdatedTime: UpdateDate ?? "",
      AttachmentCount: attachments.length,
      ...shownHolders(attachments),
    };
  },
  async update(context, identifier, { wanted, changed }) {
    const before = await needPolicy(context, refOf(identifier));
    assertOwn(before.doc);
    if (changed.has("PolicyDocument")) assertPolicyDocument(textOf(wanted, "PolicyDocument") ?? "");
    const fields = ["PolicyDocument", "Description"].filter((field) => changed.has(field));
    const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? ""]));
    const policy = await records.change(resource, context, before, values);
    await setHolders(context, policy, wanted, (field) => changed.has(field));
  },
  async remove(context, identifier) {
    const policy = await needPolicy(context, refOf(identifier));
    await records.remove(resource, context, policy);
  },
  async identifiers(context) {
    const { items } = await context.store.list(resource.kind, { equals: { PolicyType: "Custom" } });
    return items.map(identifierOf);
  },
};

function identifierOf({ doc }: StoredRecord): string {
  return [doc.PolicyName, doc.PolicyType].join(SEPARATOR);
}
