/** What checks of a policy file are made of. */
import { type Action, qualifiedName } from "../../../action/action.ts";
import type { AllowRule, DenyRule } from "../../engine/model.ts";
import type { LoadedPolicy } from "../../load.ts";

/** Stable names of the checks: what scripts go by. */
export const LINT_CODES = [
  "never-allows",
  "denied-anyway",
  "redundant",
  "tightens",
  "wide-pattern",
  "wide-like",
  "wide-present",
  "wide-only",
  "wide-host",
  "weak-approval",
  "undone-elsewhere",
  "mints-keys",
  "shows-secrets",
  "unguarded-document",
  "unguarded-policy",
  "unguarded-trust",
  "trusted-name",
  "new-name",
  "no-budget",
  "who",
] as const;
export type LintCode = (typeof LINT_CODES)[number];

export interface Finding {
  readonly code: LintCode;
  /** A `warning` wants the file changed; a `note` says what is easily overlooked. */
  readonly level: "warning" | "note";
  /** Line of the file, from 1. */
  readonly line: number;
  /** The rule it is about; undefined for what stands outside of rules. */
  readonly rule: string | undefined;
  /** What is so, and what to do. Names rules, lines and actions of the file. */
  readonly what: string;
}

/** What a check looks at. */
export interface Subject {
  readonly policy: LoadedPolicy;
  /** Every action by its qualified name. */
  readonly actions: ReadonlyMap<string, Action>;
  /** Actions that the policy denies whoever calls them, and however. */
  readonly deniedWhole: ReadonlySet<string>;
  /** Deny rules by action, what they imply included. */
  readonly denying: ReadonlyMap<string, readonly DenyRule[]>;
  /** Deny rules by id: the written one and those that it implies. */
  readonly denials: ReadonlyMap<string, readonly DenyRule[]>;
}

export type Check = (subject: Subject) => readonly Finding[];

export function subjectOf(policy: LoadedPolicy, actions: readonly Action[]): Subject {
  const { deny } = policy.rules;
  return {
    policy,
    actions: new Map(actions.map((action) => [qualifiedName(action), action])),
    deniedWhole: new Set(deny.filter(deniesAll).flatMap((rule) => [...rule.actions])),
    denying: grouped(deny, (rule) => rule.actions),
    denials: grouped(deny, ({ id }) => [id]),
  };
}

/** Things by each of their keys, in order. */
export function grouped<T>(
  things: readonly T[],
  keysOf: (thing: T) => Iterable<string>,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of keysOf(thing)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [thing]);
      else group.push(thing);
    }
  }
  return groups;
}

/** `rule prod (line 12)` */
export function named({ id, line }: AllowRule | DenyRule): string {
  return `rule ${id} (line ${line})`;
}

/** Whether it denies every call of its actions, whoever makes it. */
function deniesAll(rule: DenyRule): boolean {
  return rule.who === undefined && rule.types === undefined && rule.when.length === 0;
}

/** The actions that an allow rule reaches and no deny takes back whole. */
export function reached(rule: AllowRule, { deniedWhole }: Subject): readonly string[] {
  return [...rule.actions.keys()].filter((name) => !deniedWhole.has(name));
}

const LISTED = 4;

export function shortList(names: readonly string[], listed = LISTED): string {
  const rest = names.length - listed;
  return names.slice(0, listed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
