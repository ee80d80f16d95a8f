/** What IAM policy documents give away: a deny of an action also denies handing it to somebody by a document. */
import { type Action, qualifiedName } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { jsonIn } from "./json-text.ts";
import { PATCH, type Path, TARGET_STATE } from "./model.ts";
import { leavesAt } from "./paths.ts";
import { folded, glob } from "./text.ts";

/**
 * Where each action takes a document that grants. A role's trust policy says who may take the role, the policy of AssumeRole
 * only narrows: neither is among them.
 */
const DOCUMENTS: Readonly<Record<string, readonly Path[]>> = {
  "iam:CreatePolicy": [["PolicyDocument"]],
  "iam:UpdatePolicy": [["NewPolicyDocument"]],
  "cloudidentity:AddInlinePolicyToPermissionSet": [["InlinePolicyDocument"]],
  "cloudidentity:UpdateInlinePolicyToPermissionSet": [["InlinePolicyDocument"]],
  "cloudcontrol:CreateResource": [
    [TARGET_STATE, "PolicyDocument"],
    [TARGET_STATE, "PermissionPolicies", "PermissionPolicyDocument"],
  ],
  "cloudcontrol:UpdateResource": [
    [PATCH, "PolicyDocument"],
    [PATCH, "PermissionPolicies", "PermissionPolicyDocument"],
  ],
};

/** Whether an action takes a document that grants. */
export function takesDocument(action: Action): boolean {
  return Object.hasOwn(DOCUMENTS, qualifiedName(action));
}

/** Patterns of what a call's documents grant; `*` where it cannot be read. Empty where it carries none. */
export function granted(action: Action, params: JsonObject): readonly string[] {
  const paths = DOCUMENTS[qualifiedName(action)] ?? [];
  const patterns = paths.flatMap((path) =>
    leavesAt(action, params, path).flatMap((leaf) => {
      if (leaf.kind === "missing") return [];
      return leaf.kind === "value" ? grantedBy(leaf.value) : EVERYTHING;
    }),
  );
  return [...new Set(patterns)];
}

/** Whether one of the patterns reaches an action. IAM compares without case. */
export function reaches(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => glob(folded(pattern), folded(name)));
}

const EVERYTHING: readonly string[] = ["*"];

function grantedBy(value: Json): readonly string[] {
  const document = typeof value === "string" ? jsonIn(value) : value;
  if (!isJsonObject(document)) return EVERYTHING;
  const { Statement, ...rest } = document;
  // A second spelling of the key might be the one that counts.
  if (Statement === undefined || Object.keys(rest).some((key) => key.toLowerCase() === "statement")) {
    return EVERYTHING;
  }
  const statements: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement];
  return statements.flatMap(grantedByStatement);
}

const KNOWN = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);

function grantedByStatement(statement: Json): readonly string[] {
  // NotAction grants whatever it does not name; what is not known may as well.
  if (!isJsonObject(statement) || Object.keys(statement).some((key) => !KNOWN.has(key))) return EVERYTHING;
  if (statement.Effect === "Deny") return [];
  const { Action: given } = statement;
  const actions: readonly Json[] = Array.isArray(given) ? given : given === undefined ? EVERYTHING : [given];
  return actions.every((one) => typeof one === "string") ? actions.map(String) : EVERYTHING;
}
