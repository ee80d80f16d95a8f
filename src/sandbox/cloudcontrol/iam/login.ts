/** How an IAM user signs in, and what protects their operations. */
import { isJsonObject, type Json, type JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { iamTime, LOGIN_PROFILE, NEVER, SECURITY_CONFIG } from "./records.ts";

/** Settings of a login profile that are given rather than found out. */
const SETTINGS = [
  "LoginAllowed",
  "PasswordResetRequired",
  "SafeAuthFlag",
  "SafeAuthType",
  "SafeAuthExemptRequired",
  "SafeAuthExemptUnit",
  "SafeAuthExemptDuration",
];
const DEFAULT_SETTINGS = {
  LoginAllowed: false,
  PasswordResetRequired: false,
  SafeAuthFlag: false,
  SafeAuthType: "",
  SafeAuthExemptRequired: 1,
  SafeAuthExemptUnit: 0,
  SafeAuthExemptDuration: 10,
};

/**
 * Gives a user a login profile, changes it, or takes it away where `wanted` is none. Settings that are not given
 * stay, or have their default. The password is never kept: nobody signs in to the sandbox.
 */
export async function setLoginProfile(
  context: Place,
  user: JsonObject,
  wanted: Json | undefined,
): Promise<void> {
  const name = textOf(user, "UserName") ?? "";
  if (!isJsonObject(wanted)) {
    await context.store.remove(LOGIN_PROFILE, name);
    return;
  }
  const known = await context.store.get(LOGIN_PROFILE, name);
  const now = iamTime(context.now);
  const blank = {
    UserName: name,
    UserId: user.Id ?? 0,
    LoginLocked: false,
    LastLoginDate: NEVER,
    LastLoginIp: "",
    LastResetPasswordTime: 0,
    PasswordExpireAt: 0,
    CreateDate: now,
    ...DEFAULT_SETTINGS,
  };
  const password = textOf(wanted, "Password") !== undefined;
  const doc = {
    ...(known?.doc ?? blank),
    ...pick(wanted, SETTINGS),
    ...(password ? { LastResetPasswordTime: Math.floor(context.now.getTime() / 1000) } : {}),
    UpdateDate: now,
  };
  const record = { kind: LOGIN_PROFILE, key: name, parent: undefined, doc };
  if (known === undefined) await context.store.insert(record);
  else await context.store.update(record);
}

/** What a user has who never had a security configuration set (example of reference page CreateResource). */
const DEFAULT_SECURITY = { SafeAuthClose: 0, SafeAuthExemptDuration: 10, SafeAuthType: "phone,email,vmfa" };

export async function setSecurityConfig(
  context: Place,
  user: JsonObject,
  wanted: Json | undefined,
): Promise<void> {
  const name = textOf(user, "UserName") ?? "";
  const given = isJsonObject(wanted) ? pick(wanted, ["SafeAuthType"]) : {};
  const doc = { UserID: user.Id ?? 0, ...DEFAULT_SECURITY, ...given };
  const record = { kind: SECURITY_CONFIG, key: name, parent: undefined, doc };
  const there = (await context.store.get(SECURITY_CONFIG, name)) !== undefined;
  if (there) await context.store.update(record);
  else await context.store.insert(record);
}

/** As resource types show it: without the fields that only say whose it is. */
export async function loginProfileOf(context: Place, name: string): Promise<JsonObject | undefined> {
  const record = await context.store.get(LOGIN_PROFILE, name);
  if (record === undefined) return undefined;
  const { UserName: _name, UserId: _id, ...shown } = record.doc;
  return shown;
}

export async function securityConfigOf(context: Place, name: string): Promise<JsonObject> {
  const record = await context.store.get(SECURITY_CONFIG, name);
  const { UserID: _id, ...shown } = record?.doc ?? { UserID: 0, ...DEFAULT_SECURITY };
  return shown;
}
