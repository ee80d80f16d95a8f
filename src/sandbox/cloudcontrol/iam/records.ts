/**
 * Where IAM's records are kept. Documents have the field names of the iam service's own answers (version
 * 2018-01-01), so that such a service can show the same records.
 */
import { Fault, type Place, type StoredRecord } from "../../types.ts";
import { numberOf } from "../../values.ts";

/** Key: UserName. */
export const IAM_USER = "iam:user";
/** Key: UserName. Only for users who can sign in. */
export const LOGIN_PROFILE = "iam:login-profile";
/** Key: UserName. */
export const SECURITY_CONFIG = "iam:security-config";
/** Key: UserGroupName. */
export const IAM_GROUP = "iam:group";
/** Key: UserGroupName/UserName, parent: UserGroupName. */
export const GROUP_MEMBER = "iam:group-member";
/** Key: PolicyType/PolicyName. Only Custom ones; those of the system are in policies.ts. */
export const IAM_POLICY = "iam:policy";
/** Key: PRINCIPAL/NAME/PolicyType/PolicyName, parent: PRINCIPAL/NAME. */
export const ATTACHMENT = "iam:policy-attachment";
const SEQUENCE = "iam:sequence";

export const iamFault = (status: number, code: string, message: string): Fault =>
  new Fault(status, code, message);
export const userNotExist = (name: string): Fault =>
  iamFault(404, "UserNotExist", `User '${name}' does not exist.`);
export const groupNotExist = (name: string): Fault =>
  iamFault(404, "UserGroupNotExist", `User group '${name}' does not exist.`);

/** `20250919T084713Z`: UTC, as iam shows times. */
export function iamTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** What iam shows where something never happened. */
export const NEVER = "00010101T000000Z";

const FIRST_ID = 1_000_001;

/** The next numeric id of a user or group; never given twice. */
export async function nextId(context: Place): Promise<number> {
  const known = await context.store.get(SEQUENCE, "id");
  if (known === undefined) {
    const first: StoredRecord = { kind: SEQUENCE, key: "id", parent: undefined, doc: { Last: FIRST_ID } };
    await context.store.insert(first);
    return FIRST_ID;
  }
  const next = (numberOf(known.doc, "Last") ?? FIRST_ID) + 1;
  await context.store.update({ ...known, doc: { Last: next } });
  return next;
}
