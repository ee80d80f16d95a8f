import { type Action, qualifiedName, type Shape } from "../../action/action.ts";
import { fieldsInside } from "../../action/inside.ts";
import { PATCH, type Path } from "../engine/model.ts";

/** What a policy can speak of. */
export interface PolicyVocabulary {
  readonly actions: readonly Action[];
}

/** What comes of a path that a rule names. */
export type Reach =
  | { readonly kind: "there" }
  /** `name` is none of the names at its place. */
  | { readonly kind: "nowhere"; readonly name: string; readonly candidates: readonly string[] };

const THERE: Reach = { kind: "there" };

/** The vocabulary by name. Schemas are built at most once an action, and only where a rule needs them. */
export class Vocabulary {
  readonly names: readonly string[];
  readonly #actions: ReadonlyMap<string, Action>;
  readonly #shapes = new Map<string, Shape>();

  constructor({ actions }: PolicyVocabulary) {
    this.#actions = new Map(actions.map((action) => [qualifiedName(action), action]));
    this.names = [...this.#actions.keys()];
  }

  action(name: string): Action | undefined {
    return this.#actions.get(name);
  }

  takes(name: string, parameter: string): boolean {
    return Object.hasOwn(this.#shape(name), parameter);
  }

  /** Follows a path into an action's parameters. What is inside free-form JSON is not known here, and so is there. */
  reach(name: string, path: Path): Reach {
    const shape = this.#shape(name);
    let inside: ReturnType<typeof fieldsInside> = new Map(Object.entries(shape));
    for (const [at, step] of path.entries()) {
      // Below a patch a path goes into the resource, not into the operations.
      if (inside === undefined || (at > 0 && path[0] === PATCH)) return THERE;
      const field = inside.get(step);
      if (field === undefined) return { kind: "nowhere", name: step, candidates: [...inside.keys()] };
      inside = fieldsInside(field);
    }
    return THERE;
  }

  /** Names that secrets travel under: where handles come from. */
  kindsOfSecrets(): ReadonlySet<string> {
    const kinds = new Set(["generated"]);
    for (const { secrets } of this.#actions.values()) {
      for (const path of secrets.output) kinds.add(path.replaceAll("[]", "").split(".").at(-1) ?? path);
    }
    return kinds;
  }

  #shape(name: string): Shape {
    let shape = this.#shapes.get(name);
    if (shape === undefined) {
      shape = this.#actions.get(name)?.input() ?? {};
      this.#shapes.set(name, shape);
    }
    return shape;
  }
}
