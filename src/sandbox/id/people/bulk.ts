/** Calls on many users: each item succeeds or fails by itself, and the answer says which. */
import type { JsonObject } from "../../../action/json.ts";
import { Fault, type Place } from "../../types.ts";
import { reported } from "./user-problem.ts";

export interface Outcomes<Item> {
  readonly items: readonly Item[];
  /** Does one; answers the user's Uid. @throws Fault where this one fails */
  readonly each: (item: Item, index: number) => Promise<string>;
  /** The user's id at an identity provider, for answers that show it. */
  readonly identifier?: (item: Item) => string | undefined;
}

/** Does all items, those that fail leave nothing behind. Answers what bulk calls answer. */
export async function inBulk<Item>(context: Place, outcomes: Outcomes<Item>): Promise<JsonObject> {
  const { items, each, identifier } = outcomes;
  const succeeded: JsonObject[] = [];
  const failed: JsonObject[] = [];
  const uids: string[] = [];
  const errors: string[] = [];
  for (const [index, item] of items.entries()) {
    const external = identifier?.(item);
    const known = external === undefined ? {} : { ExternalProviderUserIdentifier: external };
    try {
      const uid = await context.store.attempt(() => each(item, index));
      uids.push(uid);
      succeeded.push({ Index: index, Uid: uid, ...known });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      failed.push({ ...reported(error, index), ...known });
      errors.push(error.message);
    }
  }
  return {
    SuccessCount: succeeded.length,
    FailureCount: failed.length,
    SuccessfulUids: uids,
    SuccessfulUidsStructured: succeeded,
    Errors: errors,
    ErrorsStructured: failed,
  };
}
