/** Users of a user pool, as a resource of the id service. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { department } from "./department.ts";
import { poolGroup } from "./pool-group.ts";

/** Groups and departments by value; an empty one stands for none, so that those without any are found too. */
const orNone = (uids: readonly string[]): readonly string[] => (uids.length === 0 ? [""] : uids);

/** Under which an account at an identity provider is found. */
export const identityValue = (connectionUid: string, identifier: string): string =>
  `${connectionUid}/${identifier}`;

/**
 * Memberships are kept with the user: `GroupUids`; `DepartmentUids` with `DepartmentRoles` by Uid and
 * `PrimaryDepartmentUid` (memberships.ts reads them). They are values of the user's, so that lists of users by group
 * or department are cut from the index like any others.
 *
 * A user with a `Connection` is federated: an identity provider vouches for them. All others are native to the pool.
 */
export const poolUser: Resource = {
  kind: "id.pool-user",
  noun: "user",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  indexed: ["Name", "PhoneNumber", "PreferredUsername", "Connection", "CreateTime", "UpdateTime"],
  values: (doc) => ({
    Email: (textOf(doc, "Email") ?? "").toLowerCase(),
    GroupUids: orNone(textsOf(doc, "GroupUids")),
    DepartmentUids: orNone(textsOf(doc, "DepartmentUids")),
    ...identityValues(doc),
  }),
  references: [
    { field: "GroupUids", to: poolGroup, onDelete: "unlink" },
    { field: "DepartmentUids", to: department, onDelete: "unlink" },
  ],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh(_given, context, label) {
    const uid = uuidFor(context, `pool-user${label}`);
    return {
      Uid: uid,
      Sub: uid,
      EmailVerified: false,
      PhoneNumberVerified: false,
      // The reference names no states; UpdateUser takes any.
      UserState: "ENABLED",
      NumLogins: 0,
      CustomAttributes: [],
      ExternalIdentities: [],
      GroupUids: [],
      DepartmentUids: [],
    };
  },
  faults,
};

function identityValues(doc: JsonObject) {
  const identities = objectsOf(doc, "ExternalIdentities").map((identity) => ({
    connection: textOf(identity, "ConnectionUid") ?? "",
    identifier: textOf(identity, "ExternalProviderUserIdentifier") ?? "",
  }));
  return {
    Identity: identities.map(({ connection, identifier }) => identityValue(connection, identifier)),
    ExternalProviderUserIdentifier: identities.map(({ identifier }) => identifier),
  };
}
