/** Volcengine::IAM::Group. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import { joinGroup, leaveGroup, membersOfGroup } from "../iam/members.ts";
import { attachmentsOf, policyRefs, setPolicies } from "../iam/policies.ts";
import { groupNotExist, IAM_GROUP, IAM_USER, iamFault, iamTime, nextId } from "../iam/records.ts";
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

async function setUsers(context: Place, group: string, wanted: readonly string[]): Promise<void> {
  const now = (await membersOfGroup(context, group)).map((doc) => textOf(doc, "UserName") ?? "");
  for (const user of now.filter((one) => !wanted.includes(one))) await leaveGroup(context, group, user);
  for (const user of wanted) await joinGroup(context, group, user);
}

async function shownUsers(context: Place, group: string): Promise<readonly JsonObject[]> {
  const users: JsonObject[] = [];
  for (const member of await membersOfGroup(context, group)) {
    const user = await context.store.get(IAM_USER, textOf(member, "UserName") ?? "");
    users.push({
      ...pick(user?.doc ?? {}, ["UserName", "DisplayName", "Description"]),
      UserID: user?.doc.Id ?? 0,
      JoinTime: member.JoinDate ?? "",
    });
  }
  return users;
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
    const name = textOf(wanted, "UserGroupName") ?? "";
    if ((await context.store.get(IAM_GROUP, name)) !== undefined) {
      throw iamFault(409, "UserGroupAlreadyExists", `User group '${name}' already exists.`);
    }
    const now = iamTime(context.now);
    const doc = {
      UserGroupName: name,
      DisplayName: textOf(wanted, "DisplayName") ?? "",
      Description: textOf(wanted, "Description") ?? "",
      AccountID: Number(context.account),
      UserGroupID: await nextId(context),
      CreateDate: now,
      UpdateDate: now,
    };
    await context.store.insert({ kind: IAM_GROUP, key: name, parent: undefined, doc });
    await setUsers(context, name, namesIn(wanted));
    await setPolicies(context, "group", name, policyRefs(wanted, "AttachedPolicies"));
    return name;
  },
  async read(context, name) {
    const group = await context.store.get(IAM_GROUP, name);
    if (group === undefined) return undefined;
    const { CreateDate, UpdateDate, ...doc } = group.doc;
    const policies = await attachmentsOf(context, "group", name);
    return {
      ...doc,
      CreatedTime: CreateDate ?? "",
      UpdatedTime: UpdateDate ?? "",
      Users: await shownUsers(context, name),
      AttachedPolicies: policies.map((one) => ({
        ...pick(one, ["PolicyName", "PolicyType", "PolicyScope"]),
        AttachTime: one.AttachDate ?? "",
      })),
    };
  },
  async update(context, name, { wanted, changed }) {
    const group = await context.store.get(IAM_GROUP, name);
    if (group === undefined) throw groupNotExist(name);
    const fields = ["DisplayName", "Description"].filter((field) => changed.has(field));
    const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? ""]));
    const doc = { ...group.doc, ...values, UpdateDate: iamTime(context.now) };
    await context.store.update({ ...group, doc });
    if (changed.has("Users")) await setUsers(context, name, namesIn(wanted));
    if (changed.has("AttachedPolicies")) {
      await setPolicies(context, "group", name, policyRefs(wanted, "AttachedPolicies"));
    }
  },
  async remove(context, name) {
    await setUsers(context, name, []);
    await setPolicies(context, "group", name, []);
    if (!(await context.store.remove(IAM_GROUP, name))) throw groupNotExist(name);
  },
  async identifiers(context) {
    const { items } = await context.store.list(IAM_GROUP);
    return items.map(({ key }) => key);
  },
};
