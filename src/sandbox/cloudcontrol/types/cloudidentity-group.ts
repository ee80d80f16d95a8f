/** Volcengine::CloudIdentity::Group, on the very records of the cloudidentity service. */
import type { JsonObject } from "../../../action/json.ts";
import { createGroup, deleteGroup, group, updateGroup } from "../../cloudidentity/groups/group.ts";
import { addMember, membersOf, removeMember } from "../../cloudidentity/groups/members.ts";
import type { Place } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import type { ObjectProperty, ResourceType } from "../model.ts";

const member: ObjectProperty = {
  type: "object",
  description: "A user in the group. Only the UserId is given; the rest is shown.",
  properties: {
    UserId: { type: "string", description: "Id of the user." },
    UserName: { type: "string", description: "Name of the user.", access: "readOnly" },
    DisplayName: { type: "string", description: "Display name of the user.", access: "readOnly" },
    Description: { type: "string", description: "Note on the user.", access: "readOnly" },
    Email: { type: "string", description: "Mail address of the user.", access: "readOnly" },
    Phone: { type: "string", description: "Phone number of the user.", access: "readOnly" },
    Source: { type: "string", description: "Where the user comes from.", access: "readOnly" },
    IdentityType: { type: "string", description: "Kind of identity.", access: "readOnly" },
    JoinTime: { type: "string", description: "When the user joined.", access: "readOnly" },
  },
};

const userIds = (state: JsonObject): readonly string[] => [
  ...new Set(objectsOf(state, "Members").map((one) => textOf(one, "UserId") ?? "")),
];

async function setMembers(context: Place, groupId: string, wanted: JsonObject): Promise<void> {
  const now = (await membersOf(context, groupId)).map((one) => textOf(one, "UserId") ?? "");
  const then = userIds(wanted);
  for (const userId of now.filter((one) => !then.includes(one))) await removeMember(context, groupId, userId);
  for (const userId of then.filter((one) => !now.includes(one))) await addMember(context, groupId, userId);
}

export const cloudIdentityGroup: ResourceType = {
  typeName: "Volcengine::CloudIdentity::Group",
  description: "A group of identity centre users, to whom access is then given together.",
  properties: {
    GroupId: { type: "string", description: "Id, given by the service.", access: "readOnly" },
    GroupName: {
      type: "string",
      description: "Name of the group, unique in the identity centre.",
      access: "createOnly",
    },
    JoinType: {
      type: "string",
      description: "Manual: members are chosen. Auto: every user is a member.",
      access: "createOnly",
    },
    DisplayName: { type: "string", description: "Name for people to read." },
    Description: { type: "string", description: "Note on the group." },
    Members: { type: "array", description: "Who is in the group.", items: member },
    Source: { type: "string", description: "Where the group comes from.", access: "readOnly" },
    CreatedTime: { type: "string", description: "When the group was created.", access: "readOnly" },
    UpdatedTime: { type: "string", description: "When the group was last changed.", access: "readOnly" },
  },
  required: ["GroupName", "JoinType"],
  primaryIdentifier: ["GroupId"],
  filterable: ["JoinType"],
  taggable: false,
  duration: { create: 300, update: 0, delete: 0 },
  async create(context, wanted) {
    const { key } = await createGroup(context, wanted);
    for (const userId of userIds(wanted)) await addMember(context, key, userId);
    return key;
  },
  async read(context, identifier) {
    const record = await context.store.get(group.kind, identifier);
    if (record === undefined) return undefined;
    return { ...record.doc, Members: await membersOf(context, identifier) };
  },
  async update(context, identifier, { wanted, changed }) {
    const fields = ["DisplayName", "Description"].filter((field) => changed.has(field));
    await updateGroup(
      context,
      identifier,
      Object.fromEntries(fields.map((field) => [field, wanted[field] ?? ""])),
    );
    if (changed.has("Members")) await setMembers(context, identifier, wanted);
  },
  remove: deleteGroup,
  async identifiers(context) {
    const { items } = await context.store.list(group.kind);
    return items.map(({ key }) => key);
  },
};
