/** Denies that an allow undoes by another way, in the same service or in another one. */
import { type Reach, reachOf, shown, weakest } from "./reach.ts";
import { type Check, type Finding, named } from "./types.ts";
import { waysAround } from "./ways-around.ts";

export const undone: Check = (subject) => {
  const reach = reachOf(subject);
  const { deny } = subject.policy.rules;
  return deny
    .filter(({ implied }) => !implied)
    .flatMap(({ id, line, actions }): readonly Finding[] => {
      // One finding a way, whatever number of denied actions it undoes.
      const open = new Map<
        string,
        { readonly one: Reach; readonly why: string; readonly denied: string[] }
      >();
      for (const denied of actions) {
        for (const { action, why } of waysAround(denied)) {
          if (actions.has(action)) continue;
          for (const one of reach.filter((candidate) => candidate.action === action)) {
            const key = `${one.rule.id} ${shown(one)}`;
            const known = open.get(key);
            if (known === undefined) open.set(key, { one, why, denied: [denied] });
            else known.denied.push(denied);
          }
        }
      }
      return [...open.values()].map(({ one, why, denied }) => {
        const signed = weakest(one.rule, subject.actions.get(one.via)) === "second-person";
        const [first = "", ...more] = denied;
        const others = more.length === 0 ? "" : ` and ${more.length} more`;
        const what = `it denies ${first}${others}, and ${named(one.rule)} allows ${shown(one)}, by which ${why}: deny that too, or narrow it`;
        return { code: "undone-elsewhere", level: signed ? "note" : "warning", line, rule: id, what };
      });
    });
};
