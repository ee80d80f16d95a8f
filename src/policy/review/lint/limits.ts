/** Rules without a limit on what runs in bulk, and rules whose `who` means nobody or everybody over stdio. */
import type { Action } from "../../../action/action.ts";
import { weakest } from "./reach.ts";
import { type Check, type Finding, reached, shortList } from "./types.ts";

export const budgets: Check = (subject) =>
  subject.policy.rules.allow.flatMap((rule): readonly Finding[] => {
    if (rule.budget !== undefined) return [];
    const bulk = reached(rule, subject).filter((name) => {
      const action = subject.actions.get(name);
      if (action === undefined) return false;
      const approval = weakest(rule, action);
      return action.items === "uncountable"
        ? approval !== "second-person"
        : approval === "none" && isBulk(action);
    });
    if (bulk.length === 0) return [];
    const what = `${shortList(bulk)} acts on many things in one call, and no budget limits how many: add budget: { max: …, per: … }`;
    return [{ code: "no-budget", level: "warning", line: rule.line, rule: rule.id, what }];
  });

/** Makes or takes away as many as a list holds. Labels are no things. */
function isBulk({ items, effect, escalates, name }: Action): boolean {
  if (items === undefined || /^(?:Tag|Untag)/.test(name)) return false;
  return escalates || effect === "create" || effect === "delete";
}

export const whoOverStdio: Check = ({ policy }) => {
  const { allow, deny } = policy.rules;
  const note = (line: number, rule: string, what: string): Finding => ({
    code: "who",
    level: "note",
    line,
    rule,
    what,
  });
  return [
    ...allow
      .filter(({ who }) => who !== undefined)
      .map(({ id, line }) =>
        note(line, id, "it has who, and never allows anything over stdio, where nobody is known"),
      ),
    ...deny
      .filter(({ who, implied }) => who !== undefined && !implied)
      .map(({ id, line }) =>
        note(line, id, "it has who, and denies everybody over stdio, where nobody is known"),
      ),
  ];
};
