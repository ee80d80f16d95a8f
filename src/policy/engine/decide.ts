import { type Action, qualifiedName } from "../../action/action.ts";
import {
  APPROVAL_MODES,
  type ApprovalMode,
  type Approver,
  type Call,
  type Decision,
  type Near,
} from "../types.ts";
import type { PolicyWords } from "../words/words.ts";
import { budgetUse } from "./budgets.ts";
import { goesByValue, unlistedEgress, vouchedBy } from "./egress.ts";
import { approvalOf, type Considered, considered, denials as denialsOf, isPlainRead } from "./judge.ts";
import type { AllowRule, Rules } from "./model.ts";
import { renamedIntoReach, renamedOutOfDeny } from "./renames.ts";
import { holdsMetadata } from "./saml-metadata.ts";

/** The id under which `reads: allow` appears among the rules of a decision; no rule may take it. */
export const READS = "reads";

/** Most that is told of what a rule lacks: a caller who chose several values is not to find out one refusal at a time. */
const MOST_UNMET = 3;
/** Most actions that are told of a document. */
const MOST_GRANTED = 3;

/** Judges one call. Pure and total. */
export function decide(rules: Rules, known: (name: string) => boolean, call: Call): Decision {
  const { action, params } = call;
  const { words } = rules;
  const name = qualifiedName(action);
  // INVARIANT: patterns of deny rules were expanded over the known actions, so that nothing else may pass.
  if (!known(name)) return refuse([], words.unknown(name), undefined);

  const denials = denialsOf(rules, name, call);
  if (denials.length > 0) {
    const denied = [...new Set(denials.map(({ rule }) => rule.id))];
    const grants = [...new Set(denials.flatMap((one) => one.grants ?? []))];
    const because =
      grants.length === 0
        ? ""
        : words.documentGives(grants.slice(0, MOST_GRANTED), grants.length - MOST_GRANTED);
    return refuse(denied, `${words.denied(name, denied)}${because}`, undefined);
  }
  const holding = renamedOutOfDeny(rules, call);
  if (holding !== undefined) {
    return refuse([holding], words.newName(name, words.outOfRule(holding)), undefined);
  }

  const candidates = considered(rules, name, call);
  const allowing = candidates.filter(({ unmet }) => unmet.length === 0).map(({ rule }) => rule);
  const ids = allowing.map((rule) => rule.id);
  if (rules.reads === "allow" && isPlainRead(call)) ids.push(READS);
  const [first] = ids;
  if (first === undefined) {
    const closest = nearestOf(candidates, words);
    const reason = closest === undefined ? words.noRule(name) : words.noRuleWith(name);
    return refuse([], reason, closest);
  }

  const vouched = vouchedBy(allowing.flatMap(({ when }) => when));
  const field = unlistedEgress(action, params, rules.hosts, vouched);
  if (field !== undefined) {
    const because = words[whyUnlisted(field)](field);
    return refuse([], words.address(name, because), { rule: first, because });
  }
  const trusting = renamedIntoReach(rules, call);
  if (trusting !== undefined) {
    const because = words.underRule(trusting);
    return refuse([], words.newName(name, because), { rule: first, because });
  }

  const signed = (rule: AllowRule) => approvalOf(rule, call) === "second-person";
  const approval = strictest(allowing.map((rule) => approvalOf(rule, call)));
  const approvers = approval === "second-person" ? inCommon(allowing.filter(signed)) : [];
  if (approval === "second-person" && approvers.length === 0) {
    const because = words.noCommonApprover;
    return refuse([], words.signature(name, because), { rule: first, because });
  }
  return {
    verdict: "allow",
    rules: ids,
    approval,
    approvers,
    budgets: allowing.flatMap((rule) => budgetUse(rule, action, params) ?? []),
    ...(rules.reveal.has(name) && { secrets: "shown" as const }),
  };
}

function whyUnlisted(field: string): "unlistedInMetadata" | "unlistedValue" | "unlistedHost" {
  if (holdsMetadata(field)) return "unlistedInMetadata";
  return goesByValue(field) ? "unlistedValue" : "unlistedHost";
}

export function strictest(modes: readonly ApprovalMode[]): ApprovalMode {
  return APPROVAL_MODES.findLast((mode) => modes.includes(mode)) ?? "none";
}

/** Who may sign by every one of the rules. */
export function inCommon(rules: readonly AllowRule[]): readonly Approver[] {
  const [first, ...others] = rules;
  return (first?.approvers ?? []).filter(({ name }) =>
    others.every(({ approvers }) => approvers.some((one) => one.name === name)),
  );
}

/** Whether some call of the action may be a plain read: arguments may make one of what hands secrets back. */
export function mayReadPlainly(action: Action): boolean {
  const { effect, escalates, natureOf } = action;
  return isPlainRead({
    action,
    effect: natureOf !== undefined && effect === "reveal" ? "read" : effect,
    escalates,
  });
}

function nearestOf(candidates: readonly Considered[], words: PolicyWords): Near | undefined {
  let nearest: Near | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { rule, unmet } of candidates) {
    if (unmet.length === 0 || unmet.length >= fewest) continue;
    fewest = unmet.length;
    nearest = { rule: rule.id, because: unmet.slice(0, MOST_UNMET).join(words.also) };
  }
  return nearest;
}

export function refuse(rules: readonly string[], reason: string, closest: Near | undefined): Decision {
  return { verdict: "refuse", rules, reason, closest };
}
