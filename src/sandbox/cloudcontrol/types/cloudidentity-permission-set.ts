/** Volcengine::CloudIdentity::PermissionSet, on the very records of the cloudidentity service. */
import type { JsonObject } from "../../../action/json.ts";
import { requireReprovision } from "../../cloudidentity/assignments/provisioning.ts";
import { missing } from "../../cloudidentity/faults.ts";
import { checkedSet, permissionSet, setOf } from "../../cloudidentity/permission-sets/permission-set.ts";
import {
  addInlinePolicy,
  addSystemPolicy,
  permissionPolicy,
  policiesOf,
  removePolicy,
  updateInlinePolicy,
} from "../../cloudidentity/permission-sets/policies.ts";
import { shownAs } from "../../resources/answer.ts";
import { change, create, recordAt, remove } from "../../resources/records.ts";
import type { Facts, Place } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import type { ObjectProperty, ResourceType } from "../model.ts";
import { enabledOnly } from "./cloudidentity-enabled.ts";

const WRITABLE = ["Description", "RelayState", "SessionDuration"];
const SET: Facts = {
  PermissionSetId: "string",
  Name: "string",
  Description: "string",
  RelayState: "string",
  SessionDuration: "int64",
  StatusNotifications: ["string"],
  CreatedTime: "string",
  UpdatedTime: "string",
};
const POLICY: Facts = {
  PermissionPolicyName: "string",
  PermissionPolicyType: "string",
  PermissionPolicyDocument: "string",
  CreatedTime: "string",
};

const policy: ObjectProperty = {
  type: "object",
  description: "One policy: of the system by its name, or the set's own document.",
  properties: {
    PermissionPolicyName: { type: "string", description: "Name of a policy of the system." },
    PermissionPolicyType: {
      type: "string",
      description: "System or Inline. At most one is Inline.",
      options: ["System", "Inline"],
    },
    PermissionPolicyDocument: { type: "string", description: "What it allows, as JSON text." },
    CreatedTime: { type: "string", description: "When it was added.", access: "readOnly" },
  },
};

interface Wanted {
  readonly system: readonly string[];
  readonly inline: string | undefined;
}

/** A document that is given for a policy of the system is the system's: it is shown, and changes nothing. */
function wantedIn(state: JsonObject): Wanted {
  const all = objectsOf(state, "PermissionPolicies");
  const inline = all.filter((one) => one.PermissionPolicyType === "Inline");
  if (inline.length > 1) throw permissionPolicy.faults.duplicated("Inline policy");
  const [own] = inline;
  const document = own === undefined ? undefined : textOf(own, "PermissionPolicyDocument");
  if (own !== undefined && !document) throw missing("PermissionPolicyDocument");
  const system = all.filter((one) => one.PermissionPolicyType !== "Inline");
  return { system: system.map((one) => textOf(one, "PermissionPolicyName") ?? ""), inline: document };
}

/** Makes the policies of a set what is wanted, and touches no other. */
async function setPolicies(context: Place, id: string, state: JsonObject): Promise<void> {
  const wanted = wantedIn(state);
  const now = await policiesOf(context, id);
  const names = now
    .filter(({ doc }) => doc.PermissionPolicyType === "System")
    .map(({ doc }) => textOf(doc, "PermissionPolicyName") ?? "");
  for (const name of names.filter((one) => !wanted.system.includes(one))) {
    await removePolicy(context, id, "System", name);
  }
  for (const name of wanted.system.filter((one) => !names.includes(one))) {
    await addSystemPolicy(context, id, name);
  }
  const own = now.find(({ doc }) => doc.PermissionPolicyType === "Inline")?.doc.PermissionPolicyDocument;
  if (own === wanted.inline) return;
  if (wanted.inline === undefined) await removePolicy(context, id, "Inline", undefined);
  else if (own === undefined) await addInlinePolicy(context, id, wanted.inline);
  else await updateInlinePolicy(context, id, wanted.inline);
}

export const cloudIdentityPermissionSet: ResourceType = enabledOnly({
  typeName: "Volcengine::CloudIdentity::PermissionSet",
  description: "Rights under a name, to be handed out to people and groups in accounts.",
  properties: {
    PermissionSetId: { type: "string", description: "Id, given by the service.", access: "readOnly" },
    Name: { type: "string", description: "Name, unique in the identity centre.", access: "createOnly" },
    Description: { type: "string", description: "Note on the set." },
    RelayState: { type: "string", description: "Page of the console that opens after signing in." },
    SessionDuration: { type: "integer", description: "Length of a session in seconds." },
    PermissionPolicies: { type: "array", description: "What the set allows.", items: policy },
    StatusNotifications: {
      type: "array",
      description: "States that its deployments are in.",
      access: "readOnly",
      items: { type: "string", description: "A state." },
    },
    CreatedTime: { type: "string", description: "When the set was created.", access: "readOnly" },
    UpdatedTime: { type: "string", description: "When the set was last changed.", access: "readOnly" },
  },
  required: ["Name"],
  primaryIdentifier: ["PermissionSetId"],
  filterable: ["PermissionSetId", "Name"],
  taggable: false,
  duration: { create: 300, update: 0, delete: 0 },
  async create(context, wanted) {
    const { key } = await create(permissionSet, context, checkedSet(pick(wanted, ["Name", ...WRITABLE])));
    await setPolicies(context, key, wanted);
    return key;
  },
  async read(context, identifier) {
    const record = await recordAt(permissionSet, context, identifier);
    if (record === undefined) return undefined;
    const policies: JsonObject[] = [];
    for (const one of await policiesOf(context, identifier)) {
      policies.push(await shownAs(POLICY, permissionPolicy, one, context));
    }
    return { ...(await shownAs(SET, permissionSet, record, context)), PermissionPolicies: policies };
  },
  async update(context, identifier, { wanted, changed }) {
    const record = await setOf(context, identifier);
    const cleared = { Description: "", RelayState: "", SessionDuration: 3600 };
    const fields = WRITABLE.filter((field) => changed.has(field));
    const values = pick({ ...cleared, ...wanted }, fields);
    await change(permissionSet, context, record, checkedSet(values));
    if (changed.has("SessionDuration")) await requireReprovision(context, identifier);
    if (changed.has("PermissionPolicies")) await setPolicies(context, identifier, wanted);
  },
  async remove(context, identifier) {
    await remove(permissionSet, context, await setOf(context, identifier));
  },
  async identifiers(context) {
    return (await context.store.list(permissionSet.kind)).items.map(({ key }) => key);
  },
});
