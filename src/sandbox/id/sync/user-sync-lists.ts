/** Lists of staged people, before a merge and after. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { matching } from "../../resources/actions.ts";
import type { Documented } from "../../resources/family.ts";
import { equals, type Filter, holds, noEffect, oneOf, where } from "../../resources/filters.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { attributesOf } from "../people/custom-attributes.ts";
import { sortOf } from "../people/user-views.ts";
import { stagedUser } from "./staged-user.ts";
import { retrieveTaskOf } from "./user-sync-tasks.ts";

const SORTABLE = ["CreateTime", "UpdateTime", "Status"];

/** The field of CurrentUser or NewUser is this, whatever the case. */
const inside = (side: "CurrentUser" | "NewUser", field: string): Filter =>
  where((doc, value: Json) => {
    const held = textOf(objectOf(doc, side) ?? {}, field) ?? "";
    return typeof value === "string" && held.toLowerCase() === value.toLowerCase();
  });

const sides = Object.fromEntries(
  ["Name", "Email", "PhoneNumber", "PreferredUsername"].flatMap((field) => [
    [`Filter.Current${field}`, inside("CurrentUser", field)],
    [`Filter.New${field}`, inside("NewUser", field)],
  ]),
);

const FILTERS: Readonly<Record<string, Filter>> = {
  ...sides,
  "Filter.ConflictFields": holds("ConflictFields"),
  "Filter.ExternalProviderUserIdentifier": equals("ExternalProviderUserIdentifier"),
  "Filter.Status": equals("Status"),
  "Filter.Statuses": oneOf("Status"),
  "Filter.UserAction": equals("UserAction"),
  "Filter.UserUid": equals("UserUid"),
  // The sandbox speaks English.
  ErrorMessageLanguage: noEffect,
};

/**
 * A page of the people of a task.
 * @param ended whether only those are shown whom a merge has come to
 */
export async function stagedPage(
  params: JsonObject,
  context: Place,
  documented: Documented,
  task: StoredRecord,
  ended: boolean,
): Promise<JsonObject> {
  const retrieve = await retrieveTaskOf(context, task);
  const cut = cutOf(documented, params, faults);
  const page = await context.store.list(stagedUser.kind, {
    parent: retrieve.key,
    ...(ended ? { anyOf: [["Status", ["Success", "Failed"]] as const] } : {}),
    where: matching(params, FILTERS),
    sort: sortOf(params, SORTABLE),
    offset: cut.offset,
    limit: cut.limit,
  });
  const attributes = await attributesOf(context, retrieve.parent ?? "");
  return {
    Data: page.items.map(({ doc }) => ({ ...doc, TaskUid: task.key })),
    CustomAttributeHeaders: [...attributes.values()],
    ...countsOf(page, cut),
  };
}
