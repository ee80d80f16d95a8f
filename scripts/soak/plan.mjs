// @ts-check
/** What is to be changed: things that are made, changed and removed, each step told from all others by one value. */
import { FAMILIES } from "./families.mjs";

/** @typedef {import("./families.mjs").Known} Known */
/** @typedef {import("./families.mjs").Lookup} Lookup */
/**
 * One intended change.
 * @typedef {object} Change
 * @property {"create" | "update" | "delete"} kind
 * @property {string} action qualified name
 * @property {string} tool
 * @property {(known: Known) => Record<string, unknown>} args
 * @property {(known: Known) => string} mark a value among the parameters that no other change of this action has
 * @property {boolean} needsId whether the thing's id has to be known
 */
/** @typedef {{ name: string, find: Lookup | undefined, changes: readonly Change[] }} Thing */

/**
 * Things of one to four steps, without end.
 * @param {import("./random.mjs").Random} random
 * @returns {Generator<Thing, never>}
 */
export function* planned(random) {
  const bag = FAMILIES.flatMap((family) => Array.from({ length: family.weight }, () => family));
  for (let number = 0; ; number += 1) {
    const family = bag[random.below(bag.length)];
    if (family === undefined) throw new Error("There is no family.");
    const name = `soak-${String(number).padStart(6, "0")}`;
    const edits = family.once === true ? 1 : random.below(3);
    yield { name, find: family.find, changes: stepsOf(family, name, edits, random.chance(0.4)) };
  }
}

/** @param {import("./families.mjs").Family} family @param {string} name @param {number} edits @param {boolean} removed @returns {Change[]} */
function stepsOf({ create, make, update, edit, once, remove, drop, find }, name, edits, removed) {
  const needsId = find !== undefined;
  /** @type {Change[]} */
  const steps = [
    {
      kind: "create",
      action: create[0],
      tool: create[1],
      args: () => make(name),
      mark: () => name,
      needsId: false,
    },
  ];
  if (update !== undefined && edit !== undefined) {
    for (let index = 0; index < edits; index += 1) {
      const value = `${name}-is-${index}`;
      steps.push({
        // Without a value of its own it adds something each time.
        kind: once === true ? "create" : "update",
        action: update[0],
        tool: update[1],
        args: (known) => edit(known, value),
        mark: () => (once === true ? name : value),
        needsId,
      });
    }
  }
  if (remove !== undefined && drop !== undefined && removed) {
    steps.push({
      kind: "delete",
      action: remove[0],
      tool: remove[1],
      args: drop,
      mark: (known) => (needsId ? (known.id ?? "") : name),
      needsId,
    });
  }
  return steps;
}
