/** Users as answers show them, one or a page of them. */
import type { Json, JsonObject } from "../../../action/json.ts";
import type { Documented } from "../../resources/family.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import { need } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { poolUser } from "./pool-user.ts";
import { userSelection } from "./user-filter.ts";

const SORTABLE = ["Name", "Email", "PhoneNumber", "PreferredUsername", "CreateTime", "UpdateTime"];

/** The Uid of the pool that a request names. @throws Fault NotFound */
export async function poolIn(params: JsonObject, context: Place): Promise<string> {
  const { key } = await need(userPool, context, { Uid: textOf(params, "UserPoolUid") ?? "" });
  return key;
}

/** @throws Fault NotFound for the pool, or for the user in it */
export async function userIn(
  params: JsonObject,
  context: Place,
  parameter = "UserUid",
): Promise<StoredRecord> {
  const pool = await poolIn(params, context);
  return need(poolUser, context, { Uid: textOf(params, parameter) ?? "" }, pool);
}

/** A user as answers have it, after the masks that the request asks for; what is not declared never leaves. */
export function shownUser({ doc }: StoredRecord, params: JsonObject = {}): JsonObject {
  const mask = objectOf(params, "ResponseValueMask") ?? {};
  const without = objectOf(params, "ResponseValueNull") ?? {};
  const masked = ["Email", "PhoneNumber"].flatMap((field) => {
    const value = textOf(doc, field);
    return mask[field] === true && value ? [[field, maskOf(value)] as const] : [];
  });
  return {
    ...doc,
    ...Object.fromEntries(masked),
    ...(without.UserMetadata === true ? { UserMetadata: null } : {}),
    ...(without.ExternalIdentitiesExternalProviderUserMetadata === true
      ? {
          ExternalIdentities: objectsOf(doc, "ExternalIdentities").map((identity) => ({
            ...identity,
            ExternalProviderUserMetadata: null,
          })),
        }
      : {}),
  };
}

/** `a***@example.com`, `138***00`: enough to recognise, too little to use. */
function maskOf(value: string): string {
  const at = value.lastIndexOf("@");
  if (at >= 0) return `${value.slice(0, 1)}***${value.slice(at)}`;
  return value.length <= 6 ? "***" : `${value.slice(0, 3)}***${value.slice(-2)}`;
}

/**
 * A page of a pool's users, by the Filter, paging and sorting parameters of the request.
 * @param further values that they must have beside
 */
export async function usersPage(
  params: JsonObject,
  context: Place,
  documented: Documented,
  further: readonly (readonly [field: string, values: readonly string[]])[] = [],
): Promise<JsonObject> {
  const poolUid = await poolIn(params, context);
  const cut = cutOf(documented, params, faults);
  const page = await context.store.list(poolUser.kind, {
    parent: poolUid,
    ...(await userSelection(context, poolUid, params, further)),
    sort: sortOf(params, SORTABLE),
    offset: cut.offset,
    limit: cut.limit,
  });
  const Data: Json[] = page.items.map((user) => shownUser(user, params));
  return { Data, ...countsOf(page, cut) };
}

/** @throws Fault for a field that is not among them, a direction that is none */
export function sortOf(params: JsonObject, fields: readonly string[]) {
  const field = textOf(params, "SortField") || undefined;
  if (field !== undefined && !fields.includes(field)) {
    throw faults.invalid("SortField", `It must be one of ${fields.join(", ")}.`);
  }
  const direction = (textOf(params, "SortDirection") || "asc").toLowerCase();
  if (direction !== "asc" && direction !== "desc") {
    throw faults.invalid("SortDirection", "It must be Asc or Desc.");
  }
  return { field, descending: direction === "desc" };
}
