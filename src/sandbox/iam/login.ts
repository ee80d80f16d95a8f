/** How an IAM user signs in, and what protects their operations. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import type { Place, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { iamTime, NEVER } from "./records.ts";

/** Key: that of the user. Only for users who can sign in. */
const LOGIN_PROFILE = "iam:login-profile";
/** Key: that of the user. */
const SECURITY_CONFIG = "iam:security-config";

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
  user: StoredRecord,
  wanted: Json | undefined,
): Promise<void> {
  if (!isJsonObject(wanted)) {
    await context.store.remove(LOGIN_PROFILE, user.key);
    return;
  }
  const known = await context.store.get(LOGIN_PROFILE, user.key);
  const now = iamTime(context.now);
  const blank = {
    UserName: user.doc.UserName ?? "",
    UserId: user.doc.Id ?? 0,
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
  const record = { kind: LOGIN_PROFILE, key: user.key, parent: undefined, doc };
  if (known === undefined) await context.store.insert(record);
  else await context.store.update(record);
}

/** What a user has who never had a security configuration set (example of reference page CreateResource). */
const DEFAULT_SECURITY = { SafeAuthClose: 0, SafeAuthExemptDuration: 10, SafeAuthType: "phone,email,vmfa" };

export async function setSecurityConfig(
  context: Place,
  user: StoredRecord,
  wanted: Json | undefined,
): Promise<void> {
  const given = isJsonObject(wanted) ? pick(wanted, ["SafeAuthType"]) : {};
  const doc = { UserID: user.doc.Id ?? 0, ...DEFAULT_SECURITY, ...given };
  const record = { kind: SECURITY_CONFIG, key: user.key, parent: undefined, doc };
  const there = (await context.store.get(SECURITY_CONFIG, user.key)) !== undefined;
  if (there) await context.store.update(record);
  else await context.store.insert(record);
}

/** As resource types show it: without the fields that only say whose it is. */
export async function loginProfileOf(context: Place, user: StoredRecord): Promise<JsonObject | undefined> {
  const record = await context.store.get(LOGIN_PROFILE, user.key);
  if (record === undefined) return undefined;
  const { UserName: _name, UserId: _id, ...shown } = record.doc;
  return shown;
}

export async function securityConfigOf(context: Place, user: StoredRecord): Promise<JsonObject> {
  const record = await context.store.get(SECURITY_CONFIG, user.key);
  const { UserID: _id, ...shown } = record?.doc ?? { UserID: 0, ...DEFAULT_SECURITY };
  return shown;
}

/** Takes both along with their user. */
export async function forgetLogin(context: Place, user: StoredRecord): Promise<void> {
  await context.store.remove(LOGIN_PROFILE, user.key);
  await context.store.remove(SECURITY_CONFIG, user.key);
}
