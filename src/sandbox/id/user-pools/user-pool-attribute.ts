/** Attributes that a pool's users can have beside the standard ones, as a resource of the id service. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Place, Resource } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";

const USERS = "id.pool-user";

/**
 * Rewrites what the users of a pool have in one attribute; undefined takes it away. Users hold their values by the
 * attribute's name, so that a rename and a removal reach into them.
 */
export async function rewriteValues(
  context: Place,
  poolUid: string,
  name: string,
  rewrite: (value: JsonObject) => JsonObject | undefined,
): Promise<void> {
  const named = (value: JsonObject) => textOf(value, "Name") === name;
  const { items } = await context.store.list(USERS, {
    parent: poolUid,
    where: (doc) => objectsOf(doc, "CustomAttributes").some(named),
  });
  for (const user of items) {
    const CustomAttributes = objectsOf(user.doc, "CustomAttributes").flatMap((value) => {
      const kept = named(value) ? rewrite(value) : value;
      return kept === undefined ? [] : [kept];
    });
    await context.store.update({ ...user, doc: { ...user.doc, CustomAttributes } });
  }
}

export const userPoolAttribute: Resource = {
  kind: "id.user-pool-attribute",
  noun: "custom attribute",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  unique: ["Name"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context, label) => ({ Uid: uuidFor(context, `custom-attribute${label}`) }),
  removing: ({ doc, parent }, context) =>
    rewriteValues(context, parent ?? "", textOf(doc, "Name") ?? "", () => undefined),
  faults,
};
