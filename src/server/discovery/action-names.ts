/** Actions by all of their names, however these are written: `CreateUser`, `iam:CreateUser`, `iam_create_user`. */
import { type Action, qualifiedName } from "../../action/action.ts";
import { toolName } from "../../action/names.ts";

/** Longer questions are read so far for names. */
const READ_LIMIT = 300;
/** What looks like the name of an action inside a question: more than one word in one. */
const NAME_LIKE = /[A-Za-z0-9_:-]+/g;
const COMPOUND = /[a-z][A-Z]|[_:]/;
const IN_TEXT = /(?:\b[a-z]+:)?\b([A-Z][a-z]+[A-Z]\w*)/g;

export class ActionNames {
  readonly #bare: ReadonlySet<string>;
  readonly #all = new Map<string, Action[]>();

  constructor(actions: readonly Action[]) {
    this.#bare = new Set(actions.map(({ name }) => name));
    for (const action of actions) {
      for (const name of new Set([action.name, toolName(action), qualifiedName(action)].map(plain))) {
        const namesakes = this.#all.get(name);
        if (namesakes === undefined) this.#all.set(name, [action]);
        else namesakes.push(action);
      }
    }
  }

  /** The actions that a question names: as a whole, or somewhere in it. */
  in(question: string): ReadonlySet<Action> {
    const read = question.slice(0, READ_LIMIT).normalize("NFKC");
    return new Set([read, ...compounds(read)].flatMap((name) => this.#all.get(plain(name)) ?? []));
  }

  /** What looks like a name in a question and is that of no action: perhaps a parameter's. */
  strangersIn(question: string): readonly string[] {
    const read = question.slice(0, READ_LIMIT).normalize("NFKC");
    return [...new Set(compounds(read))].filter((name) => !name.includes(":") && !this.#all.has(plain(name)));
  }

  /** A text without the actions that it refers to: it says by them what the action is not. */
  without(text: string): string {
    return text.replace(IN_TEXT, (whole, name: string) => (this.#bare.has(name) ? " " : whole));
  }
}

function compounds(text: string): readonly string[] {
  return (text.match(NAME_LIKE) ?? []).filter((word) => COMPOUND.test(word));
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}
