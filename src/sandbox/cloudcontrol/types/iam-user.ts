/** Volcengine::IAM::User (reference page CreateResource). */
import type { JsonObject } from "../../../action/json.ts";
import { attachmentsOf, policyRefs, setPolicies } from "../../iam/attachment.ts";
import { iamGroup } from "../../iam/group.ts";
import { lastUseOf } from "../../iam/key-use.ts";
import { keysOf } from "../../iam/keys.ts";
import { profileOf, setProfile } from "../../iam/login-profile.ts";
import { groupsOfUser, joinGroup, leaveGroup } from "../../iam/membership.ts";
import { assertTags } from "../../iam/names.ts";
import { named } from "../../iam/policy.ts";
import { setConfig, shownConfig } from "../../iam/security/security-config.ts";
import { iamUser as resource } from "../../iam/user.ts";
import * as records from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectOf, pick, textOf, textsOf } from "../../values.ts";
import type { Change, ResourceType } from "../model.ts";
import { iamUserProperties } from "./iam-user-properties.ts";

const OWN_FIELDS = ["DisplayName", "Description", "Email", "EmailIsVerify", "MobilePhone", "Tags"];
const EMPTY: JsonObject = {
  DisplayName: "",
  Description: "",
  Email: "",
  EmailIsVerify: false,
  MobilePhone: "",
  Tags: [],
};

async function setGroups(context: Place, user: StoredRecord, wanted: readonly string[]): Promise<void> {
  for (const { group } of await groupsOfUser(context, user)) {
    if (!wanted.includes(textOf(group.doc, "UserGroupName") ?? "")) await leaveGroup(context, group, user);
  }
  for (const name of wanted) await joinGroup(context, await named(iamGroup, context, name), user);
}

/** A configuration that is taken away is as it would be without any. */
async function setSecurity(context: Place, user: StoredRecord, wanted: JsonObject): Promise<void> {
  const { SafeAuthType = "phone,email,vmfa" } = objectOf(wanted, "SecurityConfig") ?? {};
  await setConfig(context, user, { SafeAuthType });
}

async function create(context: Place, wanted: JsonObject): Promise<string> {
  const name = textOf(wanted, "UserName") ?? "";
  assertTags(wanted);
  const user = await records.create(resource, context, { UserName: name, ...pick(wanted, OWN_FIELDS) });
  await setPolicies(context, user, policyRefs(wanted, "Policies"));
  await setGroups(context, user, textsOf(wanted, "Groups"));
  if (wanted.SecurityConfig !== undefined) await setSecurity(context, user, wanted);
  await setProfile(context, user, wanted.LoginProfile);
  return name;
}

const userNamed = (context: Place, name: string) => records.find(resource, context, { UserName: name });

async function read(context: Place, name: string): Promise<JsonObject | undefined> {
  const user = await userNamed(context, name);
  if (user === undefined) return undefined;
  const { Id, ...doc } = user.doc;
  const policies = await attachmentsOf(context, user);
  const groups = await groupsOfUser(context, user);
  const keys: JsonObject[] = [];
  for (const key of await keysOf(context, user)) {
    const about = pick(key.doc, ["AccessKeyId", "Status", "CreateDate", "UpdateDate"]);
    keys.push({ ...about, UserName: name, ...(await lastUseOf(context, key.key)) });
  }
  const login = await profileOf(context, user);
  return {
    ...doc,
    UserId: Id ?? 0,
    Trn: resource.trn?.(user.doc, context) ?? "",
    SecurityConfig: await shownConfig(context, user),
    Policies: policies.map(({ policy }) => pick(policy.doc, ["PolicyName", "PolicyType"])),
    ...(keys.length === 0 ? {} : { AccessKey: keys }),
    ...(groups.length === 0 ? {} : { Groups: groups.map(({ group }) => group.doc.UserGroupName ?? "") }),
    ...(login === undefined ? {} : { LoginProfile: login.doc }),
  };
}

async function update(context: Place, name: string, { wanted, changed }: Change): Promise<void> {
  const before = await named(resource, context, name);
  if (changed.has("Tags")) assertTags(wanted);
  const fields = OWN_FIELDS.filter((field) => changed.has(field));
  const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? EMPTY[field] ?? ""]));
  const user = await records.change(resource, context, before, values);
  if (changed.has("Policies")) await setPolicies(context, user, policyRefs(wanted, "Policies"));
  if (changed.has("Groups")) await setGroups(context, user, textsOf(wanted, "Groups"));
  if (changed.has("SecurityConfig")) await setSecurity(context, user, wanted);
  if (changed.has("LoginProfile")) await setProfile(context, user, wanted.LoginProfile);
}

/** Takes along what hangs on the user alone. */
async function remove(context: Place, name: string): Promise<void> {
  await records.remove(resource, context, await named(resource, context, name));
}

export const iamUser: ResourceType = {
  typeName: "Volcengine::IAM::User",
  description: "A user of the account, who signs in to the console or calls APIs with keys.",
  properties: iamUserProperties,
  required: ["UserName"],
  primaryIdentifier: ["UserName"],
  filterable: [],
  taggable: true,
  duration: { create: 500, update: 300, delete: 300 },
  create,
  read,
  update,
  remove,
  async identifiers(context) {
    const { items } = await context.store.list(resource.kind);
    return items.map(({ doc }) => textOf(doc, "UserName") ?? "");
  },
};
