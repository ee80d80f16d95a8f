/** What the Filter of a list of users asks for: as far as it can be by values that are indexed, the rest by looking. */
import type { JsonObject } from "../../../action/json.ts";
import type { ListOptions, Place } from "../../types.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { attributeTest } from "./attribute-filter.ts";
import { departmentsWithin } from "./department-tree.ts";

type Test = (doc: JsonObject) => boolean;
type Lookup = readonly [field: string, values: readonly string[]];
export type UserSelection = Pick<ListOptions, "equals" | "anyOf" | "keys" | "shared" | "where">;

/** The filters of this name ask for this very value. The reference is silent; parts of values are what UniversalSearch finds. */
const INDEXED = ["Name", "Email", "PhoneNumber", "PreferredUsername", "Connection"] as const;
const LOOKED_AT = [
  "FamilyName",
  "Gender",
  "GivenName",
  "LatestBrowser",
  "LatestLoginMethod",
  "Locale",
  "MiddleName",
  "Nickname",
  "Website",
] as const;
const EMPTY = "IsNullOrEmpty";
/** Where UniversalSearch looks when it does not say. */
const SEARCHED = [
  "Uid",
  "Name",
  "Email",
  "PhoneNumber",
  "PreferredUsername",
  "Nickname",
  "GivenName",
  "FamilyName",
];
const SEARCHABLE: ReadonlySet<string> = new Set([
  ...SEARCHED,
  ...LOOKED_AT,
  "Sub",
  "Profile",
  "UserMetadata",
]);

const valueIn = (field: string, text: string): string => (field === "Email" ? text.toLowerCase() : text);

/** @throws Fault for a search in a field that is none, an operator that is none */
export async function userSelection(
  context: Pick<Place, "store">,
  poolUid: string,
  params: JsonObject,
  further: readonly Lookup[] = [],
): Promise<UserSelection> {
  const filter = objectOf(params, "Filter") ?? {};
  const is = (field: string) => filter[field] === true;
  const lookups: Lookup[] = [...further];
  const tests: Test[] = [];

  for (const field of INDEXED) {
    const wanted = textOf(filter, field);
    if (wanted) lookups.push([field, [valueIn(field, wanted)]]);
    if (is(`${field}${EMPTY}`)) lookups.push([field, [""]]);
  }
  for (const field of LOOKED_AT) {
    const wanted = textOf(filter, field);
    if (wanted) tests.push((doc) => textOf(doc, field) === wanted);
    if (is(`${field}${EMPTY}`)) tests.push((doc) => !textOf(doc, field));
  }
  if (is(`EmailPhoneName${EMPTY}`)) {
    lookups.push(["Email", [""]], ["PhoneNumber", [""]], ["Name", [""]]);
  }
  const identifiers = textsOf(filter, "ExternalProviderUserIdentifiersOr");
  if (identifiers.length > 0) lookups.push(["ExternalProviderUserIdentifier", identifiers]);
  lookups.push(...memberships(filter), ...(await departments(context, poolUid, filter)));

  const attributes = objectOf(filter, "CustomAttributeFilter");
  if (attributes !== undefined) tests.push(attributeTest(attributes));
  for (const search of objectsOf(filter, "UniversalSearch")) {
    const found = searched(search);
    if (isLookup(found)) lookups.push(found);
    else tests.push(found);
  }
  const keys = textsOf(filter, "UserUidsOr");
  const shared = ["Email", "PhoneNumber"].filter((field) => is(`${field}IsDuplicated`));
  return {
    ...lookupOptions(lookups),
    ...(keys.length === 0 ? {} : { keys }),
    ...(shared.length === 0 ? {} : { shared }),
    ...(tests.length === 0 ? {} : { where: (doc: JsonObject) => tests.every((test) => test(doc)) }),
  };
}

function memberships(filter: JsonObject): readonly Lookup[] {
  const group = textOf(filter, "GroupUid");
  const groups = textsOf(filter, "GroupUidsOr");
  return [
    ...(group ? [["GroupUids", [group]] as const] : []),
    ...(groups.length > 0 ? [["GroupUids", groups] as const] : []),
    ...(filter.NotInAnyGroup === true ? [["GroupUids", [""]] as const] : []),
    ...(filter.NotInAnyDepartment === true ? [["DepartmentUids", [""]] as const] : []),
  ];
}

async function departments(
  context: Pick<Place, "store">,
  poolUid: string,
  filter: JsonObject,
): Promise<readonly Lookup[]> {
  const uid = textOf(filter, "DepartmentUid");
  if (!uid) return [];
  const within =
    filter.DepartmentUidRecursive === true ? await departmentsWithin(context, poolUid, uid) : [uid];
  return [["DepartmentUids", within]];
}

const isLookup = (found: Lookup | Test): found is Lookup => typeof found !== "function";

/** One of the fields has the text in it, whatever the case; with ExactMatch is the text. */
function searched(search: JsonObject): Lookup | Test {
  const named = textsOf(search, "Fields");
  const fields = named.length === 0 ? SEARCHED : named;
  const unknown = fields.find((field) => !SEARCHABLE.has(field));
  if (unknown !== undefined) {
    throw invalid("Filter.UniversalSearch.Fields", `Users are not searched by ${unknown}.`);
  }
  const text = textOf(search, "Search") ?? "";
  const exact = search.ExactMatch === true;
  const [only] = fields;
  if (exact && fields.length === 1 && INDEXED.some((field) => field === only)) {
    return [only ?? "", [valueIn(only ?? "", text)]];
  }
  const wanted = text.toLowerCase();
  return (doc) =>
    fields.some((field) => {
      const value = (textOf(doc, field) ?? "").toLowerCase();
      return exact ? value === wanted : value.includes(wanted);
    });
}

/** Single values are looked up first, each field's first one as such. */
function lookupOptions(lookups: readonly Lookup[]): Pick<ListOptions, "equals" | "anyOf"> {
  const equals = new Map<string, string>();
  const anyOf: Lookup[] = [];
  for (const lookup of lookups) {
    const [field, values] = lookup;
    const [value] = values;
    if (values.length === 1 && value !== undefined && !equals.has(field)) equals.set(field, value);
    else anyOf.push(lookup);
  }
  return {
    ...(equals.size === 0 ? {} : { equals: Object.fromEntries(equals) }),
    ...(anyOf.length === 0 ? {} : { anyOf }),
  };
}
