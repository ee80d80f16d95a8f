/** Why a call is decided as it is, rule by rule: for the operator's eyes, who has the file. */
import { qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { truthForDeny } from "../engine/conditions.ts";
import { unlistedEgress } from "../engine/egress.ts";
import { approvalOf, considered, type Denial, denials, shownPath } from "../engine/judge.ts";
import type { AllowRule, DenyRule } from "../engine/model.ts";
import { allOutside } from "../engine/only.ts";
import type { LoadedPolicy } from "../load.ts";
import type { ApprovalMode, BudgetUse, Call, Decision } from "../types.ts";
import type { PolicyWords } from "../words/words.ts";

/** An allow rule that covers the action. */
export interface AllowExplained {
  readonly rule: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** What it asks for a call like this one. */
  readonly approval: ApprovalMode;
  /** Everything that keeps it from allowing the call; empty where it allows it. */
  readonly unmet: readonly string[];
}

/** A deny rule that the call meets, or one of the ways in which it does. */
export interface DenyExplained {
  readonly rule: string;
  readonly line: number;
  /**
   * `itself`: the rule lists the action. `equivalent`: the action can do what `of` does, which it lists. `document`: a policy
   * document of the call grants `of`, which it lists, or which can do what `standsFor` does, which it lists.
   */
  readonly how: "itself" | "equivalent" | "document";
  readonly of: string | undefined;
  readonly standsFor: string | undefined;
  /** Parameters of its conditions that cannot be decided, and so deny. */
  readonly undecided: readonly string[];
  /** Whether the rule is for some callers, and it is not known whether this is one. */
  readonly callerUnknown: boolean;
}

export interface Explanation {
  readonly decision: Decision;
  /** The closest first: those that allow it, then those of which the least is unmet. */
  readonly allows: readonly AllowExplained[];
  readonly denies: readonly DenyExplained[];
  /** The field whose address is on no listed host; undefined where there is none. Told also where no rule allows the call. */
  readonly unlistedField: string | undefined;
  readonly budgets: readonly BudgetUse[];
}

/** Explains what `decide` says of a call. Pure and total; the decision is `decide`'s own. */
export function explain(policy: Pick<LoadedPolicy, "decide" | "rules">, call: Call): Explanation {
  const { rules } = policy;
  const { action, params } = call;
  const name = qualifiedName(action);
  const decision = policy.decide(call);
  const allows = considered(rules, name, call).map(({ rule, unmet }) => ({
    rule: rule.id,
    line: rule.line,
    approval: approvalOf(rule, call),
    unmet: unmet.length === 0 ? [] : [...new Set([...unmet, ...notLetThrough(rule, call, rules.words)])],
  }));
  return {
    decision,
    allows: allows.toSorted((a, b) => a.unmet.length - b.unmet.length),
    denies: strongest(denials(rules, name, call)).map((denial) => denyExplained(denial, call)),
    unlistedField: unlistedEgress(action, params, rules.hosts),
    budgets: decision.verdict === "allow" ? decision.budgets : [],
  };
}

/** The engine names the first parameter that `only` does not let through; an author wants all of them. */
function notLetThrough({ only }: AllowRule, { action, params }: Call, words: PolicyWords): readonly string[] {
  if (only === undefined) return [];
  const paths = [...allOutside(only, params, action.idempotencyToken)];
  return paths.map((path) => words.notLetThrough(shownPath(path, words)));
}

/** What a rule lists itself says it all: other ways of the same kind need not be told beside it. */
function strongest(found: readonly Denial[]): readonly Denial[] {
  const kindOf = ({ grants }: Denial) => (grants === undefined ? "call" : "document");
  const told = new Set<string>();
  return found.filter((denial) => {
    const { rule, grants } = denial;
    const others = found.filter((other) => other.rule.id === rule.id && !other.rule.implied);
    const listed = others.some((other) => kindOf(other) === "call" || kindOf(other) === kindOf(denial));
    if (listed && !others.includes(denial)) return false;
    const key = [rule.id, rule.standsFor, grants].join(" ");
    const first = !told.has(key);
    told.add(key);
    return first;
  });
}

function denyExplained({ rule, grants }: Denial, call: Call): DenyExplained {
  const { id, line, standsFor } = rule;
  const callerUnknown = rule.who !== undefined && call.principal === undefined;
  const base = { rule: id, line, callerUnknown };
  if (grants !== undefined) return { ...base, how: "document", of: grants, standsFor, undecided: [] };
  const undecided = undecidedIn(rule, call.action, call.params);
  if (rule.implied) return { ...base, how: "equivalent", of: standsFor, standsFor, undecided };
  return { ...base, how: "itself", of: undefined, standsFor: undefined, undecided };
}

function undecidedIn(rule: DenyRule, action: Call["action"], params: JsonObject): readonly string[] {
  return rule.when
    .filter((condition) => truthForDeny(condition, action, params) === "unclear")
    .map(({ path }) => path.join("."));
}
