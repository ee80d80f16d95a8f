/** What lists of groups and departments are filtered by. */
import type { Json } from "../../../action/json.ts";
import { contains, equals, type Filter, oneOf, where } from "../../resources/filters.ts";
import { numberOf, objectOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";

const CONTAINS = 0;
const EXACT = 1;

/** The reference numbers the ways without naming them: here 0 and none mean parts of names, 1 whole ones; case counts nowhere. */
const named: Filter = where((doc, value, params) => {
  const mode = numberOf(objectOf(params, "Filter") ?? {}, "NameMatchMode") ?? CONTAINS;
  if (mode !== EXACT) return contains("Name").test(doc, value, params);
  return typeof value === "string" && textOf(doc, "Name")?.toLowerCase() === value.toLowerCase();
});
const nameMode: Filter = where((_doc, value: Json) => {
  if (value === CONTAINS || value === EXACT) return true;
  throw invalid("Filter.NameMatchMode", `It must be ${CONTAINS} or ${EXACT}.`);
});

const COMMON = {
  "Filter.Name": named,
  "Filter.NameMatchMode": nameMode,
  "Filter.Description": contains("Description"),
  "Filter.Source": equals("Source"),
};

export const GROUP_FILTERS: Readonly<Record<string, Filter>> = {
  ...COMMON,
  "Filter.GroupIdTokenName": equals("GroupIdTokenName"),
  "Filter.GroupUidsOr": oneOf("Uid"),
};

export const DEPARTMENT_FILTERS: Readonly<Record<string, Filter>> = {
  ...COMMON,
  "Filter.DepartmentUid": equals("Uid"),
  "Filter.ExternalID": equals("ExternalID"),
};
