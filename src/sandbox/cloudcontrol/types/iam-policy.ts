/** Volcengine::IAM::Policy: the policies that the account writes itself. Those of the system are not listed. */
import { isJsonObject, type Json, type JsonObject } from "../../../action/json.ts";
import { trn } from "../../ids.ts";
import type { Place } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import {
  attach,
  detach,
  holdersOf,
  type PolicyRef,
  policyKey,
  policyNotExist,
  scopeIn,
} from "../iam/policies.ts";
import {
  groupNotExist,
  IAM_GROUP,
  IAM_POLICY,
  IAM_USER,
  iamFault,
  iamTime,
  userNotExist,
} from "../iam/records.ts";
import type { ResourceType } from "../model.ts";
import { iamPolicyProperties } from "./iam-policy-properties.ts";

const SEPARATOR = "|";
const HOLDERS = [
  { principal: "user", field: "PolicyUsers", kind: IAM_USER, id: "Id" },
  { principal: "group", field: "PolicyUserGroups", kind: IAM_GROUP, id: "UserGroupID" },
] as const;

/** `NAME|TYPE`, the two properties of the identifier. */
function refOf(identifier: string): PolicyRef {
  const [name = "", type = ""] = identifier.split(SEPARATOR);
  return { name, type };
}

function assertDocument(text: string): void {
  let document: Json;
  try {
    document = JSON.parse(text);
  } catch {
    throw iamFault(400, "InvalidParameter", "The PolicyDocument is not JSON.");
  }
  if (!isJsonObject(document) || objectsOf(document, "Statement").length === 0) {
    throw iamFault(400, "InvalidParameter", "The PolicyDocument has no Statement.");
  }
}

const namesIn = (state: JsonObject, field: string): readonly string[] =>
  objectsOf(state, field).map((one) => textOf(one, "Name") ?? "");

async function setHolders(
  context: Place,
  policy: PolicyRef,
  wanted: JsonObject,
  isWanted: (field: string) => boolean,
): Promise<void> {
  if (isWanted("PolicyRoles")) {
    for (const role of namesIn(wanted, "PolicyRoles")) {
      throw iamFault(404, "RoleNotExist", `Role '${role}' does not exist.`);
    }
  }
  for (const { principal, field, kind } of HOLDERS.filter((holder) => isWanted(holder.field))) {
    const then = namesIn(wanted, field);
    for (const doc of await holdersOf(context, policy)) {
      const name = textOf(doc, "PrincipalName") ?? "";
      if (doc.PrincipalType === principal && !then.includes(name)) {
        await detach(context, principal, name, policy);
      }
    }
    for (const one of objectsOf(wanted, field)) {
      const name = textOf(one, "Name") ?? "";
      if ((await context.store.get(kind, name)) === undefined) {
        throw principal === "user" ? userNotExist(name) : groupNotExist(name);
      }
      await attach(context, principal, name, { ...policy, ...scopeIn(one) });
    }
  }
}

async function shownHolders(context: Place, attachments: readonly JsonObject[]): Promise<JsonObject> {
  const shown: [string, Json][] = [];
  for (const { principal, field, kind, id } of HOLDERS) {
    const list: JsonObject[] = [];
    for (const doc of attachments.filter((one) => one.PrincipalType === principal)) {
      const name = textOf(doc, "PrincipalName") ?? "";
      const holder = await context.store.get(kind, name);
      list.push({
        Name: name,
        EntitiesId: holder?.doc[id] ?? 0,
        ...pick(holder?.doc ?? {}, ["DisplayName", "Description"]),
        ...pick(doc, ["PolicyScope"]),
        CreatedTime: doc.AttachDate ?? "",
      });
    }
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
    const policy = { name: textOf(wanted, "PolicyName") ?? "", type: textOf(wanted, "PolicyType") ?? "" };
    if (policy.type !== "Custom") {
      throw iamFault(400, "InvalidPolicyType", "Only Custom policies can be created.");
    }
    const key = policyKey(policy.type, policy.name);
    if ((await context.store.get(IAM_POLICY, key)) !== undefined) {
      throw iamFault(409, "PolicyAlreadyExist", `Policy '${policy.name}' already exists.`);
    }
    assertDocument(textOf(wanted, "PolicyDocument") ?? "");
    const now = iamTime(context.now);
    const doc = {
      PolicyName: policy.name,
      PolicyType: policy.type,
      PolicyDocument: textOf(wanted, "PolicyDocument") ?? "",
      Description: textOf(wanted, "Description") ?? "",
      PolicyTrn: trn("iam", "", context.account, `policy/${policy.name}`),
      IsServiceRolePolicy: 0,
      CreateDate: now,
      UpdateDate: now,
    };
    await context.store.insert({ kind: IAM_POLICY, key, parent: undefined, doc });
    await setHolders(context, policy, wanted, () => true);
    return [policy.name, policy.type].join(SEPARATOR);
  },
  async read(context, identifier) {
    const policy = refOf(identifier);
    const record = await context.store.get(IAM_POLICY, policyKey(policy.type, policy.name));
    if (record === undefined) return undefined;
    const { CreateDate, UpdateDate, ...doc } = record.doc;
    const attachments = await holdersOf(context, policy);
    return {
      ...doc,
      CreatedTime: CreateDate ?? "",
      UpdatedTime: UpdateDate ?? "",
      AttachmentCount: attachments.length,
      ...(await shownHolders(context, attachments)),
    };
  },
  async update(context, identifier, { wanted, changed }) {
    const policy = refOf(identifier);
    const record = await context.store.get(IAM_POLICY, policyKey(policy.type, policy.name));
    if (record === undefined) throw policyNotExist(policy.name);
    if (changed.has("PolicyDocument")) assertDocument(textOf(wanted, "PolicyDocument") ?? "");
    const fields = ["PolicyDocument", "Description"].filter((field) => changed.has(field));
    const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? ""]));
    await context.store.update({
      ...record,
      doc: { ...record.doc, ...values, UpdateDate: iamTime(context.now) },
    });
    await setHolders(context, policy, wanted, (field) => changed.has(field));
  },
  async remove(context, identifier) {
    const policy = refOf(identifier);
    if ((await holdersOf(context, policy)).length > 0) {
      throw iamFault(409, "ResourceConflict", `Policy '${policy.name}' is still attached; detach it first.`);
    }
    if (!(await context.store.remove(IAM_POLICY, policyKey(policy.type, policy.name)))) {
      throw policyNotExist(policy.name);
    }
  },
  async identifiers(context) {
    const { items } = await context.store.list(IAM_POLICY);
    return items.map(({ doc }) => [doc.PolicyName, doc.PolicyType].join(SEPARATOR));
  },
};
