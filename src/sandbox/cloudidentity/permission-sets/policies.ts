/** What a permission set allows: policies of the system by name, and at most one document of its own. */
import { DocumentProblem, readDocument } from "../../iam/document.ts";
import { policyNamed } from "../../iam/policy.ts";
import { change, create, find, remove } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { requireReprovision } from "../assignments/provisioning.ts";
import { faultsOf, invalid, missing, policyNotFound } from "../faults.ts";
import { beijingSeconds } from "../times.ts";
import { permissionSet, setOf } from "./permission-set.ts";

/** The document has no name of its own; the reference shows one for every policy. */
export const INLINE_NAME = "InlinePolicy";

export const permissionPolicy: Resource = {
  kind: "cloudidentity.permission-policy",
  noun: "policy",
  key: ["PermissionSetId", "PermissionPolicyType", "PermissionPolicyName"],
  name: "PermissionPolicyName",
  parent: { to: permissionSet, field: "PermissionSetId", onDelete: "cascade" },
  indexed: ["PermissionPolicyType"],
  times: { created: "CreatedTime", format: beijingSeconds },
  derived: {
    PermissionPolicyDocument: async ({ doc }, context) => {
      if (doc.PermissionPolicyType === "Inline") return doc.PermissionPolicyDocument;
      const name = textOf(doc, "PermissionPolicyName") ?? "";
      return (await policyNamed(context, { name, type: "System" }))?.doc.PolicyDocument;
    },
  },
  // No page names codes for these.
  faults: faultsOf({
    notFound: (what) => new Fault(400, "PermissionPolicyNotFound", `The permission set has no ${what}.`),
    duplicated: (what) =>
      new Fault(409, "PermissionPolicyAlreadyExists", `The permission set has the ${what} already.`),
  }),
};

/** In the order in which they were added. */
export async function policiesOf(context: Place, setId: string): Promise<readonly StoredRecord[]> {
  return (await context.store.list(permissionPolicy.kind, { parent: setId })).items;
}

/** @throws Fault InvalidParam */
function assertDocument(document: string): void {
  try {
    readDocument(document, "policy");
  } catch (problem) {
    if (!(problem instanceof DocumentProblem)) throw problem;
    throw invalid("InlinePolicyDocument", problem.message);
  }
}

/** The set's rights have changed: so has the set, and what is deployed of it is old. */
async function touched(context: Place, set: StoredRecord): Promise<void> {
  await change(permissionSet, context, set, {});
  await requireReprovision(context, set.key);
}

/** @throws Fault PermissionSetNotFound, PolicyNotFound, PermissionPolicyAlreadyExists */
export async function addSystemPolicy(context: Place, setId: string, name: string): Promise<void> {
  const set = await setOf(context, setId);
  if ((await policyNamed(context, { name, type: "System" })) === undefined) throw policyNotFound(name);
  await create(permissionPolicy, context, {
    PermissionSetId: setId,
    PermissionPolicyType: "System",
    PermissionPolicyName: name,
  });
  await touched(context, set);
}

/** @throws Fault PermissionSetNotFound, InvalidParam; PermissionPolicyAlreadyExists where there is one */
export async function addInlinePolicy(context: Place, setId: string, document: string): Promise<void> {
  const set = await setOf(context, setId);
  assertDocument(document);
  await create(permissionPolicy, context, {
    PermissionSetId: setId,
    PermissionPolicyType: "Inline",
    PermissionPolicyName: INLINE_NAME,
    PermissionPolicyDocument: document,
  });
  await touched(context, set);
}

async function policyIn(context: Place, setId: string, type: string, name: string): Promise<StoredRecord> {
  const by = { PermissionSetId: setId, PermissionPolicyType: type, PermissionPolicyName: name };
  const record = await find(permissionPolicy, context, by);
  if (record === undefined) throw permissionPolicy.faults.notFound(`${type} policy ${name}`);
  return record;
}

/** @throws Fault PermissionSetNotFound, InvalidParam; PermissionPolicyNotFound where there is none to replace */
export async function updateInlinePolicy(context: Place, setId: string, document: string): Promise<void> {
  const set = await setOf(context, setId);
  assertDocument(document);
  const record = await policyIn(context, setId, "Inline", INLINE_NAME);
  await change(permissionPolicy, context, record, { PermissionPolicyDocument: document });
  await touched(context, set);
}

/**
 * @param name needed for a policy of the system; there is only one of the other kind
 * @throws Fault PermissionSetNotFound, ParamMissing, PermissionPolicyNotFound
 */
export async function removePolicy(
  context: Place,
  setId: string,
  type: string,
  name: string | undefined,
): Promise<void> {
  const set = await setOf(context, setId);
  if (type === "System" && !name) throw missing("PermissionPolicyName");
  await remove(permissionPolicy, context, await policyIn(context, setId, type, name || INLINE_NAME));
  await touched(context, set);
}
