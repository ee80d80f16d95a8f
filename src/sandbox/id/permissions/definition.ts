/** Cedar text out of the structured forms that CreatePolicy and GrantPermission take. */
import type {
  ActionConstraint,
  Expr,
  PolicyJson,
  PrincipalConstraint,
  TypeAndId,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { JsonObject } from "../../../action/json.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import { invalid, missing } from "../faults.ts";
import { cedar, flawOf, isTypeName } from "./cedar.ts";

type CedarEffect = "permit" | "forbid";

const EFFECTS: ReadonlyMap<string, CedarEffect> = new Map([
  ["permit", "permit"],
  ["allow", "permit"],
  ["forbid", "forbid"],
  ["deny", "forbid"],
]);

function effectOf(text: string, parameter: string): CedarEffect {
  const effect = EFFECTS.get(text.toLowerCase());
  if (effect === undefined) throw invalid(parameter, "It must be permit or forbid.");
  return effect;
}

/**
 * `User::"a"` becomes `principal == User::"a"`; a text that starts with the variable is a constraint already;
 * empty or `*` stands for everything.
 */
function scope(variable: "principal" | "action" | "resource", text: string | undefined): string {
  const given = (text ?? "").trim();
  if (given === "" || given === "*") return variable;
  return new RegExp(`^${variable}\\b`).test(given) ? given : `${variable} == ${given}`;
}

function condition(text: string | undefined): string {
  const given = (text ?? "").trim();
  if (given === "") return "";
  return /^(?:when|unless)\b/.test(given) ? ` ${given}` : ` when { ${given} }`;
}

/** @throws Fault MissingParameter or InvalidParameter where the parts do not make up one Cedar policy */
export function textOfDefinition(definition: JsonObject): string {
  const effect = textOf(definition, "Effect");
  if (!effect) throw missing("Definition.Effect");
  const head = [
    scope("principal", textOf(definition, "Principal")),
    scope("action", textOf(definition, "Operation")),
    scope("resource", textOf(definition, "Resource")),
  ].join(", ");
  const text = `${effectOf(effect, "Definition.Effect")} (${head})${condition(textOf(definition, "Condition"))};`;
  const flaw = flawOf(text, "Definition");
  if (flaw !== undefined) throw invalid("Definition", flaw);
  return text;
}

/** `{Type, Id}` as Cedar takes it. @throws Fault naming the part that is missing or no type name */
export function entityOf(from: JsonObject, parameter: string): TypeAndId {
  const type = textOf(from, "Type");
  const id = textOf(from, "Id");
  if (!type) throw missing(`${parameter}.Type`);
  if (!isTypeName(type)) throw invalid(`${parameter}.Type`, "It must be an entity type such as App::User.");
  if (id === undefined) throw missing(`${parameter}.Id`);
  return { type, id };
}

function required(params: JsonObject, parameter: string): JsonObject {
  const value = objectOf(params, parameter);
  if (value === undefined) throw missing(parameter);
  return value;
}

/** Operators: `==` (also when absent), `in` a group, `is` of a type (also when there is a type but no id). */
function matcher(params: JsonObject, parameter: "Principal" | "Resource"): PrincipalConstraint {
  const given = required(params, parameter);
  const operator = textOf(given, "Operator") || (given.Id === undefined ? "is" : "==");
  if (operator === "is") {
    return { op: "is", entity_type: entityOf({ ...given, Id: "" }, parameter).type };
  }
  if (operator !== "==" && operator !== "in") {
    throw invalid(`${parameter}.Operator`, "It must be ==, in or is.");
  }
  const entity = entityOf(given, parameter);
  return operator === "==" ? { op: "==", entity } : { op: "in", entity };
}

function operation(params: JsonObject): ActionConstraint {
  const given = required(params, "Operation");
  const operator = textOf(given, "Operator") || "==";
  if (operator !== "==" && operator !== "in") throw invalid("Operation.Operator", "It must be == or in.");
  const entity = entityOf(given, "Operation");
  // Cedar's own rule for actions.
  if (!/(?:^|::)Action$/.test(entity.type)) {
    throw invalid("Operation.Type", "It must be Action, optionally in a namespace.");
  }
  return operator === "==" ? { op: "==", entity } : { op: "in", entity };
}

/** Every named caller must be in the chain: the narrower of the two readings that a list allows. */
function callers(params: JsonObject): Expr | undefined {
  const given = objectsOf(params, "OriginalCallers");
  if (given.length === 0) return undefined;
  const entities = given.map((caller, index): Expr => {
    const parameter = `OriginalCallers.${index + 1}`;
    if ((textOf(caller, "Operator") || "==") !== "==") {
      throw invalid(`${parameter}.Operator`, "It must be ==.");
    }
    return { Value: { __entity: entityOf(caller, parameter) } };
  });
  const chain: Expr = { ".": { left: { Var: "context" }, attr: "originalCallers" } };
  return { containsAll: { left: chain, right: { Set: entities } } };
}

/**
 * The policy that GrantPermission stands for. Principal, operation and resource must all be named: a grant to
 * everyone is written as a policy.
 */
export function textOfGrant(params: JsonObject): string {
  const via = callers(params);
  const policy: PolicyJson = {
    effect: effectOf(textOf(params, "Effect") || "permit", "Effect"),
    principal: matcher(params, "Principal"),
    action: operation(params),
    resource: matcher(params, "Resource"),
    conditions: via === undefined ? [] : [{ kind: "when", body: via }],
  };
  const answer = cedar("Principal", (engine) => engine.policyToText(policy));
  if (answer.type === "failure") {
    throw invalid("Principal", answer.errors.map((error) => error.message).join("; "));
  }
  return answer.text;
}
