/** Volcengine::CloudIdentity::PermissionSetProvisioning, on the very records of the cloudidentity service. */
import { accountOf } from "../../cloudidentity/accounts.ts";
import { deploymentIn } from "../../cloudidentity/assignments/assignment.ts";
import { assertSettled, assertWithdrawable } from "../../cloudidentity/assignments/assignments.ts";
import { deploy, withdraw } from "../../cloudidentity/assignments/deployment.ts";
import {
  type Deployment,
  provisioning,
  provisioningOf,
} from "../../cloudidentity/assignments/provisioning.ts";
import { TASK_MS } from "../../cloudidentity/tasks/task.ts";
import { shownAs } from "../../resources/answer.ts";
import type { Facts } from "../../types.ts";
import { textOf } from "../../values.ts";
import type { Properties, ResourceType } from "../model.ts";
import { enabledOnly } from "./cloudidentity-enabled.ts";

const given = (description: string) => ({ type: "string", description, access: "createOnly" }) as const;
const shown = (description: string) => ({ type: "string", description, access: "readOnly" }) as const;

const properties: Properties = {
  PermissionSetId: given("Id of the permission set."),
  TargetId: given("Number of the account."),
  PermissionSetName: shown("Name of the permission set."),
  TargetName: shown("Name of the account."),
  ProvisioningStatus: shown("Provisioned, ReprovisionRequired, ProvisionFailed or Running."),
  CreatedTime: shown("When it was first deployed."),
  UpdatedTime: shown("When it was last deployed."),
};
const FACTS: Facts = Object.fromEntries(Object.keys(properties).map((name) => [name, "string"]));

function deploymentFor(identifier: string): Deployment {
  const [PermissionSetId = "", TargetId = ""] = identifier.split("|");
  return { PermissionSetId, TargetId };
}

export const cloudIdentityPermissionSetProvisioning: ResourceType = enabledOnly({
  typeName: "Volcengine::CloudIdentity::PermissionSetProvisioning",
  description: "A permission set that is deployed in an account.",
  properties,
  required: ["PermissionSetId", "TargetId"],
  primaryIdentifier: provisioning.key,
  filterable: ["PermissionSetId", "TargetId", "ProvisioningStatus"],
  taggable: false,
  duration: { create: TASK_MS, update: 0, delete: TASK_MS },
  async create(context, wanted) {
    const at = deploymentIn(wanted);
    accountOf(context, at.TargetId);
    await assertSettled(context, wanted);
    await deploy(context, at);
    return `${at.PermissionSetId}|${at.TargetId}`;
  },
  async read(context, identifier) {
    const record = await provisioningOf(context, deploymentFor(identifier));
    return record === undefined ? undefined : shownAs(FACTS, provisioning, record, context);
  },
  // Every property that can be given is for good: there is nothing left to update.
  async update() {},
  async remove(context, identifier) {
    const at = deploymentFor(identifier);
    await assertSettled(context, { ...at });
    await assertWithdrawable(context, { ...at });
    await withdraw(context, at);
  },
  async identifiers(context) {
    const { items } = await context.store.list(provisioning.kind);
    return items.map(({ doc }) => provisioning.key.map((field) => textOf(doc, field) ?? "").join("|"));
  },
});
