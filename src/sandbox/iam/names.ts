/** What names, notes and tags of users and groups may look like. */
import type { JsonObject } from "../../action/json.ts";
import { objectsOf, textOf } from "../values.ts";
import { iamFault, invalid } from "./faults.ts";

const USER_NAME = /^[A-Za-z0-9_.@,-]{1,64}$/;
const GROUP_NAME = /^[A-Za-z0-9._-]{1,64}$/;
/** Longest ones, in characters (type Volcengine::IAM::User). */
const NOTES = [
  ["DisplayName", 128],
  ["Description", 255],
  ["MobilePhone", 20],
] as const;

/** @throws Fault InvalidUserName, InvalidParameter */
export function checkedUser(fields: JsonObject): JsonObject {
  const name = textOf(fields, "UserName");
  if (name !== undefined && !USER_NAME.test(name)) {
    const why = "it takes 1 to 64 letters, digits and the characters _ . - @ ,";
    throw iamFault(400, "InvalidUserName", `Invalid UserName '${name.slice(0, 64)}', err: '${why}'.`);
  }
  for (const [field, max] of NOTES) {
    if ([...(textOf(fields, field) ?? "")].length > max) {
      throw invalid(field, `It may have ${max} characters.`);
    }
  }
  const address = textOf(fields, "Email") ?? "";
  if (address !== "" && !/^[^@\s]+@[^@\s]+$/.test(address)) throw invalid("Email", "It is no mail address.");
  assertTags(fields);
  return fields;
}

/** @throws Fault InvalidParameter */
export function checkedGroup(fields: JsonObject): JsonObject {
  const name = textOf(fields, "UserGroupName");
  if (name !== undefined && !GROUP_NAME.test(name)) {
    throw invalid("UserGroupName", "It takes 1 to 64 letters, digits and the characters . _ -.");
  }
  return fields;
}

/** @throws Fault InvalidParameter where a tag has no key, or one key is given twice */
export function assertTags(fields: JsonObject): void {
  const keys = objectsOf(fields, "Tags").map((tag) => textOf(tag, "Key") ?? "");
  if (keys.includes("")) throw invalid("Tags", "A tag has no key.");
  if (new Set(keys).size < keys.length) throw invalid("Tags", "A key is given twice.");
}
