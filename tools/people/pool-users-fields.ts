/** What the actions on users of a user pool, on their groups and on their departments have in common. */
import * as z from "zod";
import type { Effect, Nature } from "../../src/action/action.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
  secretHandle,
  secretInput,
  secretOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";

/** A bound of our own: what can be sealed, and so handed back, is no longer. */
const METADATA_LIMIT = 65_536;

export const poolUid = (max?: number) => name("Uid from CreateUserPool or ListUserPools", max);
export const userUid = (max?: number) => name("Uid from CreateUser or ListUsers", max);
// Lists are never required in the reference, also where a call without one could do nothing.
export const userUids = () => listOf(plainName(), "Uids from ListUsers").optional();
export const connectionUid = (describe = "Uid from ListIdentityProviders") => name(describe);

const flag = () => z.boolean().optional();
const part = () => plainText().optional();

export const verified = () => ({ EmailVerified: flag(), PhoneNumberVerified: flag() });
export const password = () => secretInput("Password to sign in with").optional();

/** What people are called and how they are reached. Only what is given is set. */
export const profile = () => ({
  Name: plainText().describe("User name").optional(),
  Email: part(),
  PhoneNumber: plainText().describe("With country code, e.g. +8613800000000").optional(),
  PreferredUsername: part(),
  Nickname: part(),
  GivenName: part(),
  MiddleName: part(),
  FamilyName: part(),
  Gender: part(),
  Birthdate: plainText().describe("E.g. 1990-12-31").optional(),
  Locale: plainText().describe("E.g. zh-CN").optional(),
  Zoneinfo: plainText().describe("Time zone, e.g. Asia/Shanghai").optional(),
  Picture: plainText().describe("URL of a picture").optional(),
  Profile: plainText().describe("URL of a profile page").optional(),
  Website: part(),
  CustomAttributesToUpsert: listOf(
    z.strictObject({ Name: plainName().optional(), Value: part() }),
    "Custom attributes to set; the pool defines their names",
  ).optional(),
  // Free text in which applications keep what they like: empty text clears it, so it is no plain secret input.
  UserMetadata: z
    .union([secretHandle(), plainText(METADATA_LIMIT)])
    .describe("Text kept with the user, often JSON; replaces what is there")
    .optional(),
});

export const externalIdentifier = () =>
  name("The user's id at the identity provider; links the two").optional();

/** Parameters that let somebody sign in, or vouch for where a code to sign in may be sent. */
const VOUCHED = ["Password", "EmailVerified", "PhoneNumberVerified"];
/** What applications and role mappings read of a user as claims: a value may select an IAM role. */
const CLAIMED = "CustomAttributesToUpsert";
/** At creation also the link to an account at an identity provider, which then signs in as this user. */
export const SIGN_IN_OF_NEW = [
  ...VOUCHED,
  CLAIMED,
  "ExternalProviderConnectionUid",
  "ExternalProviderUserIdentifier",
] as const;
/** Later also the address: codes to sign in or to recover the account go to the new one. */
export const SIGN_IN_OF_OLD = [...VOUCHED, CLAIMED, "UserState", "Email", "PhoneNumber"] as const;

/** What a call in bulk lists: each is judged as a call of its own. */
const LISTS = ["Users", "Departments"] as const;

/** Whether one of these parameters is given, with whatever value: on the call itself or on one of those it lists. */
export function carries(params: JsonObject, names: readonly string[]): boolean {
  const given = (of: Json) => isJsonObject(of) && names.some((one) => of[one] !== undefined);
  return (
    given(params) ||
    LISTS.some((list) => {
      const listed = params[list];
      return Array.isArray(listed) && listed.some(given);
    })
  );
}

/** The nature of an action that escalates only when it carries one of these parameters. */
export const escalatesWith = (effect: Effect, names: readonly string[]) => ({
  natureOf: (params: JsonObject): Nature => ({ effect, escalates: carries(params, names) }),
  natureBy: { parameters: names, changes: "rights" as const },
});

const pairs = () => rowsOutput({ Name: textOutput(), Value: textOutput() });

export const user = () => ({
  Uid: textOutput(),
  Sub: textOutput(),
  Name: textOutput(),
  Email: textOutput(),
  EmailVerified: flagOutput(),
  PhoneNumber: textOutput(),
  PhoneNumberVerified: flagOutput(),
  UserState: textOutput(),
  PreferredUsername: textOutput(),
  Nickname: textOutput(),
  GivenName: textOutput(),
  MiddleName: textOutput(),
  FamilyName: textOutput(),
  Gender: textOutput(),
  Birthdate: textOutput(),
  Locale: textOutput(),
  Zoneinfo: textOutput(),
  Picture: textOutput(),
  Profile: textOutput(),
  Website: textOutput(),
  CustomAttributes: pairs(),
  UserMetadata: secretOutput(),
  Connection: textOutput(),
  ExternalIdentities: rowsOutput({
    ConnectionUid: textOutput(),
    ConnectionType: textOutput(),
    Provider: textOutput(),
    ExternalProviderUserIdentifier: textOutput(),
    ExternalProviderUserMetadata: secretOutput(),
    LinkSource: textOutput(),
    LastLoginAt: textOutput(),
    UpdatedAt: textOutput(),
  }),
  GroupUids: textsOutput(),
  DepartmentUids: textsOutput(),
  NumLogins: countOutput(),
  LatestLogin: textOutput(),
  LatestLoginMethod: textOutput(),
  LatestLoginConnectionName: textOutput(),
  LatestLoginConnectionProvider: textOutput(),
  LatestLoginConnectionType: textOutput(),
  LatestBrowser: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

/** The fields of `user` in which others may have put secrets. */
export const USER_SECRETS = ["UserMetadata", "ExternalIdentities[].ExternalProviderUserMetadata"] as const;
/** The same in the rows of a list. */
export const ROW_SECRETS = USER_SECRETS.map((path) => `Data[].${path}`);

export const mask = () =>
  z.strictObject({ Email: flag(), PhoneNumber: flag() }).describe("true: answer shows it masked").optional();

const conditions = () =>
  listOf(
    z.strictObject({ Name: part(), Operator: part(), Value: part() }),
    "Attribute, operator and value",
  ).optional();
const relation = () => plainText().describe("How the parts combine: and, or").optional();
const group = (inner: z.ZodRawShape = {}) =>
  listOf(z.strictObject({ Conditions: conditions(), Relation: relation(), ...inner }), "Nested").optional();
const attributeFilter = () =>
  z
    .strictObject({ Conditions: conditions(), Relation: relation(), Groups: group({ Groups: group() }) })
    .describe("By custom attributes")
    .optional();

/** What the lists of users filter by. */
export const userFilter = () =>
  z
    .strictObject({
      UniversalSearch: listOf(
        z.strictObject({
          Search: part(),
          Fields: listOf(plainText(), "Where to look, e.g. Name, Email").optional(),
          ExactMatch: flag(),
        }),
        "Text in any of several fields",
      ).optional(),
      UserUidsOr: listOf(plainText(), "Only these users").optional(),
      ExternalProviderUserIdentifiersOr: listOf(plainText(), "By id at the identity provider").optional(),
      Connection: part(),
      GroupUid: part(),
      GroupUidsOr: listOf(plainText(), "In any of these groups").optional(),
      NotInAnyGroup: flag(),
      DepartmentUid: part(),
      DepartmentUidRecursive: z.boolean().describe("Also the departments below").optional(),
      NotInAnyDepartment: flag(),
      Name: part(),
      NameIsNullOrEmpty: flag(),
      Email: part(),
      EmailIsNullOrEmpty: flag(),
      EmailIsDuplicated: flag(),
      PhoneNumber: part(),
      PhoneNumberIsNullOrEmpty: flag(),
      PhoneNumberIsDuplicated: flag(),
      EmailPhoneNameIsNullOrEmpty: flag(),
      PreferredUsername: part(),
      PreferredUsernameIsNullOrEmpty: flag(),
      Nickname: part(),
      NicknameIsNullOrEmpty: flag(),
      GivenName: part(),
      GivenNameIsNullOrEmpty: flag(),
      MiddleName: part(),
      MiddleNameIsNullOrEmpty: flag(),
      FamilyName: part(),
      FamilyNameIsNullOrEmpty: flag(),
      Gender: part(),
      GenderIsNullOrEmpty: flag(),
      Locale: part(),
      Website: part(),
      WebsiteIsNullOrEmpty: flag(),
      LatestBrowser: part(),
      LatestLoginMethod: part(),
      CustomAttributeFilter: attributeFilter(),
    })
    .describe("Only users that match all that is given")
    .optional();

/**
 * Lists that page both ways count pages unless a token is given. A size for the other way is never sent unasked:
 * the service would have to choose between the two.
 */
export const tokenPaging = () => ({
  NextToken: name("NextToken of the previous page, instead of PageNumber").optional(),
  MaxResults: z.int().min(1).max(100).describe("Items per page by NextToken").optional(),
});

/** How a bulk call went: what succeeded, and which row failed for what. */
export const bulkOutcome = () => ({
  SuccessCount: countOutput(),
  FailureCount: countOutput(),
  SuccessfulUids: textsOutput(),
  Errors: textsOutput(),
});
const bulkError = () => ({
  Index: countOutput(),
  Field: textOutput(),
  Error: textOutput(),
});
export const deletionErrors = () => rowsOutput(bulkError());
export const updateOutcome = () => ({
  ...bulkOutcome(),
  SuccessfulUidsStructured: rowsOutput({ Index: countOutput(), Uid: textOutput() }),
  ErrorsStructured: rowsOutput({ ...bulkError(), ErrorType: textOutput(), DuplicatedUserUid: textOutput() }),
});
/** Of an import: rows are told apart by the user's id at the identity provider as well. */
export const importOutcome = () => ({
  ...bulkOutcome(),
  SuccessfulUidsStructured: rowsOutput({
    Index: countOutput(),
    Uid: textOutput(),
    ExternalProviderUserIdentifier: textOutput(),
  }),
  ErrorsStructured: rowsOutput({
    ...bulkError(),
    ErrorType: textOutput(),
    DuplicatedUserUid: textOutput(),
    ExternalProviderUserIdentifier: textOutput(),
  }),
});
