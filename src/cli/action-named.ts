import type { Action } from "../action/action.ts";
import { UnknownAction } from "../errors.ts";
import { Resolver } from "../server/discovery/resolve.ts";

/** Finds an action by any of its names, as agents do. @throws UnknownAction with the nearest name */
export function actionNamed(name: string, actions: readonly Action[]): Action {
  try {
    return new Resolver(actions).resolve(name);
  } catch (error) {
    if (!(error instanceof UnknownAction)) throw error;
    // Its hint speaks of a tool that a terminal does not have.
    throw new UnknownAction(error.message, { hint: "`idgate actions` lists all of them." });
  }
}
