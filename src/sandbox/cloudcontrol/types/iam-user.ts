/** Volcengine::IAM::User (reference page CreateResource). */
import type { JsonObject } from "../../../action/json.ts";
import { trn } from "../../ids.ts";
import { Fault, type Place } from "../../types.ts";
import { objectsOf, pick, textOf, textsOf } from "../../values.ts";
import { loginProfileOf, securityConfigOf, setLoginProfile, setSecurityConfig } from "../iam/login.ts";
import { groupsOfUser, joinGroup, leaveGroup } from "../iam/members.ts";
import { attachmentsOf, policyRefs, setPolicies } from "../iam/policies.ts";
import {
  IAM_USER,
  iamFault,
  iamTime,
  LOGIN_PROFILE,
  nextId,
  SECURITY_CONFIG,
  userNotExist,
} from "../iam/records.ts";
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

function assertTagKeysDiffer(wanted: JsonObject): void {
  const keys = objectsOf(wanted, "Tags").map((tag) => textOf(tag, "Key"));
  if (new Set(keys).size < keys.length) {
    throw iamFault(400, "InvalidParameter", "A tag key is given twice.");
  }
}

async function setGroups(context: Place, name: string, wanted: readonly string[]): Promise<void> {
  const now = await groupsOfUser(context, name);
  for (const group of now.filter((one) => !wanted.includes(one))) await leaveGroup(context, group, name);
  for (const group of wanted) await joinGroup(context, group, name);
}

async function create(context: Place, wanted: JsonObject): Promise<string> {
  const name = textOf(wanted, "UserName") ?? "";
  if ((await context.store.get(IAM_USER, name)) !== undefined) {
    throw new Fault(409, "UserAlreadyExists", `User '${name}' already exists.`);
  }
  assertTagKeysDiffer(wanted);
  const now = iamTime(context.now);
  const user = {
    UserName: name,
    ...EMPTY,
    ...pick(wanted, OWN_FIELDS),
    MobilePhoneIsVerify: false,
    AccountId: Number(context.account),
    Id: await nextId(context),
    Trn: trn("iam", "", context.account, `user/${name}`),
    CreateDate: now,
    UpdateDate: now,
  };
  await context.store.insert({ kind: IAM_USER, key: name, parent: undefined, doc: user });
  await setPolicies(context, "user", name, policyRefs(wanted, "Policies"));
  await setGroups(context, name, textsOf(wanted, "Groups"));
  await setSecurityConfig(context, user, wanted.SecurityConfig);
  await setLoginProfile(context, user, wanted.LoginProfile);
  return name;
}

async function read(context: Place, name: string): Promise<JsonObject | undefined> {
  const user = await context.store.get(IAM_USER, name);
  if (user === undefined) return undefined;
  const { Id, ...doc } = user.doc;
  const policies = await attachmentsOf(context, "user", name);
  const groups = await groupsOfUser(context, name);
  const login = await loginProfileOf(context, name);
  return {
    ...doc,
    UserId: Id ?? 0,
    SecurityConfig: await securityConfigOf(context, name),
    Policies: policies.map((one) => pick(one, ["PolicyName", "PolicyType"])),
    ...(groups.length === 0 ? {} : { Groups: groups }),
    ...(login === undefined ? {} : { LoginProfile: login }),
  };
}

async function update(context: Place, name: string, { wanted, changed }: Change): Promise<void> {
  const user = await context.store.get(IAM_USER, name);
  if (user === undefined) throw userNotExist(name);
  if (changed.has("Tags")) assertTagKeysDiffer(wanted);
  const fields = OWN_FIELDS.filter((field) => changed.has(field));
  const values = Object.fromEntries(fields.map((field) => [field, wanted[field] ?? EMPTY[field] ?? ""]));
  const doc = { ...user.doc, ...values, UpdateDate: iamTime(context.now) };
  await context.store.update({ ...user, doc });
  if (changed.has("Policies")) await setPolicies(context, "user", name, policyRefs(wanted, "Policies"));
  if (changed.has("Groups")) await setGroups(context, name, textsOf(wanted, "Groups"));
  if (changed.has("SecurityConfig")) await setSecurityConfig(context, doc, wanted.SecurityConfig);
  if (changed.has("LoginProfile")) await setLoginProfile(context, doc, wanted.LoginProfile);
}

/** Takes along what hangs on the user alone: policies, memberships, login profile, security configuration. */
async function remove(context: Place, name: string): Promise<void> {
  if (!(await context.store.remove(IAM_USER, name))) throw userNotExist(name);
  await setPolicies(context, "user", name, []);
  await setGroups(context, name, []);
  await context.store.remove(LOGIN_PROFILE, name);
  await context.store.remove(SECURITY_CONFIG, name);
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
    const { items } = await context.store.list(IAM_USER);
    return items.map(({ key }) => key);
  },
};
