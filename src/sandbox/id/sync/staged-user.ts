/** People that a sync has fetched and not yet merged: what the pool has, what the other side has, what is to happen. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { create, find } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { poolUser } from "../people/pool-user.ts";
import { nativesSharing, SIGN_IN_FIELDS, userOfIdentity } from "../people/user-uniqueness.ts";
import { poolTask } from "../user-pools/pool-tasks.ts";

/** What is to happen with one. The reference names no values; nor has it any for `Status`: Pending, Success, Failed. */
export const USER_ACTIONS = ["Add", "Merge", "NoChange", "Ignore"] as const;
export type UserAction = (typeof USER_ACTIONS)[number];

export const SHOWN = [
  "Name",
  "Email",
  "EmailVerified",
  "PhoneNumber",
  "PhoneNumberVerified",
  "PreferredUsername",
  "CustomAttributes",
];
const IDENTIFYING = ["Email", "PhoneNumber", "PreferredUsername", "Name", "Uid"];

export const stagedUser: Resource = {
  kind: "id.staged-user",
  noun: "staged user",
  key: ["Uid"],
  parent: { to: poolTask, field: "TaskUid", onDelete: "cascade" },
  indexed: ["Status", "CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context, label) => ({
    Uid: uuidFor(context, `staged-user${label}`),
    Status: "Pending",
    ErrorMessage: "",
  }),
  faults,
};

/** How a sync treats people. */
export interface Rules {
  readonly poolUid: string;
  readonly connectionUid: string | undefined;
  /** The field that tells whether two are the same person; undefined where only the identifier does. */
  readonly identifiedBy: string | undefined;
  readonly overwrite: boolean;
  /** `upsert`, `create`, `update`; `federated` takes people as they are, since nobody looks at them before they come. */
  readonly mode: string;
}

/** The field of a parameter that names one, whatever its case. */
export const identifyingField = (name: string): string | undefined =>
  [...IDENTIFYING, "ExternalProviderUserIdentifier"].find((one) => one.toLowerCase() === name.toLowerCase());

async function samePerson(
  context: Place,
  rules: Rules,
  given: JsonObject,
): Promise<StoredRecord | undefined> {
  const { poolUid, connectionUid, identifiedBy } = rules;
  const identifier = textOf(given, "ExternalProviderUserIdentifier");
  if (connectionUid !== undefined && identifier) {
    const linked = await userOfIdentity(context, poolUid, connectionUid, identifier);
    if (linked !== undefined) return linked;
  }
  const value = identifiedBy === undefined ? "" : (textOf(given, identifiedBy) ?? "");
  if (value === "" || identifiedBy === undefined) return undefined;
  if (identifiedBy === "Uid") return find(poolUser, context, { Uid: value }, poolUid);
  const equals = { [identifiedBy]: identifiedBy === "Email" ? value.toLowerCase() : value };
  return (await context.store.list(poolUser.kind, { parent: poolUid, equals, limit: 1 })).items[0];
}

/** What is to happen with somebody, and which values clash with other users' of the pool. */
export async function assessed(context: Place, rules: Rules, given: JsonObject): Promise<JsonObject> {
  const known = await samePerson(context, rules, given);
  const ConflictFields: string[] = [];
  const clashing: StoredRecord[] = [];
  const doc = { ...given, UserPoolUid: rules.poolUid, Uid: known?.key ?? "" };
  for (const field of SIGN_IN_FIELDS) {
    const others = await nativesSharing(context, doc, field);
    if (others.length === 0) continue;
    ConflictFields.push(field);
    clashing.push(...others);
  }
  const user = known ?? clashing[0];
  return {
    ConflictFields,
    UserAction: actionFor(rules, given, known, clashing.length > 0),
    ...(user === undefined ? { UserUid: "" } : { UserUid: user.key, CurrentUser: pick(user.doc, SHOWN) }),
  };
}

function actionFor(
  rules: Rules,
  given: JsonObject,
  known: StoredRecord | undefined,
  clashes: boolean,
): UserAction {
  if (known !== undefined) {
    if (!differs(given, known.doc)) return "NoChange";
    if (rules.mode === "create") return "Ignore";
    // Somebody whose data differ is overwritten where that was asked for, or a person says so.
    return rules.overwrite || rules.mode === "federated" || !clashes ? "Merge" : "Ignore";
  }
  if (rules.mode === "federated") return "Add";
  if (clashes) return rules.overwrite && rules.mode !== "create" ? "Merge" : "Ignore";
  return rules.mode === "update" ? "Ignore" : "Add";
}

function differs(given: JsonObject, doc: JsonObject): boolean {
  const custom = objectsOf(given, "CustomAttributesToUpsert").some(
    (one) =>
      !objectsOf(doc, "CustomAttributes").some((held) => held.Name === one.Name && held.Value === one.Value),
  );
  const fields = Object.entries(given).filter(
    ([field]) => field !== "CustomAttributesToUpsert" && field !== "ExternalProviderUserIdentifier",
  );
  return custom || fields.some(([field, value]: readonly [string, Json]) => doc[field] !== value);
}

/** Stages one person. `Given` has all that the other side knows, as parameters of CreateUser. */
export async function stage(
  context: Place,
  taskUid: string,
  rules: Rules,
  given: JsonObject,
  index: number,
): Promise<void> {
  const { CustomAttributesToUpsert: CustomAttributes, ...rest } = given;
  await create(
    stagedUser,
    context,
    {
      TaskUid: taskUid,
      ConnectionUid: rules.connectionUid ?? "",
      ...pick(given, ["ExternalProviderUserIdentifier"]),
      ...(await assessed(context, rules, given)),
      NewUser: pick(CustomAttributes === undefined ? rest : { ...rest, CustomAttributes }, SHOWN),
      Given: given,
    },
    ` ${taskUid} ${index}`,
  );
}
