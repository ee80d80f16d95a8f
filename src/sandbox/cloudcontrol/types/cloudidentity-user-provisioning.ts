/** Volcengine::CloudIdentity::UserProvisioning, on the very records of the cloudidentity service. */
import { TASK_MS } from "../../cloudidentity/tasks/task.ts";
import {
  assertSettled,
  createProvisioning,
  userProvisioning,
  userProvisioningOf,
} from "../../cloudidentity/user-provisioning/user-provisioning.ts";
import { provision, unprovision } from "../../cloudidentity/user-provisioning/work.ts";
import { shownAs } from "../../resources/answer.ts";
import { recordAt } from "../../resources/records.ts";
import type { Facts } from "../../types.ts";
import type { Properties, ResourceType } from "../model.ts";
import { enabledOnly } from "./cloudidentity-enabled.ts";

const given = (description: string) => ({ type: "string", description, access: "createOnly" }) as const;
const shown = (description: string) => ({ type: "string", description, access: "readOnly" }) as const;

const properties: Properties = {
  UserProvisioningId: shown("Id, given by the service."),
  PrincipalId: given("Id of the user or group."),
  PrincipalType: given("User or Group."),
  TargetId: given("Number of the account."),
  IdentitySourceStrategy: given("Create or Ignore: what to do about an IAM user of the same person."),
  DuplicationStrategy: given("KeepBoth or Takeover: what to do about an IAM user of the same name."),
  DuplicationSuffix: given("Goes behind the name with KeepBoth."),
  DeletionStrategy: given("Keep or Delete: what becomes of the IAM users at the end."),
  Description: given("Note on the provisioning."),
  PrincipalName: shown("Name of the user or group."),
  ProvisionStatus: shown("How far it is."),
  CreatedTime: shown("When it was created."),
  UpdatedTime: shown("When it was last changed."),
};
const FACTS: Facts = Object.fromEntries(Object.keys(properties).map((name) => [name, "string"]));

export const cloudIdentityUserProvisioning: ResourceType = enabledOnly({
  typeName: "Volcengine::CloudIdentity::UserProvisioning",
  description: "That a user, or who is in a group, becomes an IAM user of an account.",
  properties,
  required: [
    ...["PrincipalId", "PrincipalType", "TargetId"],
    ...["IdentitySourceStrategy", "DuplicationStrategy", "DeletionStrategy"],
  ],
  primaryIdentifier: userProvisioning.key,
  filterable: ["TargetId"],
  taggable: false,
  duration: { create: TASK_MS, update: 0, delete: TASK_MS },
  async create(context, wanted) {
    const record = await createProvisioning(context, wanted);
    await provision(context, record);
    return record.key;
  },
  async read(context, identifier) {
    const record = await recordAt(userProvisioning, context, identifier);
    return record === undefined ? undefined : shownAs(FACTS, userProvisioning, record, context);
  },
  // Every property that can be given is for good: there is nothing left to update.
  async update() {},
  async remove(context, identifier) {
    const record = await userProvisioningOf(context, identifier);
    assertSettled(record);
    await unprovision(context, record);
  },
  async identifiers(context) {
    return (await context.store.list(userProvisioning.kind)).items.map(({ key }) => key);
  },
});
