import { type Action, qualifiedName } from "../../action/action.ts";
import { toolName } from "../../action/names.ts";
import { UnknownAction } from "../../errors.ts";
import { bounded, nearestName, visible } from "../../text/index.ts";

/** Most actions of one bare name that an error lists. */
const MOST_LISTED = 6;

/** Finds actions by any of their names: qualified, tool, or bare where only one service has it. */
export class Resolver {
  readonly #byName = new Map<string, Action>();
  readonly #byBareName = new Map<string, Action[]>();

  constructor(actions: readonly Action[]) {
    for (const action of actions) {
      this.#byName.set(qualifiedName(action), action).set(toolName(action), action);
      this.#byBareName.set(action.name, [...(this.#byBareName.get(action.name) ?? []), action]);
    }
  }

  /** @throws UnknownAction saying which name may have been meant */
  resolve(name: string): Action {
    const exact = this.#byName.get(name);
    if (exact !== undefined) return exact;
    const namesakes = this.#byBareName.get(name) ?? [];
    const [only, ...others] = namesakes;
    if (only !== undefined && others.length === 0) return only;
    if (only !== undefined) {
      const names = namesakes.slice(0, MOST_LISTED).map(qualifiedName).join(", ");
      throw new UnknownAction(`Several services have an action ${only.name}: ${names}.`, {
        hint: "Say which one. Nothing was sent.",
      });
    }
    const near = nearestName(name, [...this.#byName.keys(), ...this.#byBareName.keys()]);
    throw new UnknownAction(
      `There is no action \`${bounded(visible(name), 64)}\` here.${near === undefined ? "" : ` Did you mean ${near}?`}`,
      { hint: "search_actions finds actions by what they do. Nothing was sent." },
    );
  }
}
