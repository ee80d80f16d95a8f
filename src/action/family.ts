import type { Action } from "./action.ts";

/** The actions on one kind of resource, as an administrator would look for them. */
export interface Family {
  /** kebab-case; also the file's name under `tools/`. */
  readonly name: string;
  readonly title: string;
  /** The title in Chinese. */
  readonly zh: string;
  /** What the resource is and what one does with it, in one to three sentences. */
  readonly summary: string;
  /** In the order in which they are met: create, get, list, update, delete, then the rest. */
  readonly actions: readonly Action[];
}

/** @throws TypeError where an action names another family: a mistake in a definition. */
export function defineFamily(family: Family): Family {
  const stranger = family.actions.find((action) => action.family !== family.name);
  if (stranger !== undefined) throw new TypeError(`${stranger.name} is not of the family ${family.name}`);
  return Object.freeze({ ...family, actions: Object.freeze([...family.actions]) });
}
