/** How an IAM user signs in to the console, as a resource of iam. Only users who can have one. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { passwordProblem } from "../passwords.ts";
import { change, create, recordAt, remove } from "../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../types.ts";
import { numberOf, pick, textOf } from "../values.ts";
import { faultsOf, invalid } from "./faults.ts";
import { iamTime, NEVER } from "./records.ts";
import { iamUser } from "./user.ts";

/** Settings that are given rather than found out. */
const DEFAULT_SETTINGS = {
  LoginAllowed: false,
  PasswordResetRequired: false,
  SafeAuthFlag: false,
  SafeAuthType: "",
  SafeAuthExemptRequired: 1,
  SafeAuthExemptUnit: 0,
  SafeAuthExemptDuration: 10,
} as const;

export const loginProfile: Resource = {
  kind: "iam:login-profile",
  noun: "login profile",
  key: ["UserId"],
  parent: { to: iamUser, field: "UserId", onDelete: "cascade" },
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: () => ({
    LoginLocked: false,
    LastLoginDate: NEVER,
    LastLoginIp: "",
    LastResetPasswordTime: 0,
    PasswordExpireAt: 0,
    ...DEFAULT_SETTINGS,
  }),
  derived: { UserName: async ({ key }, context) => (await recordAt(iamUser, context, key))?.doc.UserName },
  faults: faultsOf("login profile", {
    unknown: [404, "LoginProfileNotExist"],
    taken: "LoginProfileAlreadyExists",
  }),
};

export const profileOf = (context: Place, user: StoredRecord): Promise<StoredRecord | undefined> =>
  recordAt(loginProfile, context, user.key);

/** Longest and shortest exemption by its unit: minutes, hours, days. */
const EXEMPTIONS = [
  [5, 1440],
  [1, 168],
  [1, 7],
] as const;

const PROTECTIONS: ReadonlySet<string> = new Set(["phone", "email", "vmfa"]);

/** @throws Fault InvalidParameter where it is not a list, with commas, of ways to confirm */
export function assertProtections(fields: JsonObject): void {
  const given = textOf(fields, "SafeAuthType") ?? "";
  if (given === "" || given.split(",").every((one) => PROTECTIONS.has(one))) return;
  throw invalid("SafeAuthType", "It may list phone, email and vmfa, separated by commas.");
}

/**
 * What is stored of the fields of a request, over the profile as it was. The password is checked and never kept:
 * nobody signs in to the sandbox.
 * @throws Fault InvalidParameter, which does not quote the password
 */
function checked(context: Place, before: JsonObject, given: JsonObject): JsonObject {
  const settings = pick(given, Object.keys(DEFAULT_SETTINGS));
  assertProtections(settings);
  const after = { ...DEFAULT_SETTINGS, ...before, ...settings };
  const bounds = EXEMPTIONS[numberOf(after, "SafeAuthExemptUnit") ?? 0];
  if (bounds === undefined) throw invalid("SafeAuthExemptUnit", "It must be 0, 1 or 2.");
  const required = numberOf(after, "SafeAuthExemptRequired") ?? 0;
  if (required !== 0 && required !== 1) throw invalid("SafeAuthExemptRequired", "It must be 0 or 1.");
  const duration = numberOf(after, "SafeAuthExemptDuration") ?? 0;
  const [min, max] = bounds;
  if (duration < min || duration > max) {
    throw invalid("SafeAuthExemptDuration", `In this unit it must be ${min} to ${max}.`);
  }
  const password = textOf(given, "Password");
  if (password === undefined) return settings;
  return { ...settings, LastResetPasswordTime: Math.floor(context.now.getTime() / 1000) };
}

/** @throws Fault InvalidParameter. For passwords that come as they are; what a task was given was checked before. */
export function assertPassword(given: JsonObject): void {
  const password = textOf(given, "Password");
  const problem = password === undefined ? undefined : passwordProblem(password);
  if (problem !== undefined) throw invalid("Password", problem);
}

/** @throws Fault LoginProfileAlreadyExists, InvalidParameter */
export async function createProfile(
  context: Place,
  user: StoredRecord,
  given: JsonObject,
): Promise<StoredRecord> {
  return create(loginProfile, context, { UserId: user.doc.Id ?? 0, ...checked(context, {}, given) });
}

/** @throws Fault InvalidParameter */
export async function changeProfile(
  context: Place,
  profile: StoredRecord,
  given: JsonObject,
): Promise<StoredRecord> {
  return change(loginProfile, context, profile, checked(context, profile.doc, given));
}

/** Gives a user a login profile, changes it, or takes it away where `wanted` is none. */
export async function setProfile(
  context: Place,
  user: StoredRecord,
  wanted: Json | undefined,
): Promise<void> {
  const profile = await profileOf(context, user);
  if (isJsonObject(wanted)) {
    if (profile === undefined) await createProfile(context, user, wanted);
    else await changeProfile(context, profile, wanted);
  } else if (profile !== undefined) await remove(loginProfile, context, profile);
}
