/** Denies that an allow undoes by another way, in the same service or in another one. */
import { reachOf, shown, weakest } from "./reach.ts";
import { type Check, type Finding, grouped, named } from "./types.ts";
import { waysAround } from "./ways-around.ts";

export const undone: Check = (subject) => {
  const reach = grouped(reachOf(subject), ({ action }) => [action]);
  const written = subject.policy.rules.deny.filter(({ implied }) => !implied);
  return written.flatMap(({ id, line, actions }): readonly Finding[] => {
    // One finding a way, whatever number of denied actions it undoes and of rules that allow it.
    const open = new Map<string, { readonly why: string; readonly denied: string[] }>();
    for (const denied of actions) {
      for (const { action, why } of waysAround(denied)) {
        if (actions.has(action) || !reach.has(action)) continue;
        const known = open.get(action);
        if (known === undefined) open.set(action, { why, denied: [denied] });
        else known.denied.push(denied);
      }
    }
    return [...open].map(([action, { why, denied }]) => {
      const all = reach.get(action) ?? [];
      const free = all.filter(({ rule, via }) => weakest(rule, subject.actions.get(via)) !== "second-person");
      const [one] = free.length > 0 ? free : all;
      const rules = one === undefined ? "a rule" : named(one.rule);
      const others = new Set(all.map(({ rule }) => rule)).size - 1;
      const [first = "", ...more] = denied;
      const what = `it denies ${first}${andMore(more.length)}, and ${rules}${andMore(others)} allows ${one === undefined ? action : shown(one)}, by which ${why}: deny that too, or narrow it`;
      const level = free.length > 0 ? "warning" : "note";
      return { code: "undone-elsewhere", level, line, rule: id, what };
    });
  });
};

function andMore(count: number): string {
  return count === 0 ? "" : ` and ${count} more`;
}
