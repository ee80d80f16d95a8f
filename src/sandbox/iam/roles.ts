/** The actions on roles; those of service-linked ones have a file of their own. */
import type { JsonObject } from "../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, updates } from "../resources/actions.ts";
import { type Definition, family } from "../resources/family.ts";
import { contains, equals } from "../resources/filters.ts";
import type { Part } from "../types.ts";
import { numberOf, objectsOf, textOf } from "../values.ts";
import { assertTrustPolicy } from "./document.ts";
import { iamFault, invalid, refused } from "./faults.ts";
import { named } from "./policy.ts";
import { iamRole, MAX_SESSION_SECONDS } from "./role.ts";
import { serviceLinkedRoles } from "./service-linked-roles.ts";

const NAME = /^[A-Za-z0-9._-]{1,64}$/;
/** Bounds of a role's longest session (description of CreateRole). */
const LEAST_SESSION_SECONDS = 3600;

/** @throws Fault InvalidRoleName, InvalidTrustPolicyDoc, InvalidParameter */
function checked(fields: JsonObject, { before }: Prepared): JsonObject {
  if (before !== undefined) assertOrdinary(before.doc);
  const name = textOf(fields, "RoleName");
  if (name !== undefined && !NAME.test(name)) {
    const why = "it has 1 to 64 letters, digits and .-_";
    throw iamFault(400, "InvalidRoleName", `Invalid RoleName '${name}', err: '${why}'.`);
  }
  const longest = numberOf(fields, "MaxSessionDuration") ?? MAX_SESSION_SECONDS;
  if (longest < LEAST_SESSION_SECONDS || longest > MAX_SESSION_SECONDS) {
    const why = `It must be ${LEAST_SESSION_SECONDS} to ${MAX_SESSION_SECONDS}.`;
    throw invalid("MaxSessionDuration", why);
  }
  const keys = objectsOf(fields, "Tags").map((tag) => textOf(tag, "Key") ?? "");
  if (keys.includes("") || new Set(keys).size < keys.length) {
    throw invalid("Tags", "Every tag has a key of its own.");
  }
  const { TrustPolicyDocument, ...rest } = fields;
  // Nobody is trusted without a document; an empty one in an update leaves it as it is.
  if (TrustPolicyDocument === undefined || TrustPolicyDocument === "") return rest;
  assertTrustPolicy(textOf(fields, "TrustPolicyDocument") ?? "");
  return fields;
}

/** @throws Fault for a role that belongs to a service */
function assertOrdinary(role: JsonObject): void {
  if (role.IsServiceLinkedRole !== 1) return;
  throw refused(`Role '${textOf(role, "RoleName")}' is linked to a service, which alone changes it.`);
}

const BY_NAME = { RoleName: "RoleName" };

const removed = removes(iamRole, BY_NAME);
const deleteRole: Definition = {
  ...removed,
  async handle(params, context, documented) {
    assertOrdinary((await named(iamRole, context, textOf(params, "RoleName") ?? "")).doc);
    return removed.handle(params, context, documented);
  },
};

export const roles: Part = {
  resources: [iamRole],
  actions: [
    ...family("iam", {
      CreateRole: creates(iamRole, { within: "Role", prepare: checked }),
      GetRole: gets(iamRole, { ...BY_NAME, ID: "RoleId" }, { within: "Role" }),
      ListRoles: lists(iamRole, {
        filters: { Query: contains("RoleName", "DisplayName", "Description"), RoleName: equals("RoleName") },
      }),
      UpdateRole: updates(iamRole, BY_NAME, { renamed: { NewRoleName: "RoleName" }, prepare: checked }),
      DeleteRole: deleteRole,
    }),
    ...serviceLinkedRoles,
  ],
};
