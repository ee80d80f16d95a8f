/** Permission policies, Cedar text, one policy each, in a namespace. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { namespace, namespaceIdOf, namespaceNamed } from "./namespace.ts";

/** The reference names no values: here a policy is Enabled, also when nothing is said, or Disabled. */
export const STATUSES = { enabled: "Enabled", disabled: "Disabled" } as const;

export const policy: Resource = {
  kind: "id.policy",
  noun: "policy",
  key: ["NamespaceName", "PolicyName"],
  name: "PolicyName",
  // Policies are what somebody decided: a namespace that has some is not deleted.
  parent: { to: namespace, field: "NamespaceName", onDelete: "refuse" },
  indexed: ["PolicyName", "Status", "CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  async fresh(given, context) {
    const id = uuidFor(context, "policy");
    const within = await namespaceNamed(context, textOf(given, "NamespaceName"));
    return {
      PolicyId: id,
      PolicyName: `policy-${uuidFor(context, "name").slice(0, 8)}`,
      Trn: `${textOf(within.doc, "Trn")}/policy/${id}`,
      Description: "",
      Status: STATUSES.enabled,
    };
  },
  derived: { NamespaceId: namespaceIdOf },
  faults,
};

/** The policies of a namespace that are in force, in order of creation. */
export async function policiesInForce(
  context: Place,
  namespaceName: string,
): Promise<readonly StoredRecord[]> {
  const equals = { Status: STATUSES.enabled };
  return (await context.store.list(policy.kind, { parent: namespaceName, equals })).items;
}
