import type { Action } from "../../action/action.ts";
import type { Json, JsonObject } from "../../action/json.ts";
import type { Condition, Operator } from "./model.ts";
import { type Leaf, leavesAt } from "./paths.ts";
import { comparable, folded, glob } from "./text.ts";

/** `unclear`: absent, null, of another type, or text that does not compare. */
export type Truth = "yes" | "no" | "unclear";

/** An allow's condition: every place the path reaches, and at least one, must satisfy it beyond doubt. */
export function holdsForAllow(condition: Condition, action: Action, params: JsonObject): boolean {
  const leaves = leavesAt(action, params, condition.path);
  return leaves.length > 0 && leaves.every((leaf) => judge(condition.operators, leaf) === "yes");
}

/**
 * A deny's condition: one place that satisfies it, or may satisfy it, is enough.
 * INVARIANT: whatever cannot be decided denies, an empty list included.
 */
export function holdsForDeny(condition: Condition, action: Action, params: JsonObject): boolean {
  return truthForDeny(condition, action, params) !== "no";
}

/** `unclear` where no place satisfies it for certain and one may. */
export function truthForDeny({ path, operators }: Condition, action: Action, params: JsonObject): Truth {
  const truths = leavesAt(action, params, path).map((leaf) => judge(operators, leaf));
  if (truths.includes("yes")) return "yes";
  return truths.length === 0 || truths.includes("unclear") ? "unclear" : "no";
}

// One undecidable operator makes the whole condition undecidable, even beside one that says no.
function judge(operators: readonly Operator[], leaf: Leaf): Truth {
  const truths = operators.map((operator) => judgeOne(operator, leaf));
  if (truths.includes("unclear")) return "unclear";
  return truths.includes("no") ? "no" : "yes";
}

function judgeOne(operator: Operator, leaf: Leaf): Truth {
  if (leaf.kind === "unclear") return "unclear";
  if (operator.kind === "present" || operator.kind === "absent") return occurs(operator.kind, leaf);
  if (leaf.kind === "value") return compare(operator, leaf.value);
  return leaf.means === undefined ? "unclear" : compare(operator, leaf.means);
}

// The key itself is asked for, not what its absence means. Services differ in whether null and empty text
// count as given, so that neither an allow nor a deny relies on them.
function occurs(kind: "present" | "absent", leaf: Leaf): Truth {
  if (leaf.kind === "value" && (leaf.value === null || leaf.value === "")) return "unclear";
  return (leaf.kind === "value") === (kind === "present") ? "yes" : "no";
}

function compare(operator: Exclude<Operator, { kind: "present" | "absent" }>, value: Json): Truth {
  if (typeof value === "string" && (!comparable(value) || hidesText(value))) return "unclear";
  switch (operator.kind) {
    case "in":
      if (!operator.values.some((expected) => typeof expected === typeof value)) return "unclear";
      if (operator.values.some((expected) => expected === value)) return "yes";
      return typeof value === "string" ? nearly(operator.values.some((one) => isLike(one, value))) : "no";
    case "like":
      if (typeof value !== "string") return "unclear";
      if (glob(operator.pattern, value)) return "yes";
      return nearly(glob(folded(operator.pattern), folded(value)));
    case "min":
      return typeof value === "number" && Number.isFinite(value) ? truth(value >= operator.bound) : "unclear";
    case "max":
      return typeof value === "number" && Number.isFinite(value) ? truth(value <= operator.bound) : "unclear";
  }
}

/** JSON whose text says other characters than those that stand there: `\\u0069am:*` is `iam:*` to whoever reads it. */
function hidesText(value: string): boolean {
  return /^\s*[[{]/.test(value) && value.includes("\\u");
}

function isLike(expected: Json, value: string): boolean {
  return typeof expected === "string" && folded(expected) === folded(value);
}

// Whether the service tells `prod` from `PROD` or `prod ` is not known of every parameter: a deny counts the
// likeness, an allow does not.
function nearly(alike: boolean): Truth {
  return alike ? "unclear" : "no";
}

function truth(value: boolean): Truth {
  return value ? "yes" : "no";
}
