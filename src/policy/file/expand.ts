/** Holds what a policy file says against what exists, and expands patterns. */

import type { Action, Effect } from "../../action/action.ts";
import { withEquivalents } from "../engine/equivalents.ts";
import {
  type AllowRule,
  type DenyRule,
  IDENTIFIER,
  type Path,
  type Rules,
  TYPE_NAME,
} from "../engine/model.ts";
import { carriedPaths } from "../engine/only.ts";
import { RESOURCE_TYPES } from "../engine/resource-types.ts";
import { glob } from "../engine/text.ts";
import type { Approver, HandleFlow } from "../types.ts";
import type { PolicyWords } from "../words/words.ts";
import {
  checkAccounts,
  checkApproval,
  checkFreeForm,
  checkNames,
  checkTypesNeeded,
  listsAccounts,
  shortList,
} from "./check-rule.ts";
import { type Problems, quoted } from "./problems.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Written, WrittenFlow, WrittenPolicy, WrittenRule } from "./written.ts";

export function expand(
  written: WrittenPolicy,
  vocabulary: Vocabulary,
  words: PolicyWords,
  problems: Problems,
): Rules {
  const { approvers } = written;
  return {
    words,
    account: written.account,
    hosts: written.hosts.map(({ value }) => value),
    reads: written.reads,
    approvers,
    flows: written.flows.flatMap((flow) => expandFlow(flow, vocabulary, problems) ?? []),
    reveal: new Set(written.reveal.flatMap((one) => expandReveal(one, vocabulary, problems))),
    allow: written.allow.map((rule) => expandAllow(rule, vocabulary, approvers, problems)),
    deny: written.deny.flatMap((rule) => expandDeny(rule, vocabulary, problems)),
  };
}

function expandDeny(rule: WrittenRule, vocabulary: Vocabulary, problems: Problems): readonly DenyRule[] {
  const actions = expandActions(rule, vocabulary, problems);
  checkNames(rule, [...actions.keys()], vocabulary, problems);
  const deny: DenyRule = {
    id: rule.id,
    line: rule.at.line,
    actions: new Set(actions.keys()),
    who: rule.who,
    types: expandTypes(rule, problems),
    when: rule.when.map(({ path, operators }) => ({ path: path.value, operators })),
    implied: false,
  };
  const all = withEquivalents(deny, (name, parameter) => vocabulary.takes(name, parameter));
  // A way that there is not is none.
  return all.filter(({ actions: ways }) => [...ways].every((way) => vocabulary.action(way) !== undefined));
}

function expandAllow(
  rule: WrittenRule,
  vocabulary: Vocabulary,
  approvers: readonly Approver[],
  problems: Problems,
): AllowRule {
  const reached = expandActions(rule, vocabulary, problems);
  const actions = new Map(
    [...reached].filter(
      ([name, how]) =>
        how === "named" || (vocabulary.action(name)?.escalates === false && listsAccounts(rule, name)),
    ),
  );
  if (reached.size > 0 && actions.size === 0) {
    const names = shortList([...reached.keys()]);
    problems.add(
      rule.at,
      `patterns do not reach actions that raise rights or go to other accounts: name them exactly (${names})`,
    );
  }
  const names = [...actions.keys()];
  checkNames(rule, names, vocabulary, problems);
  checkApproval(rule, names, vocabulary, approvers, problems);
  checkFreeForm(rule, names, vocabulary, problems);
  checkTypesNeeded(rule, names, vocabulary, problems);
  checkAccounts(rule, names, problems);
  const signers = rule.approvers?.map(({ value }) => value);
  return {
    id: rule.id,
    line: rule.at.line,
    actions,
    who: rule.who,
    types: expandTypes(rule, problems),
    when: rule.when.map(({ path, operators }) => ({ path: path.value, operators })),
    only: rule.only && carriedPaths([...rule.only.map(({ value }) => value), ...impliedPaths(rule)]),
    approval: rule.approval?.value,
    approvers: approvers.filter(({ name }) => signers?.includes(name) ?? true),
    budget: rule.budget,
  };
}

/** INVARIANT: no pattern shows a secret: what is shown is named, one by one. */
function expandReveal({ value, at }: Written<string>, vocabulary: Vocabulary, problems: Problems): string[] {
  const action = vocabulary.action(value);
  if (action === undefined) {
    const what = /[*?]/.test(value)
      ? "reveal takes no pattern: name each action"
      : `${quoted(value)} is not an action`;
    problems.addNearest(at, what, value, vocabulary.names);
    return [];
  }
  if (!answersSecrets(action)) {
    problems.add(at, `${value} answers no secret that could be shown`);
    return [];
  }
  return [value];
}

/** Whether it reveals or issues, always or with some arguments, and by which fields. What is a plain read leaves no row. */
function answersSecrets({ effect, natureBy, secrets }: Action): boolean {
  const hands = (what: Effect | "rights" | undefined) => what === "reveal" || what === "issue";
  return secrets.output.length > 0 && (hands(effect) || hands(natureBy?.changes));
}

const FLOW_TARGET = /^([a-z]+:[A-Za-z0-9]+)\.(.+)$/;

function expandFlow(
  { from, to }: WrittenFlow,
  vocabulary: Vocabulary,
  problems: Problems,
): HandleFlow | undefined {
  const kinds = vocabulary.kindsOfSecrets();
  if (!kinds.has(from.value)) {
    problems.addNearest(from.at, `${quoted(from.value)} is no kind of secret`, from.value, kinds);
  }
  const [, name = "", field = ""] = FLOW_TARGET.exec(to.value) ?? [];
  const action = vocabulary.action(name);
  if (action === undefined) {
    problems.addNearest(
      to.at,
      `${quoted(to.value)} is not service:Action.Field`,
      name || to.value,
      vocabulary.names,
    );
    return undefined;
  }
  const fields = action.secrets.input.map((path) => path.replaceAll("[]", "").split("**.").at(-1) ?? path);
  if (!fields.includes(field)) {
    const known = fields.length === 0 ? "it takes none" : `it takes them at ${shortList(fields)}`;
    problems.add(to.at, `${name} takes no secret at ${quoted(field)}: ${known}`);
    return undefined;
  }
  return { from: from.value, action: name, field };
}

/**
 * What a rule judges by other means may be carried without standing in `only`. INVARIANT: only a condition on the
 * value itself judges it; `present` says nothing about what is there, which would let all of it through.
 */
function impliedPaths(rule: WrittenRule): readonly Path[] {
  const judged = rule.when
    .filter(({ operators }) => operators.some(({ kind }) => kind !== "present" && kind !== "absent"))
    .map(({ path }) => path.value);
  return rule.types === undefined ? judged : [...judged, [TYPE_NAME], [IDENTIFIER]];
}

const NAME = /^[a-z]+:[A-Za-z0-9]+$/;
const PATTERN = /^[A-Za-z0-9:*]+$/;

function expandActions(
  rule: WrittenRule,
  vocabulary: Vocabulary,
  problems: Problems,
): ReadonlyMap<string, "named" | "pattern"> {
  const actions = new Map<string, "named" | "pattern">();
  for (const { value, at } of rule.actions) {
    if (!value.includes("*")) {
      if (vocabulary.action(value) !== undefined) actions.set(value, "named");
      else {
        const what = NAME.test(value) ? "is not an action" : "is not an action: write service:ActionName";
        problems.addNearest(at, `${quoted(value)} ${what}`, value, vocabulary.names);
      }
      continue;
    }
    if (!PATTERN.test(value) || value.includes("**")) {
      problems.add(
        at,
        `${quoted(value)} is not a pattern: letters, digits, : and single * (e.g. id:Create*)`,
      );
      continue;
    }
    const matched = vocabulary.names.filter((name) => glob(value, name));
    if (matched.length === 0) {
      problems.addNearest(at, `the pattern ${quoted(value)} matches no action`, value, vocabulary.names);
    }
    for (const name of matched) if (!actions.has(name)) actions.set(name, "pattern");
  }
  return actions;
}

function expandTypes(rule: WrittenRule, problems: Problems): ReadonlySet<string> | undefined {
  if (rule.types === undefined) return undefined;
  for (const { value, at } of rule.types) {
    if (RESOURCE_TYPES.includes(value)) continue;
    const what = /^Volcengine::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(value)
      ? "is not a known resource type"
      : "is not a resource type: write Volcengine::Service::Resource, without patterns";
    problems.addNearest(at, `${quoted(value)} ${what}`, value, RESOURCE_TYPES);
  }
  return new Set(rule.types.map(({ value }) => value));
}
