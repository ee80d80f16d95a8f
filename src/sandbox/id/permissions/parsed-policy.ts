/** A stored policy, taken apart by the Cedar engine. */
import type {
  ActionConstraint,
  PrincipalConstraint,
  ResourceConstraint,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { cedar } from "./cedar.ts";

export interface ParsedPolicy {
  readonly id: string;
  readonly name: string;
  readonly effect: "permit" | "forbid";
  readonly principal: PrincipalConstraint;
  readonly action: ActionConstraint;
  readonly resource: ResourceConstraint;
  readonly conditional: boolean;
  /** The conditions as they were written; empty where there are none. */
  readonly condition: string;
}

/** @throws Error for a text that is no policy: what is stored was parsed before */
export function parsedPolicy({ doc }: StoredRecord): ParsedPolicy {
  const text = textOf(doc, "Policy") ?? "";
  const answer = cedar("Policy", (engine) => engine.policyToJson(text));
  if (answer.type === "failure") throw new Error("A stored policy does not parse.");
  const { effect, principal, action, resource, conditions } = answer.json;
  const conditional = conditions.length > 0;
  return {
    id: textOf(doc, "PolicyId") ?? "",
    name: textOf(doc, "PolicyName") ?? "",
    effect,
    principal,
    action,
    resource,
    conditional,
    condition: conditional ? conditionIn(text) : "",
  };
}

/** What follows the scope. Texts and comments are stepped over: they may hold anything. */
function conditionIn(policy: string): string {
  const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\b(?:permit|forbid)\s*\(|[()]/g;
  let depth = 0;
  let inScope = false;
  for (const match of policy.matchAll(token)) {
    const [found] = match;
    if (found.startsWith("permit") || found.startsWith("forbid")) inScope = true;
    if (!inScope) continue;
    if (found.endsWith("(") && !found.startsWith('"')) depth += 1;
    else if (found === ")") depth -= 1;
    if (depth === 0)
      return policy
        .slice(match.index + found.length)
        .trim()
        .replace(/;$/, "")
        .trim();
  }
  return "";
}
