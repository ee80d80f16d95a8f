/**
 * CheckPermission: evaluates the enabled policies of a namespace.
 *
 * `References` are the entity hierarchy. `OriginalCallers`, the agents through which a call came, are given to
 * the policies as the set `context.originalCallers`, empty where none are named. The callers need no permission
 * of their own: which chains may act for a principal is for policies to say, as GrantPermission's do.
 */
import type { AuthorizationCall, EntityJson, TypeAndId } from "@cedar-policy/cedar-wasm/nodejs";
import type { JsonObject } from "../../../action/json.ts";
import type { SandboxAction, StoredRecord } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import { read } from "../define.ts";
import { invalid, missing, notFound } from "../faults.ts";
import { cedar } from "./cedar.ts";
import { entityOf } from "./definition.ts";
import { policyFacts } from "./facts.ts";
import { namespaceNamed, POLICY } from "./namespaces.ts";
import { ENABLED } from "./policies.ts";

function named(params: JsonObject, field: string, parameter = field): TypeAndId {
  const given = objectOf(params, field);
  if (given === undefined) throw missing(parameter);
  return entityOf(given, parameter);
}

/** An entity named twice has the parents of both mentions. */
function hierarchy(params: JsonObject): EntityJson[] {
  const parents = new Map<string, { readonly uid: TypeAndId; readonly parents: TypeAndId[] }>();
  objectsOf(params, "References").forEach((reference, index) => {
    const at = `References.${index + 1}`;
    const uid = named(reference, "Entity", `${at}.Entity`);
    const key = JSON.stringify([uid.type, uid.id]);
    const known = parents.get(key) ?? { uid, parents: [] };
    parents.set(key, known);
    objectsOf(reference, "Parents").forEach((parent, i) => {
      known.parents.push(entityOf(parent, `${at}.Parents.${i + 1}`));
    });
  });
  return [...parents.values()].map((entity) => ({ ...entity, attrs: {} }));
}

function requestOf(params: JsonObject): Omit<AuthorizationCall, "policies"> {
  const callers = objectsOf(params, "OriginalCallers").map((caller, index) => ({
    __entity: entityOf(caller, `OriginalCallers.${index + 1}`),
  }));
  return {
    principal: named(params, "Principal"),
    action: named(params, "Operation"),
    resource: named(params, "Resource"),
    context: { originalCallers: callers },
    entities: hierarchy(params),
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
  const failed = diagnostics.errors.map((error) => nameOf(error.policyId)).sort();
  const note = failed.length === 0 ? "" : ` Left out, because they failed: ${failed.join(", ")}.`;
  return { Allowed: allowed, Message: verdict + note };
}

const check = read("CheckPermission", policyFacts.check, async (params, context) => {
  const namespace = await namespaceNamed(context, textOf(params, "NamespaceName"));
  const point = textOf(params, "PermissionPointId");
  if (point) throw notFound(`permission point ${point}`);
  const request = requestOf(params);
  assertEvaluable(request);
  const { items } = await context.store.list(POLICY, {
    parent: namespace.key,
    where: (doc) => doc.Status === ENABLED,
  });
  return evaluate(request, items);
});

export const checkActions: readonly SandboxAction[] = [check];
