/** Records of cloud identity users. The direct API and Cloud Control both go through these functions. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { Place, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { USER_LIMITS } from "./facts.ts";
import { missing, userNameTaken, userNotFound } from "./faults.ts";
import { assertLengths } from "./listing.ts";
import { MEMBER } from "./memberships.ts";
import { beijingSeconds } from "./times.ts";

export const USER = "cloudidentity:user";
/** One record a name, so that uniqueness is one look-up whatever the number of users. */
const USER_NAME = "cloudidentity:user-name";

const WRITABLE = ["UserName", "DisplayName", "Description", "Email", "Phone"];

/** @throws Fault UserNotFound */
export async function userOf(context: Place, id: string): Promise<StoredRecord> {
  const user = await context.store.get(USER, id);
  if (user === undefined) throw userNotFound();
  return user;
}

/** @throws Fault ParamMissing, InvalidParam, UserNameAlreadyExists */
export async function createUser(context: Place, fields: JsonObject): Promise<StoredRecord> {
  const name = textOf(fields, "UserName") ?? "";
  if (name === "") throw missing("UserName");
  assertLengths(fields, USER_LIMITS);
  const id = uuidFor(context, "cloudidentity-user");
  await claimName(context, name, id);
  const at = beijingSeconds(context.now);
  const doc = {
    UserId: id,
    UserName: name,
    DisplayName: textOf(fields, "DisplayName") ?? "",
    Description: textOf(fields, "Description") ?? "",
    Email: textOf(fields, "Email") ?? "",
    Phone: textOf(fields, "Phone") ?? "",
    Source: "Manual",
    IdentityType: "Create",
    CreatedTime: at,
    UpdatedTime: at,
  };
  const user: StoredRecord = { kind: USER, key: id, parent: undefined, doc };
  await context.store.insert(user);
  return user;
}

/**
 * Changes the fields that are given and leaves the others.
 * @throws Fault UserNotFound, ParamMissing, InvalidParam, UserNameAlreadyExists
 */
export async function updateUser(context: Place, id: string, fields: JsonObject): Promise<void> {
  const user = await userOf(context, id);
  const changes = pick(fields, WRITABLE);
  assertLengths(changes, USER_LIMITS);
  const name = textOf(changes, "UserName");
  if (name === "") throw missing("UserName");
  const oldName = textOf(user.doc, "UserName") ?? "";
  if (name !== undefined && name !== oldName) {
    await claimName(context, name, id);
    await context.store.remove(USER_NAME, oldName);
  }
  const doc = { ...user.doc, ...changes, UpdatedTime: beijingSeconds(context.now) };
  await context.store.update({ ...user, doc });
}

/** Deletes a user together with its memberships: none points at a user who is gone. @throws Fault UserNotFound */
export async function deleteUser(context: Place, id: string): Promise<void> {
  const user = await userOf(context, id);
  const { items } = await context.store.list(MEMBER, { where: (doc) => doc.UserId === id });
  for (const membership of items) await context.store.remove(MEMBER, membership.key);
  await context.store.remove(USER_NAME, textOf(user.doc, "UserName") ?? "");
  await context.store.remove(USER, id);
}

async function claimName(context: Place, name: string, id: string): Promise<void> {
  if ((await context.store.get(USER_NAME, name)) !== undefined) throw userNameTaken(name);
  await context.store.insert({ kind: USER_NAME, key: name, parent: undefined, doc: { UserId: id } });
}
