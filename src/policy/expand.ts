/** Holds what a policy file says against the actions, parameters and types that exist, and expands patterns. */
import { isChange } from "../action/action.ts";
import { withEquivalents } from "./equivalents.ts";
import type { Written, WrittenPolicy, WrittenRule } from "./file.ts";
import { type AllowRule, type DenyRule, IDENTIFIER, type Path, type Rules, TYPE_NAME } from "./model.ts";
import { carriedPaths } from "./only.ts";
import { type Place, type Problems, quoted } from "./problems.ts";
import { RESOURCE_TYPES } from "./resource-types.ts";
import { glob } from "./text.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function expand(written: WrittenPolicy, vocabulary: Vocabulary, problems: Problems): Rules {
  return {
    account: written.account,
    hosts: written.hosts,
    reads: written.reads,
    allow: written.allow.map((rule) => expandAllow(rule, vocabulary, problems)),
    deny: written.deny.flatMap((rule) => expandDeny(rule, vocabulary, problems)),
  };
}

function expandDeny(rule: WrittenRule, vocabulary: Vocabulary, problems: Problems): readonly DenyRule[] {
  const actions = expandActions(rule, vocabulary, problems);
  checkNames(rule, [...actions.keys()], vocabulary, problems);
  const deny: DenyRule = {
    id: rule.id,
    actions: new Set(actions.keys()),
    types: expandTypes(rule, problems),
    when: rule.when.map(({ path, operators }) => ({ path: path.value, operators })),
  };
  return withEquivalents(deny);
}

function expandAllow(rule: WrittenRule, vocabulary: Vocabulary, problems: Problems): AllowRule {
  const reached = expandActions(rule, vocabulary, problems);
  const actions = new Map(
    [...reached].filter(([name, how]) => how === "named" || vocabulary.action(name)?.escalates === false),
  );
  if (reached.size > 0 && actions.size === 0) {
    const names = shortList([...reached.keys()]);
    problems.add(rule.at, `patterns do not reach actions that raise rights: name them exactly (${names})`);
  }
  const names = [...actions.keys()];
  checkNames(rule, names, vocabulary, problems);
  checkEscalation(rule, names, vocabulary, problems);
  checkFreeForm(rule, names, vocabulary, problems);
  checkTypesNeeded(rule, names, vocabulary, problems);
  return {
    id: rule.id,
    actions,
    types: expandTypes(rule, problems),
    when: rule.when.map(({ path, operators }) => ({ path: path.value, operators })),
    only: rule.only && carriedPaths([...rule.only.map(({ value }) => value), ...impliedPaths(rule)]),
    approval: rule.approval,
  };
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

/** Every parameter that a rule speaks of must exist: in all its actions for a condition, in one of them for `only`. */
function checkNames(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  for (const { path } of rule.when) {
    const lacking = names.filter((name) => !has(name, path));
    report(path, lacking, "is not a parameter of");
  }
  for (const path of rule.only ?? []) {
    if (names.length > 0 && !names.some((name) => has(name, path)))
      report(path, names, "is not a parameter of");
  }
  if (rule.types !== undefined) {
    const at = rule.types[0]?.at ?? rule.at;
    const lacking = names.filter((name) => !vocabulary.parameters(name).has(TYPE_NAME));
    if (lacking.length > 0) problems.add(at, `types does not apply to ${shortList(lacking)}`);
  }

  function has(name: string, path: Written<Path>): boolean {
    return vocabulary.parameters(name).has(path.value[0] ?? "");
  }

  function report(path: Written<Path>, lacking: readonly string[], what: string): void {
    const [first = ""] = path.value;
    if (lacking.length === 0) return;
    const candidates = lacking.flatMap((name) => [...vocabulary.parameters(name)]);
    problems.addNearest(path.at, `${quoted(first)} ${what} ${shortList(lacking)}`, first, candidates);
  }
}

// The default for actions that raise rights would be `second-person`, which this version cannot ask for.
function checkEscalation(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (rule.approval !== undefined) return;
  for (const { value, at } of rule.actions) {
    if (!names.includes(value) || vocabulary.action(value)?.escalates !== true) continue;
    problems.add(
      at,
      `${value} raises rights: the rule must state approval (its default, second-person, is not supported by this version)`,
    );
  }
}

function checkFreeForm(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (rule.only !== undefined) return;
  const free = names.filter((name) => (vocabulary.action(name)?.freeForm.length ?? 0) > 0);
  if (free.length > 0) {
    problems.add(placeOf(rule, free), `${shortList(free)} takes free-form parameters: the rule needs only`);
  }
}

function checkTypesNeeded(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (rule.types !== undefined) return;
  const changes = names.filter((name) => {
    const action = vocabulary.action(name);
    return action?.service === "cloudcontrol" && isChange(action.effect);
  });
  if (changes.length > 0) {
    problems.add(
      placeOf(rule, changes),
      `${shortList(changes)} changes any resource: the rule needs exact types`,
    );
  }
}

function placeOf(rule: WrittenRule, names: readonly string[]): Place {
  return rule.actions.find(({ value }) => names.includes(value))?.at ?? rule.actions[0]?.at ?? rule.at;
}

const LISTED = 5;

function shortList(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return names.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
