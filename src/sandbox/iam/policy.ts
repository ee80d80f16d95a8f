/** Policies, those of the system and the account's own, as a resource of iam. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import { find, need } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { faultsOf, refused } from "./faults.ts";
import { iamTime, iamTrn } from "./records.ts";

/** The reference is silent about an own policy with the name of a system policy; the sandbox refuses it. */
export const iamPolicy: Resource = {
  kind: "iam:policy",
  noun: "policy",
  key: ["PolicyId"],
  name: "PolicyName",
  unique: ["PolicyName"],
  indexed: ["PolicyType"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: (_given, context, label) => ({
    PolicyId: uuidFor(context, `policy${label}`),
    PolicyType: "Custom",
    Description: "",
    IsServiceRolePolicy: 0,
  }),
  derived: {
    PolicyTrn: async ({ doc }, context) => policyTrn(doc, context),
    AttachmentCount: async ({ key }, { store }) =>
      (await store.list("iam:policy-attachment", { equals: { PolicyId: key }, limit: 1 })).total,
  },
  removing: async ({ doc }) => assertOwn(doc),
  trn: (doc, context) => policyTrn(doc, context),
  faults: faultsOf("policy", { unknown: [404, "PolicyNotExist"], taken: "PolicyAlreadyExist" }),
};

/** Policies of the system belong to no account: `trn:iam::system:policy/NAME`. */
export function policyTrn(...[doc, context]: Parameters<NonNullable<Resource["trn"]>>): string {
  const account = textOf(doc, "PolicyType") === "System" ? "system" : context.account;
  return iamTrn({ account }, `policy/${textOf(doc, "PolicyName") ?? "*"}`);
}

/** @throws Fault for a policy of the system */
export function assertOwn(doc: JsonObject): void {
  if (textOf(doc, "PolicyType") !== "Custom") throw refused("Policies of the system cannot be changed.");
}

/** A policy as requests name it. */
export interface PolicyName {
  readonly name: string;
  readonly type: string;
}

export function policyNamed(context: Place, { name, type }: PolicyName): Promise<StoredRecord | undefined> {
  return find(iamPolicy, context, { PolicyName: name, PolicyType: type });
}

/** @throws Fault PolicyNotExist */
export async function needPolicy(context: Place, policy: PolicyName): Promise<StoredRecord> {
  const record = await policyNamed(context, policy);
  if (record === undefined) throw iamPolicy.faults.notFound(`policy ${policy.name}`);
  return record;
}

/** @throws Fault UserNotExist and the like */
export function named(resource: Resource, context: Place, name: string): Promise<StoredRecord> {
  return need(resource, context, { [resource.name ?? ""]: name });
}
