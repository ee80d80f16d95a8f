/** Rules that other rules make pointless, or that quietly change what other rules say. */
import type { Action } from "../../../action/action.ts";
import { vouchedBy } from "../../engine/egress.ts";
import { isPlainRead } from "../../engine/judge.ts";
import type { AllowRule, Condition, DenyRule } from "../../engine/model.ts";
import { APPROVAL_MODES } from "../../types.ts";
import { allowedWithin, deniedWithin, onlyWithin, samePath, typesWithin, whoWithin } from "./inclusion.ts";
import { type Check, type Finding, named, type Subject } from "./types.ts";

export const shadowed: Check = (subject) => {
  const { allow } = subject.policy.rules;
  return [...allow.flatMap((rule) => ofAllow(rule, subject)), ...deniesTwice(subject)];
};

function ofAllow(rule: AllowRule, subject: Subject): readonly Finding[] {
  const about = { line: rule.line, rule: rule.id };
  const names = [...rule.actions.keys()];
  const denied = names.filter((name) => denierOf(rule, name, subject) !== undefined);
  if (denied.length === names.length) {
    const by = distinct(names.flatMap((name) => denierOf(rule, name, subject) ?? []));
    const what = `it never allows anything, ${by.map(shownDeny).join(" and ")} denies all of it: remove it, or narrow the deny`;
    return [{ ...about, code: "never-allows", level: "warning", what: what + asideOf(rule, subject) }];
  }
  const written = denied.filter((name) => rule.actions.get(name) === "named");
  const findings: Finding[] = written.map((name) => {
    const deny = denierOf(rule, name, subject);
    const by = deny === undefined ? "a deny" : shownDeny(deny);
    const what = `${name} is never allowed by it, ${by} denies all of that: take it out of the rule, or narrow the deny`;
    return { ...about, code: "denied-anyway", level: "warning", what };
  });
  return [...findings, ...covered(rule, subject)];
}

/** The deny rule that matches each call of the action that the allow rule matches. */
function denierOf(rule: AllowRule, name: string, { denying, actions }: Subject): DenyRule | undefined {
  const action = actions.get(name);
  if (action === undefined) return undefined;
  return denying
    .get(name)
    ?.find(
      (deny) =>
        whoWithin(rule.who, deny.who) &&
        typesWithin(rule.types, deny.types) &&
        deny.when.every((condition) => isMet(condition, rule.when, action)),
    );
}

/** Whether what an allow demands is enough for a deny's condition. */
function isMet(deny: Condition, when: readonly Condition[], action: Action): boolean {
  if (allowedWithin(when, [deny])) return true;
  const [first = ""] = deny.path;
  // What is compared is there, unless its absence means something; a rename's new name is compared beside it.
  const present = deny.operators.every(({ kind }) => kind === "present");
  const meant = action.absentMeans?.[first] !== undefined || action.renames?.[first] !== undefined;
  return (
    present &&
    !meant &&
    when.some(
      (one) => samePath(one, deny) && one.operators.some(({ kind }) => kind === "in" || kind === "like"),
    )
  );
}

function covered(rule: AllowRule, subject: Subject): readonly Finding[] {
  const about = { line: rule.line, rule: rule.id };
  const wide = subject.policy.rules.allow.find(
    (other) => other !== rule && covers(other, rule, subject) && !isLaterTwin(other, rule, subject),
  );
  const reads = wide === undefined && readsCover(rule, subject);
  if (wide === undefined && !reads) return [];
  const by = wide === undefined ? `reads: allow` : named(wide);
  const more = demandsBeyond(rule, wide, subject);
  if (more.length > 0) {
    const what = `${by} allows all of it already, so that it only tightens: ${more.join(" and ")} for these calls. If that is meant, leave it; if it was to allow them more freely, narrow the other rule`;
    return [{ ...about, code: "tightens", level: "note", what }];
  }
  const aside = asideOf(rule, subject);
  const what = `${by} allows all of it already and asks no less: ${aside === "" ? "it has no effect, remove it" : `it allows nothing more${aside}`}`;
  return [{ ...about, code: "redundant", level: "warning", what }];
}

/** Of two rules that cover each other, the later one is the pointless one. */
function isLaterTwin(other: AllowRule, rule: AllowRule, subject: Subject): boolean {
  const { allow } = subject.policy.rules;
  return (
    allow.indexOf(other) > allow.indexOf(rule) &&
    covers(rule, other, subject) &&
    demandsBeyond(other, rule, subject).length === 0 &&
    demandsBeyond(rule, other, subject).length === 0
  );
}

/** Whether every call that `narrow` allows is allowed by `wide` too, on whatever terms. */
function covers(wide: AllowRule, narrow: AllowRule, { actions }: Subject): boolean {
  return (
    whoWithin(narrow.who, wide.who) &&
    allowedWithin(narrow.when, wide.when) &&
    onlyWithin(narrow.only, wide.only) &&
    [...vouchedBy(narrow.when)].every((field) => vouchedBy(wide.when).has(field)) &&
    [...narrow.actions].every(([name, how]) => {
      const action = actions.get(name);
      const reach = wide.actions.get(name);
      if (action === undefined || reach === undefined) return false;
      const raises = mayRaise(action);
      // A rule about reading reveals only what it lists by type.
      const types = wide.types === undefined && narrow.types !== undefined && action.natureOf !== undefined;
      return (
        typesWithin(narrow.types, wide.types) &&
        !types &&
        (reach === "named" || how === "pattern" || !raises) &&
        (wide.approval !== undefined || wide.approvers.length > 0 || !raises)
      );
    })
  );
}

function mayRaise({ effect, escalates, natureOf }: Action): boolean {
  return escalates || effect === "issue" || natureOf !== undefined;
}

function readsCover(rule: AllowRule, { policy, actions }: Subject): boolean {
  return (
    policy.rules.reads === "allow" &&
    [...rule.actions.keys()].every((name) => {
      const action = actions.get(name);
      return action !== undefined && action.natureOf === undefined && isPlainRead({ action, ...action });
    })
  );
}

/** What the rule asks beyond the other one (undefined: reads that need no rule), which counts beside it. */
function demandsBeyond(
  rule: AllowRule,
  wide: AllowRule | undefined,
  { actions }: Subject,
): readonly string[] {
  const names = [...rule.actions.keys()];
  const raising = names.some((name) => {
    const action = actions.get(name);
    return action === undefined || mayRaise(action);
  });
  const more: string[] = [];
  const mine = rule.approval ?? (raising ? "second-person" : "none");
  const theirs = wide === undefined ? "none" : wide.approval;
  const weaker =
    theirs === undefined
      ? rule.approval !== undefined && rule.approval !== "none"
      : APPROVAL_MODES.indexOf(mine) > APPROVAL_MODES.indexOf(theirs);
  if (weaker) more.push(`approval ${mine}`);
  else if (mine === "second-person") {
    const signers = new Set(rule.approvers.map(({ name }) => name));
    if (!(wide?.approvers ?? []).every(({ name }) => signers.has(name))) more.push("fewer approvers");
  }
  if (rule.budget !== undefined) more.push("its budget");
  return more;
}

/** What a rule that allows nothing still does: a name that it trusts is kept from renames. */
function asideOf(rule: AllowRule, { actions }: Subject): string {
  const services = new Set([...rule.actions.keys()].map((name) => name.split(":", 1)[0]));
  const kept = rule.when.flatMap(({ path }) => (path.length === 1 ? path : []));
  const keeps = [...actions.values()].some(
    ({ service, renames }) =>
      services.has(service) && renames !== undefined && kept.some((name) => Object.hasOwn(renames, name)),
  );
  return keeps ? " (but nothing may be renamed to a name that only it trusts)" : "";
}

function deniesTwice({ policy, denials }: Subject): readonly Finding[] {
  const written = policy.rules.deny.filter(({ implied }) => !implied);
  const within = (inner: DenyRule, outer: DenyRule) =>
    [...inner.actions].every((name) => outer.actions.has(name)) &&
    (denials.get(inner.id) ?? []).every((rule) => deniedBy(rule, denials.get(outer.id) ?? []));
  return written.flatMap((rule, at): readonly Finding[] => {
    const wide = written.find(
      (other, place) => place !== at && within(rule, other) && !(place > at && within(other, rule)),
    );
    if (wide === undefined) return [];
    const what = `${named(wide)} denies all of it already: it has no effect, remove it`;
    return [{ code: "redundant", level: "warning", line: rule.line, rule: rule.id, what }];
  });
}

function deniedBy(rule: DenyRule, others: readonly DenyRule[]): boolean {
  return [...rule.actions].every((name) => {
    const covering = others.filter(
      (other) =>
        other.actions.has(name) &&
        whoWithin(rule.who, other.who) &&
        typesWithin(rule.types, other.types) &&
        deniedWithin(rule.when, other.when),
    );
    // What a written rule names is also kept out of policy documents, whatever else it says.
    const documents =
      rule.implied ||
      others.some((other) => !other.implied && other.actions.has(name) && whoWithin(rule.who, other.who));
    return covering.length > 0 && documents;
  });
}

function distinct(rules: readonly DenyRule[]): readonly DenyRule[] {
  return rules.filter(({ id }, at) => rules.findIndex((other) => other.id === id) === at);
}

/** An implied rule stands under the id of the one that is written, which does not name the action. */
function shownDeny(rule: DenyRule): string {
  return rule.standsFor === undefined ? named(rule) : `${named(rule)}, by denying ${rule.standsFor},`;
}
