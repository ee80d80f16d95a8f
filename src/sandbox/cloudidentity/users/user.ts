/** Users of the identity centre. The direct API and Cloud Control both go through these records. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { change, create, need, remove } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { faultsOf, missing, userNotFound } from "../faults.ts";
import { assertLengths } from "../limits.ts";
import { beijingSeconds } from "../times.ts";

/** Longest values, in characters (reference pages CreateUser and UpdateUser). */
const LIMITS = { UserName: 54, DisplayName: 64, Description: 255, Email: 128, Phone: 20 } as const;
const WRITABLE = Object.keys(LIMITS);

export const user: Resource = {
  kind: "cloudidentity.user",
  noun: "user",
  key: ["UserId"],
  name: "UserName",
  unique: ["UserName"],
  indexed: ["Source"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: (_given, context, label) => ({
    UserId: uuidFor(context, `cloudidentity-user${label}`),
    DisplayName: "",
    Description: "",
    Email: "",
    Phone: "",
    Source: "Manual",
    IdentityType: "Create",
  }),
  faults: faultsOf({
    notFound: userNotFound,
    // Reference page CreateUser: the status of this conflict really is 404, not 409.
    duplicated: () => new Fault(404, "UserNameAlreadyExists", "A user has this name already."),
  }),
};

/** @throws Fault UserNotFound */
export const userOf = (context: Place, UserId: string): Promise<StoredRecord> =>
  need(user, context, { UserId });

/** @throws Fault ParamMissing, InvalidParam, UserNameAlreadyExists */
export async function createUser(context: Place, fields: JsonObject): Promise<StoredRecord> {
  if (!textOf(fields, "UserName")) throw missing("UserName");
  assertLengths(fields, LIMITS);
  return create(user, context, pick(fields, WRITABLE));
}

/**
 * Changes the fields that are given and leaves the others.
 * @throws Fault UserNotFound, ParamMissing, InvalidParam, UserNameAlreadyExists
 */
export async function updateUser(context: Place, id: string, fields: JsonObject): Promise<void> {
  const record = await userOf(context, id);
  const changes = pick(fields, WRITABLE);
  assertLengths(changes, LIMITS);
  if (changes.UserName === "") throw missing("UserName");
  await change(user, context, record, changes);
}

/** @throws Fault UserNotFound */
export async function deleteUser(context: Place, id: string): Promise<void> {
  await remove(user, context, await userOf(context, id));
}
