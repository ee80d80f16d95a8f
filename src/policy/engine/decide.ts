import { type Action, qualifiedName } from "../../action/action.ts";
import {
  APPROVAL_MODES,
  type ApprovalMode,
  type Approver,
  type Call,
  type Decision,
  type Near,
} from "../types.ts";
import { budgetUse } from "./budgets.ts";
import { goesByValue, unlistedEgress, vouchedBy } from "./egress.ts";
import { approvalOf, type Considered, considered, denying, isPlainRead } from "./judge.ts";
import type { AllowRule, Rules } from "./model.ts";
import { renamedIntoReach, renamedOutOfDeny } from "./renames.ts";
import { holdsMetadata } from "./saml-metadata.ts";

/** The id under which `reads: allow` appears among the rules of a decision; no rule may take it. */
export const READS = "reads";

/** Judges one call. Pure and total. */
export function decide(rules: Rules, known: (name: string) => boolean, call: Call): Decision {
  const { action, params } = call;
  const { words } = rules;
  const name = qualifiedName(action);
  // INVARIANT: patterns of deny rules were expanded over the known actions, so that nothing else may pass.
  if (!known(name)) return refuse([], words.unknown(name), undefined);

  const denied = denying(rules, name, call).map((rule) => rule.id);
  if (denied.length > 0) return refuse(denied, words.denied(name, denied), undefined);
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
    const closest = nearestOf(candidates);
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

function nearestOf(candidates: readonly Considered[]): Near | undefined {
  let nearest: Near | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { rule, unmet } of candidates) {
    const [because] = unmet;
    if (because === undefined || unmet.length >= fewest) continue;
    fewest = unmet.length;
    nearest = { rule: rule.id, because };
  }
  return nearest;
}

export function refuse(rules: readonly string[], reason: string, closest: Near | undefined): Decision {
  return { verdict: "refuse", rules, reason, closest };
}
