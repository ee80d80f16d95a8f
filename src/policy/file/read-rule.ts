/** The form of one rule. */

import type { Budget } from "../engine/model.ts";
import type { Who } from "../engine/who.ts";
import { APPROVAL_MODES, type ApprovalMode } from "../types.ts";
import { type Problems, quoted } from "./problems.ts";
import { readConditions, readPath } from "./read-condition.ts";
import { readChoice, readFields, readNumber, readSomeTexts, readText, readTexts } from "./read-node.ts";
import type { Written, WrittenRule } from "./written.ts";
import type { Node } from "./yaml.ts";

const ALLOW_KEYS = [
  "id",
  "actions",
  "who",
  "types",
  "when",
  "only",
  "approval",
  "approvers",
  "budget",
] as const;
const DENY_KEYS = ["id", "actions", "who", "types", "when"] as const;
const WHO_KEYS = ["users", "groups", "clients"] as const;
const BUDGET_KEYS = ["max", "per"] as const;

const RULE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** Ids that decisions use on their own account. */
const RESERVED_IDS: ReadonlySet<string> = new Set(["reads", "sandbox-default"]);

/** Lengths of a budget's window in seconds. */
const WINDOWS = { minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;
const PERIODS = ["minute", "hour", "day", "week"] as const satisfies readonly (keyof typeof WINDOWS)[];
const MOST_ITEMS = 1_000_000;

export function readRule(
  node: Node,
  kind: "allow" | "deny",
  ids: Set<string>,
  problems: Problems,
): WrittenRule | undefined {
  const allows = kind === "allow";
  const keys = allows ? ALLOW_KEYS : DENY_KEYS;
  const fields = readFields(node, `${allows ? "an allow" : "a deny"} rule`, keys, problems);
  if (fields === undefined) return undefined;
  const field = <T>(key: string, read: (value: Node) => T): T | undefined => {
    const found = fields.get(key);
    return found === undefined ? undefined : read(found.value);
  };
  if (!fields.has("actions")) problems.add(node.at, "a rule needs actions");
  if (!fields.has("id")) problems.add(node.at, "a rule needs an id");
  const rule = {
    id: field("id", (value) => readId(value, ids, problems)) ?? "",
    at: node.at,
    actions: field("actions", (value) => readSomeTexts(value, "actions", problems)) ?? [],
    who: field("who", (value) => readWho(value, problems)),
    types: field("types", (value) => readSomeTexts(value, "types", problems)),
    when: field("when", (value) => readConditions(value, problems)) ?? [],
    only: field("only", (value) => readOnly(value, problems)),
    approval: field("approval", (value) => readApproval(value, problems)),
    approvers: field("approvers", (value) => readSomeTexts(value, "approvers", problems)),
    budget: field("budget", (value) => readBudget(value, problems)),
  };
  if (
    rule.approvers !== undefined &&
    rule.approval !== undefined &&
    rule.approval.value !== "second-person"
  ) {
    problems.add(rule.approval.at, "approvers sign: they need approval: second-person");
  }
  return rule;
}

function readId(node: Node, ids: Set<string>, problems: Problems): string | undefined {
  const id = readText(node, "id", problems);
  if (id === undefined) return undefined;
  if (!RULE_ID.test(id.value)) {
    problems.add(id.at, `${quoted(id.value)} is not a rule id: letters, digits, - and _, at most 64`);
  } else if (RESERVED_IDS.has(id.value)) {
    problems.add(id.at, `the id ${id.value} is reserved`);
  } else if (ids.has(id.value)) {
    problems.add(id.at, `the id ${id.value} is used by another rule`);
  }
  ids.add(id.value);
  return id.value;
}

// INVARIANT: a `who` whose form is wrong makes the file unusable; it is never left out of the rule.
function readWho(node: Node, problems: Problems): Who {
  const fields = readFields(node, "who", WHO_KEYS, problems);
  if (fields !== undefined && fields.size === 0) {
    problems.add(node.at, "who must list users, groups or clients");
  }
  const names = (key: (typeof WHO_KEYS)[number]) => {
    const found = fields?.get(key);
    if (found === undefined) return undefined;
    return new Set(readSomeTexts(found.value, key, problems).map(({ value }) => value));
  };
  return { users: names("users"), groups: names("groups"), clients: names("clients") };
}

function readOnly(node: Node, problems: Problems): readonly Written<readonly string[]>[] {
  const texts = readTexts(node, "only", problems) ?? [];
  return texts.flatMap(({ value, at }) => readPath(value, at, problems) ?? []);
}

function readApproval(node: Node, problems: Problems): Written<ApprovalMode> | undefined {
  const mode = readChoice(node, "approval", APPROVAL_MODES, problems);
  return mode && { value: mode, at: node.at };
}

function readBudget(node: Node, problems: Problems): Budget | undefined {
  const fields = readFields(node, "budget", BUDGET_KEYS, problems);
  if (fields === undefined) return undefined;
  const [max, per] = [fields.get("max"), fields.get("per")];
  if (max === undefined || per === undefined) {
    problems.add(node.at, "a budget needs max and per, e.g. { max: 20, per: hour }");
    return undefined;
  }
  const most = readNumber(max.value, "max", problems);
  const period = readChoice(per.value, "per", PERIODS, problems);
  if (most !== undefined && (!Number.isInteger(most) || most < 1 || most > MOST_ITEMS)) {
    problems.add(max.value.at, `max must be a whole number from 1 to ${MOST_ITEMS}`);
  }
  return most === undefined || period === undefined ? undefined : { max: most, perSeconds: WINDOWS[period] };
}
