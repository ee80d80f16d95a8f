import { type Action, qualifiedName } from "../../action/action.ts";
import type { ApprovalMode, Outlook } from "../types.ts";
import type { PolicyWords } from "../words/words.ts";
import { inCommon, mayReadPlainly, strictest } from "./decide.ts";
import { takesDocument } from "./grants.ts";
import { accepted, raisesRights, shownPath } from "./judge.ts";
import { type AllowRule, type DenyRule, type Rules, TYPE_NAME } from "./model.ts";

/** Most conditions that an outlook tells. */
const MOST_TOLD = 6;

/**
 * What becomes of an action before its arguments are known. Pure. It promises less than `decide` and never more:
 * "allowed" holds for every argument, "refused" for every argument, and all else depends.
 */
export function outlook(rules: Rules, known: (name: string) => boolean, action: Action): Outlook {
  const { words } = rules;
  const name = qualifiedName(action);
  if (!known(name)) return refused(words.unknown(name));
  const denying = rules.deny.filter((rule) => rule.actions.has(name));
  const always = denying.filter(isUnconditional);
  if (always.length > 0) {
    return refused(words.deniedAlways(name, [...new Set(always.map(({ id }) => id))]));
  }
  const allowing = rules.allow.filter((rule) => rule.actions.has(name));
  const reads = rules.reads === "allow" && mayReadPlainly(action);
  if (allowing.length === 0 && !reads) return refused(words.noRule(name));
  const on = conditionsOf(rules, action, { denying, allowing, reads });
  const approval = strictest(allowing.map((rule) => mayAsk(rule, action)));
  const budgets = allowing.flatMap(({ id, budget }) =>
    budget === undefined ? [] : [{ rule: id, ...budget }],
  );
  const spending = budgets.length === 0 ? {} : { budgets };
  return on.length === 0
    ? { verdict: "allowed", approval, ...spending }
    : { verdict: "depends", approval, on, ...spending };
}

/** The strictest approval that a rule may ask for a call of the action. */
function mayAsk(rule: AllowRule, action: Action): ApprovalMode {
  const mayRaise = raisesRights({ action, effect: action.effect, escalates: action.natureOf !== undefined });
  return rule.approval ?? (mayRaise && rule.approvers.length > 0 ? "second-person" : "none");
}

interface Considered {
  readonly denying: readonly DenyRule[];
  readonly allowing: readonly AllowRule[];
  readonly reads: boolean;
}

function conditionsOf(
  rules: Rules,
  action: Action,
  { denying, allowing, reads }: Considered,
): readonly string[] {
  const { words } = rules;
  const on: string[] = [];
  const open = reads || allowing.some((rule) => isOpen(rule, action));
  if (!open) for (const rule of allowing) on.push(...told(rule, action, words));
  for (const rule of denying) {
    on.push(words[isWide(rule) ? "deniesSomeCallers" : "deniesSomeArguments"](rule.id));
  }
  on.push(...toldOfNature(action, allowing, words));
  if (takesDocument(action) && rules.deny.length > 0) on.push(words.documentGrants);
  if (action.renames !== undefined && rules.allow.some(({ when }) => when.length > 0)) {
    on.push(words.newNameStays);
  }
  const signing = allowing.filter((rule) => mayAsk(rule, action) === "second-person");
  if (signing.length > 0 && inCommon(signing).length === 0) {
    on.push(words.signersDiffer);
  }
  if (action.egress.length > 0) on.push(words.addressesListed);
  return [...new Set(on)].slice(0, MOST_TOLD);
}

/** What depends on what a call really does. A rule that allows it with its rights raised allows it without. */
function toldOfNature(action: Action, allowing: readonly AllowRule[], words: PolicyWords): readonly string[] {
  const { natureOf, natureBy } = action;
  if (natureOf === undefined) return [];
  const parameters = natureBy?.parameters ?? [];
  if (natureBy?.changes !== "rights") return [words.natureBy(parameters)];
  if (!allowing.some((rule) => isOpen(rule, { ...action, escalates: true })))
    return [words.raisesBy(parameters)];
  // A rule that leaves it open asks for a signature where rights are raised, and for nothing where they are not.
  return allowing.some(({ approval }) => approval === undefined) ? [words.raisesSigned(parameters)] : [];
}

/** What one rule asks of the arguments, in the words of a refusal. */
function told(rule: AllowRule, action: Action, words: PolicyWords): readonly string[] {
  const on: string[] = [];
  if (rule.who !== undefined) on.push(words.forSomeCallers(rule.id));
  if (rule.types !== undefined) {
    on.push(words.mustBe(TYPE_NAME, accepted([{ kind: "in", values: [...rule.types] }], words)));
  }
  for (const { path, operators } of rule.when) {
    const absent = operators.some(({ kind }) => kind === "absent");
    const shown = shownPath(path, words);
    on.push(absent ? words.mustBeLeftOut(shown) : words.mustBe(shown, accepted(operators, words)));
  }
  if (rule.only !== undefined) on.push(words.someParameters(rule.id));
  if (on.length === 0 && action.escalates) on.push(words.mustNameIt(rule.id));
  return on;
}

function isUnconditional(rule: DenyRule): boolean {
  return rule.who === undefined && isWide(rule);
}

/** Whether it denies every argument. */
function isWide(rule: DenyRule): boolean {
  return rule.types === undefined && rule.when.length === 0;
}

/** Whether a rule allows the action whatever its arguments are. */
function isOpen(rule: AllowRule, action: Action): boolean {
  const { who, types, when, only } = rule;
  const free = who === undefined && types === undefined && when.length === 0 && only === undefined;
  if (!free) return false;
  const approvable = rule.approval !== undefined || rule.approvers.length > 0;
  return (
    !raisesRights({ action, ...action }) ||
    (rule.actions.get(qualifiedName(action)) === "named" && approvable)
  );
}

function refused(reason: string): Outlook {
  return { verdict: "refused", reason };
}
