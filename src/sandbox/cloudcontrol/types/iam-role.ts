/** Volcengine::IAM::Role. The role of a service is made after the template of its service, and not changed. */
import type { JsonObject } from "../../../action/json.ts";
import { attachmentsOf, policyRefs, setPolicies } from "../../iam/attachment.ts";
import { assertTrustPolicy } from "../../iam/document.ts";
import { missing, refused } from "../../iam/faults.ts";
import { assertTags } from "../../iam/names.ts";
import { named, policyTrn } from "../../iam/policy.ts";
import { MAX_SESSION_SECONDS, iamRole as resource } from "../../iam/role.ts";
import { createLinkedRole } from "../../iam/service-linked-roles.ts";
import * as records from "../../resources/records.ts";
import type { Place } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import type { ResourceType } from "../model.ts";
import { iamRoleProperties } from "./iam-role-properties.ts";

const OWN_FIELDS = ["DisplayName", "Description", "MaxSessionDuration", "TrustPolicyDocument", "Tags"];
const EMPTY: JsonObject = {
  DisplayName: "",
  Description: "",
  MaxSessionDuration: MAX_SESSION_SECONDS,
  TrustPolicyDocument: "",
  Tags: [],
};

/** @throws Fault InvalidTrustPolicyDoc, InvalidParameter */
function checked(fields: JsonObject): JsonObject {
  assertTags(fields);
  const document = textOf(fields, "TrustPolicyDocument") ?? "";
  if (document !== "") assertTrustPolicy(document);
  return fields;
}

/** @throws Fault RoleNotExist, ResourceConflict for the role of a service */
async function ordinary(context: Place, name: string) {
  const role = await named(resource, context, name);
  if (role.doc.IsServiceLinkedRole === 1)
    throw refused("The role belongs to a service, which alone changes it.");
  return role;
}

export const iamRole: ResourceType = {
  typeName: "Volcengine::IAM::Role",
  description: "An identity without keys of its own, which those whom it trusts act as for a while.",
  properties: iamRoleProperties,
  required: [],
  primaryIdentifier: ["RoleName"],
  filterable: [],
  taggable: true,
  duration: { create: 500, update: 300, delete: 300 },
  async create(context, wanted) {
    if (wanted.IsServiceLinkedRole === 1) {
      const service = textOf(wanted, "ServiceName");
      if (service === undefined) throw missing("ServiceName");
      const role = await createLinkedRole(context, service, objectsOf(wanted, "Tags"));
      return textOf(role.doc, "RoleName") ?? "";
    }
    const RoleName = textOf(wanted, "RoleName");
    if (RoleName === undefined) throw missing("RoleName");
    const role = await records.create(resource, context, checked({ RoleName, ...pick(wanted, OWN_FIELDS) }));
    await setPolicies(context, role, policyRefs(wanted, "Policies"));
    return RoleName;
  },
  async read(context, name) {
    const role = await records.find(resource, context, { RoleName: name });
    if (role === undefined) return undefined;
    const policies = await attachmentsOf(context, role);
    return {
      ...role.doc,
      Trn: resource.trn?.(role.doc, context) ?? "",
      Policies: policies.map(({ policy, record }) => ({
        ...pick(policy.doc, ["PolicyName", "PolicyType", "Description"]),
        PolicyTrn: policyTrn(policy.doc, context),
        AttachDate: record.doc.AttachDate ?? "",
        ...(record.doc.PolicyScope === undefined ? {} : { PolicyScopes: record.doc.PolicyScope }),
      })),
    };
  },
  async update(context, name, { wanted, changed }) {
    const before = await ordinary(context, name);
    const fields = OWN_FIELDS.filter((field) => changed.has(field));
    const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? EMPTY[field] ?? ""]));
    const role = await records.change(resource, context, before, checked(values));
    if (changed.has("Policies")) await setPolicies(context, role, policyRefs(wanted, "Policies"));
  },
  async remove(context, name) {
    await records.remove(resource, context, await named(resource, context, name));
  },
  async identifiers(context) {
    const { items } = await context.store.list(resource.kind);
    return items.map(({ doc }) => textOf(doc, "RoleName") ?? "");
  },
};
