import { type Action, qualifiedName } from "../action/action.ts";

/** What a policy can speak of. */
export interface PolicyVocabulary {
  readonly actions: readonly Action[];
  /** Parameter names of an action; from its input schema unless given. */
  readonly parametersOf?: (action: Action) => readonly string[];
}

/** The vocabulary by name. Parameter names are asked for at most once an action, and only where a rule needs them. */
export class Vocabulary {
  readonly names: readonly string[];
  readonly #actions: ReadonlyMap<string, Action>;
  readonly #parametersOf: (action: Action) => readonly string[];
  readonly #parameters = new Map<string, ReadonlySet<string>>();

  constructor({ actions, parametersOf }: PolicyVocabulary) {
    this.#actions = new Map(actions.map((action) => [qualifiedName(action), action]));
    this.names = [...this.#actions.keys()];
    this.#parametersOf = parametersOf ?? ((action) => Object.keys(action.input()));
  }

  action(name: string): Action | undefined {
    return this.#actions.get(name);
  }

  parameters(name: string): ReadonlySet<string> {
    let parameters = this.#parameters.get(name);
    if (parameters === undefined) {
      const action = this.#actions.get(name);
      parameters = new Set(action === undefined ? [] : this.#parametersOf(action));
      this.#parameters.set(name, parameters);
    }
    return parameters;
  }
}
