/** The oracle's reading of policy documents in a call: which actions they give away. */
import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { alike, isObject, jsonIn, matches, places } from "./oracle-values.ts";

const RESOURCE = ["PolicyDocument", "PermissionPolicies.PermissionPolicyDocument"];
/** Where a call holds policy documents. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  "iam:CreatePolicy": ["PolicyDocument"],
  "iam:UpdatePolicy": ["NewPolicyDocument"],
  "cloudidentity:AddInlinePolicyToPermissionSet": ["InlinePolicyDocument"],
  "cloudidentity:UpdateInlinePolicyToPermissionSet": ["InlinePolicyDocument"],
  "cloudcontrol:CreateResource": RESOURCE.map((path) => `TargetState.${path}`),
  "cloudcontrol:UpdateResource": RESOURCE.map((path) => `PatchDocument.${path}`),
};
const STATEMENT_KEYS = ["Sid", "Effect", "Action", "Resource", "Condition"];
const EVERYTHING = ["*"];

/** Whether a call gives away one of these actions, or may: a document that cannot be read gives away all. */
export function givesAway(
  call: { readonly action: Action; readonly params: JsonObject },
  names: readonly string[],
): boolean {
  const paths = DOCUMENTS[qualifiedName(call.action)] ?? [];
  const patterns = paths.flatMap((path) => {
    return places(path, call).flatMap((place) => {
      if (place === "missing") return [];
      return place === "undecidable" ? EVERYTHING : granted(place.is);
    });
  });
  return patterns.some((pattern) => names.some((name) => matches(pattern.toLowerCase(), name.toLowerCase())));
}

function granted(value: Json): readonly string[] {
  const document = typeof value === "string" ? jsonIn(value) : value;
  if (!isObject(document)) return EVERYTHING;
  const spellings = Object.keys(document).filter((key) => alike(key) === "statement");
  if (spellings.join() !== "Statement") return EVERYTHING;
  const { Statement } = document;
  const statements: readonly Json[] = Array.isArray(Statement) ? Statement : [Statement ?? null];
  return statements.flatMap((statement) => {
    if (!isObject(statement)) return EVERYTHING;
    if (Object.keys(statement).some((key) => !STATEMENT_KEYS.includes(key))) return EVERYTHING;
    const { Effect, Action } = statement;
    if (Effect === "Deny") return [];
    const listed: readonly Json[] = Array.isArray(Action) ? Action : [Action ?? null];
    const texts = listed.filter((one) => typeof one === "string");
    return texts.length < listed.length ? EVERYTHING : texts;
  });
}
