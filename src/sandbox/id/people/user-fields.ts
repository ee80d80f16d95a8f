/** What a request may set of a user, checked. */
import type { Json, JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { mergedAttributes } from "./custom-attributes.ts";
import { wrongField } from "./user-problem.ts";

/** Texts that say who somebody is; they are kept as given, an empty one clears. */
export const PROFILE = [
  "Name",
  "Email",
  "PhoneNumber",
  "PreferredUsername",
  "Nickname",
  "GivenName",
  "MiddleName",
  "FamilyName",
  "Gender",
  "Birthdate",
  "Locale",
  "Zoneinfo",
  "Picture",
  "Profile",
  "Website",
  "UserMetadata",
] as const;
/** A password is checked and not kept: nobody signs in to the sandbox. */
const SETTABLE = [...PROFILE, "EmailVerified", "PhoneNumberVerified", "UserState"];

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^\+?\d[\d -]{3,23}$/;
/** Characters. The reference is silent; shorter ones no service takes. */
const SHORTEST_PASSWORD = 8;

/** @throws UserProblem for the first value that is not of its form */
function assertForms(given: JsonObject): void {
  const email = textOf(given, "Email") || undefined;
  if (email !== undefined && !EMAIL.test(email)) throw wrongField("Email", "It is no address.");
  const phone = textOf(given, "PhoneNumber") || undefined;
  if (phone !== undefined && !PHONE.test(phone)) throw wrongField("PhoneNumber", "It is no phone number.");
  const password = textOf(given, "Password");
  if (password !== undefined && [...password].length < SHORTEST_PASSWORD) {
    throw wrongField("Password", `It must have at least ${SHORTEST_PASSWORD} characters.`);
  }
  if (textOf(given, "UserState") === "") throw wrongField("UserState", "It must not be empty.");
}

/**
 * The fields of a user that a request sets, over those in `before`.
 * @throws UserProblem
 */
export async function userFields(
  context: Pick<Place, "store">,
  poolUid: string,
  given: JsonObject,
  before: JsonObject = {},
): Promise<JsonObject> {
  assertForms(given);
  const attributes = await mergedAttributes(context, poolUid, given, before);
  return {
    ...pick(given, SETTABLE),
    // A new address is not verified because the old one was.
    ...unverified(given, before, "Email"),
    ...unverified(given, before, "PhoneNumber"),
    ...(attributes === undefined ? {} : { CustomAttributes: attributes }),
  };
}

function unverified(given: JsonObject, before: JsonObject, field: "Email" | "PhoneNumber"): JsonObject {
  const flag = `${field}Verified`;
  const value: Json | undefined = given[field];
  return value === undefined || value === before[field] || given[flag] !== undefined ? {} : { [flag]: false };
}

/** True where nothing in it tells people who the user is. */
export const isNameless = (doc: JsonObject): boolean =>
  ["Name", "Email", "PhoneNumber", "PreferredUsername"].every((field) => (textOf(doc, field) ?? "") === "");
