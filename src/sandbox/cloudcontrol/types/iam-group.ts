/** Volcengine::IAM::Group. */
import type { JsonObject } from "../../../action/json.ts";
import { attachmentsOf, policyRefs, setPolicies } from "../../iam/attachment.ts";
import { iamGroup as resource } from "../../iam/group.ts";
import { joinGroup, leaveGroup, membersOfGroup } from "../../iam/membership.ts";
import { named } from "../../iam/policy.ts";
import { iamUser } from "../../iam/user.ts";
import * as records from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import type { ObjectProperty, Properties, ResourceType } from "../model.ts";
import { policyName, policyType } from "./iam-user-properties.ts";

const scope: ObjectProperty = {
  type: "object",
  description: "Where the policy holds.",
  properties: {
    PolicyScopeType: { type: "string", description: "Global or Project.", options: ["Global", "Project"] },
    ProjectName: { type: "string", description: "Name of the project." },
    ProjectDisplayName: { type: "string", description: "Display name of the project." },
    AttachTime: { type: "string", description: "Since when." },
  },
};

const properties: Properties = {
  UserGroupName: {
    type: "string",
    description: "Name of the group, unique in the account.",
    access: "createOnly",
    minLength: 1,
    maxLength: 64,
    pattern: /^[A-Za-z0-9._-]+$/,
  },
  DisplayName: { type: "string", description: "Name for people to read.", maxLength: 64 },
  Description: { type: "string", description: "Note on the group.", maxLength: 128 },
  Users: {
    type: "array",
    description: "Users in the group.",
    items: {
      type: "object",
      description: "A user. Only the UserName is given; the rest is shown.",
      properties: {
        UserName: { type: "string", description: "Name of the user." },
        UserID: { type: "integer", description: "Number of the user.", access: "readOnly" },
        DisplayName: { type: "string", description: "Display name of the user.", access: "readOnly" },
        Description: { type: "string", description: "Note on the user.", access: "readOnly" },
        JoinTime: { type: "string", description: "When the user joined.", access: "readOnly" },
      },
      required: ["UserName"],
    },
  },
  AttachedPolicies: {
    type: "array",
    description: "Policies that hold for everybody in the group.",
    items: {
      type: "object",
      description: "A policy.",
      properties: {
        PolicyName: policyName,
        PolicyType: policyType,
        PolicyScope: { type: "array", description: "Where it holds.", items: scope },
        PolicyTrn: { type: "string", description: "TRN of the policy.", access: "readOnly" },
        Description: { type: "string", description: "Note on the policy.", access: "readOnly" },
        AttachTime: { type: "string", description: "When it was attached.", access: "readOnly" },
      },
      required: ["PolicyName", "PolicyType"],
    },
  },
  AccountID: { type: "integer", description: "Account of the group.", access: "readOnly" },
  UserGroupID: { type: "integer", description: "Number of the group.", access: "readOnly" },
  CreatedTime: { type: "string", description: "When the group was created.", access: "readOnly" },
  UpdatedTime: { type: "string", description: "When the group was last changed.", access: "readOnly" },
};

const namesIn = (state: JsonObject): readonly string[] =>
  objectsOf(state, "Users").map((user) => textOf(user, "UserName") ?? "");

async function setUsers(context: Place, group: StoredRecord, wanted: readonly string[]): Promise<void> {
  for (const { user } of await membersOfGroup(context, group)) {
    if (!wanted.includes(textOf(user.doc, "UserName") ?? "")) await leaveGroup(context, group, user);
  }
  for (const name of wanted) await joinGroup(context, group, await named(iamUser, context, name));
}

async function shownUsers(context: Place, group: StoredRecord): Promise<readonly JsonObject[]> {
  return (await membersOfGroup(context, group)).map(({ user, since }) => ({
    ...pick(user.doc, ["UserName", "DisplayName", "Description"]),
    UserID: user.doc.Id ?? 0,
    JoinTime: since,
  }));
}

export const iamGroup: ResourceType = {
  typeName: "Volcengine::IAM::Group",
  description: "A group of IAM users, who all have the policies of the group.",
  properties,
  required: ["UserGroupName"],
  primaryIdentifier: ["UserGroupName"],
  filterable: [],
  taggable: false,
  duration: { create: 300, update: 300, delete: 0 },
  async create(context, wanted) {
    const fields = pick(wanted, ["UserGroupName", "DisplayName", "Description"]);
    const group = await records.create(resource, context, fields);
    await setUsers(context, group, namesIn(wanted));
    await setPolicies(context, group, policyRefs(wanted, "AttachedPolicies"));
    return textOf(group.doc, "UserGroupName") ?? "";
  },
  async read(context, name) {
    const group = await records.find(resource, context, { UserGroupName: name });
    if (group === undefined) return undefined;
    const { CreateDate, UpdateDate, ...doc } = group.doc;
    const policies = await attachmentsOf(context, group);
    return {
      ...doc,
      CreatedTime: CreateDate ?? "",
      UpdatedTime: UpdateDate ?? "",
      Users: await shownUsers(context, group),
      AttachedPolicies: policies.map(({ policy, record }) => ({
        ...pick(policy.doc, ["PolicyName", "PolicyType"]),
        ...pick(record.doc, ["PolicyScope"]),
        AttachTime: record.doc.AttachDate ?? "",
      })),
    };
  },
  async update(context, name, { wanted, changed }) {
    const before = await named(resource, context, name);
    const fields = ["DisplayName", "Description"].filter((field) => changed.has(field));
    const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? ""]));
    const group = await records.change(resource, context, before, values);
    if (changed.has("Users")) await setUsers(context, group, namesIn(wanted));
    if (changed.has("AttachedPolicies")) {
      await setPolicies(context, group, policyRefs(wanted, "AttachedPolicies"));
    }
  },
  async remove(context, name) {
    await records.remove(resource, context, await named(resource, context, name));
  },
  async identifiers(context) {
    const { items } = await context.store.list(resource.kind);
    return items.map(({ doc }) => textOf(doc, "UserGroupName") ?? "");
  },
};
