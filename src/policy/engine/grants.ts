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

/** More patterns than this are not compared one by one: they count as everything. */
const MOST_PATTERNS = 500;

/**
 * Patterns of what a call's documents grant, folded; `*` where it cannot be read or is too much to compare. Empty where it
 * carries none.
 */
export function granted(action: Action, params: JsonObject): readonly string[] {
  const paths = DOCUMENTS[qualifiedName(action)] ?? [];
  const patterns = paths.flatMap((path) =>
    leavesAt(action, params, path).flatMap((leaf) => {
      if (leaf.kind === "missing") return [];
      return leaf.kind === "value" ? grantedBy(leaf.value) : EVERYTHING;
    }),
  );
  if (patterns.some((pattern) => pattern.length > LONGEST)) return EVERYTHING;
  const distinct = new Set(patterns.map(folded));
  return distinct.size > MOST_PATTERNS ? EVERYTHING : [...distinct];
}

/** No pattern of an action is longer: their names are not. */
const LONGEST = 256;

/** Those of the names that one of the patterns reaches. IAM compares without case. */
export function reached(patterns: readonly string[], names: ReadonlySet<string>): ReadonlySet<string> {
  if (patterns.length === 0) return new Set();
  return new Set(
    [...names].filter((name) => {
      const plain = folded(name);
      return patterns.some((pattern) => glob(pattern, plain));
    }),
  );
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
