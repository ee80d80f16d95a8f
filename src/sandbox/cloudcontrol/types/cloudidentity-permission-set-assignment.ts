/** Volcengine::CloudIdentity::PermissionSetAssignment, on the very records of the cloudidentity service. */

import {
  ASSIGNMENT_FIELDS,
  assign,
  assignment,
  unassign,
} from "../../cloudidentity/assignments/assignment.ts";
import { assertSettled } from "../../cloudidentity/assignments/assignments.ts";
import { TASK_MS } from "../../cloudidentity/tasks/task.ts";
import { shownAs } from "../../resources/answer.ts";
import { find } from "../../resources/records.ts";
import type { Facts, Place, StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import type { Properties, ResourceType } from "../model.ts";
import { enabledOnly } from "./cloudidentity-enabled.ts";

const given = (description: string) => ({ type: "string", description, access: "createOnly" }) as const;
const shown = (description: string) => ({ type: "string", description, access: "readOnly" }) as const;

const properties: Properties = {
  PermissionSetId: given("Id of the permission set."),
  PrincipalId: given("Id of the user or group."),
  PrincipalType: given("User or Group."),
  TargetId: given("Number of the account."),
  PermissionSetName: shown("Name of the permission set."),
  PrincipalName: shown("Name of the user or group."),
  TargetName: shown("Name of the account."),
  CreatedTime: shown("When it was assigned."),
};
const FACTS: Facts = Object.fromEntries(Object.keys(properties).map((name) => [name, "string"]));

/** The identifier has the parts of the records' key, in its order. */
function recordFor(context: Place, identifier: string): Promise<StoredRecord | undefined> {
  const parts = identifier.split("|");
  return find(
    assignment,
    context,
    Object.fromEntries(assignment.key.map((field, index) => [field, parts[index] ?? ""])),
  );
}

const identifierOf = ({ doc }: StoredRecord): string =>
  assignment.key.map((field) => textOf(doc, field) ?? "").join("|");

export const cloudIdentityPermissionSetAssignment: ResourceType = enabledOnly({
  typeName: "Volcengine::CloudIdentity::PermissionSetAssignment",
  description: "A permission set that a user or group has in an account.",
  properties,
  required: ASSIGNMENT_FIELDS,
  primaryIdentifier: assignment.key,
  filterable: ASSIGNMENT_FIELDS,
  taggable: false,
  duration: { create: TASK_MS, update: 0, delete: TASK_MS },
  async create(context, wanted) {
    await assertSettled(context, wanted);
    return identifierOf(await assign(context, pick(wanted, ASSIGNMENT_FIELDS)));
  },
  async read(context, identifier) {
    const record = await recordFor(context, identifier);
    return record === undefined ? undefined : shownAs(FACTS, assignment, record, context);
  },
  // Every property that can be given is for good: there is nothing left to update.
  async update() {},
  async remove(context, identifier) {
    const record = await recordFor(context, identifier);
    await unassign(context, record?.doc ?? {}, "None");
  },
  async identifiers(context) {
    return (await context.store.list(assignment.kind)).items.map(identifierOf);
  },
});
