/** Groups of a user pool, as a resource of the id service. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { userPool } from "../user-pools/user-pool.ts";

export const poolGroup: Resource = {
  kind: "id.pool-group",
  noun: "group",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  unique: ["Name"],
  indexed: ["CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context, label) => ({
    Uid: uuidFor(context, `pool-group${label}`),
    Description: "",
    Precedence: 0,
    Source: "Manual",
  }),
  derived: {
    TotalCountOfGroupMember: async ({ key, parent }, { store }) =>
      (await store.list("id.pool-user", { parent, equals: { GroupUids: key }, limit: 0 })).total,
  },
  faults,
};
