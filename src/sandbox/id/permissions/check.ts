/**
 * CheckPermission: evaluates the enabled policies of a namespace.
 *
 * `References` are the entity hierarchy, together with the tree of resources that the namespace declares. `OriginalCallers`, the agents through which a call came, are given to
 * the policies as the set `context.originalCallers`, empty where none are named. The callers need no permission
 * of their own: which chains may act for a principal is for policies to say, as GrantPermission's do.
 */
import type { AuthorizationCall, EntityJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { JsonObject } from "../../../action/json.ts";
import { answers, family } from "../../resources/family.ts";
import { need } from "../../resources/records.ts";
import type { Part, Place, StoredRecord } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { cedar } from "./cedar.ts";
import { entityOf } from "./definition.ts";
import { policyFacts } from "./facts.ts";
import { hierarchyOf, named } from "./hierarchy.ts";
import { namespaceNamed } from "./namespace.ts";
import { observes, permissionPoint } from "./permission-point.ts";
import { policiesInForce } from "./policy.ts";

function requestOf(params: JsonObject, entities: EntityJson[]): Omit<AuthorizationCall, "policies"> {
  const callers = objectsOf(params, "OriginalCallers").map((caller, index) => ({
    __entity: entityOf(caller, `OriginalCallers.${index + 1}`),
  }));
  return {
    principal: named(params, "Principal"),
    action: named(params, "Operation"),
    resource: named(params, "Resource"),
    context: { originalCallers: callers },
    entities,
  };
}

/** What is wrong with a request that Cedar does not take; the stored policies are known to parse. */
function assertEvaluable(request: Omit<AuthorizationCall, "policies">): void {
  const answer = cedar("References", (engine) => engine.checkParseEntities({ entities: request.entities }));
  if (answer.type === "failure") {
    throw invalid("References", answer.errors.map((error) => error.message).join("; "));
  }
}

function evaluate(request: Omit<AuthorizationCall, "policies">, stored: readonly StoredRecord[]): JsonObject {
  const names = new Map(
    stored.map(({ doc }) => [textOf(doc, "PolicyId") ?? "", textOf(doc, "PolicyName") ?? ""]),
  );
  const texts = stored.map(
    ({ doc }) => [textOf(doc, "PolicyId") ?? "", textOf(doc, "Policy") ?? ""] as const,
  );
  const policies = { staticPolicies: Object.fromEntries(texts) };
  const answer = cedar("Policy", (engine) => engine.isAuthorized({ ...request, policies }));
  if (answer.type === "failure") {
    throw new Error(`Cedar refused the request: ${answer.errors.map((error) => error.message).join("; ")}`);
  }
  const { decision, diagnostics } = answer.response;
  const nameOf = (id: string) => names.get(id) ?? id;
  const reasons = diagnostics.reason.map(nameOf).sort().join(", ");
  const allowed = decision === "allow";
  const verdict = allowed
    ? `Permitted by ${reasons}.`
    : reasons === ""
      ? "No policy permits this."
      : `Forbidden by ${reasons}.`;
  // Cedar leaves out a policy that fails, even one that forbids: whoever asks should see that it did.
  const failed = diagnostics.errors
    .map(({ policyId, error }) => `${nameOf(policyId)} (${error.message})`)
    .sort();
  const note = failed.length === 0 ? "" : ` Left out, because they failed: ${failed.join(", ")}.`;
  return { Allowed: allowed, Message: verdict + note };
}

/** A policy decides by what is stored; `context.originalCallers` and References come with the request. */
async function decide(params: JsonObject, context: Place): Promise<JsonObject> {
  const { key } = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const request = requestOf(params, (await hierarchyOf(context, key, params)).entities());
  assertEvaluable(request);
  return evaluate(request, await policiesInForce(context, key));
}

const check = answers(async (params, context) => {
  const PermissionPointId = textOf(params, "PermissionPointId");
  if (!PermissionPointId) return decide(params, context);
  const { key } = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const point = await need(permissionPoint, context, { PermissionPointId }, key);
  if (point.doc.Enabled !== true) return { Allowed: true, Message: "The permission point is not enabled." };
  const decision = await decide(params, context);
  if (!observes(point)) return decision;
  return { Allowed: true, Message: `Only observed. ${textOf(decision, "Message")}` };
});

export const permissionChecks: Part = {
  actions: family("id", { CheckPermission: { ...check, input: policyFacts.check } }),
};
