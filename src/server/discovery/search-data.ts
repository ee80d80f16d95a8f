/** What the search knows of the actions beforehand. The build writes it down, since making it takes its time. */
import { type Action, qualifiedName } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { ActionNames } from "./action-names.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { type WordTable, wordTable } from "./word-table.ts";
import { words } from "./words.ts";

/** How much a word weighs by where it stands. */
const ACTION_FIELDS = { name: 4, title: 3, zh: 3, synonyms: 2.5, summary: 1 };
const FAMILY_FIELDS = { name: 1, title: 1, zh: 1, summary: 0.4 };
const PARAMETER_FIELDS = { names: 4 };

/** What is known of one action. */
export interface SearchEntry {
  /** See `keyOf`. */
  readonly key: string;
  /** The position of its family. */
  readonly family: number;
  readonly subjects: readonly Subject[];
  readonly verb: string;
  /** Words of name and title by how rare they are among titles. */
  readonly title: readonly (readonly [word: string, rarity: number])[];
}

/** All of it, as plain JSON. */
export interface SearchData {
  /** In the usual order of actions. */
  readonly entries: readonly SearchEntry[];
  readonly actions: WordTable;
  readonly families: WordTable;
  /** By the names of the actions' parameters. */
  readonly parameters: WordTable;
}

/** By what an action is recognised in the data. */
export function keyOf(action: Action): string {
  return `${qualifiedName(action)} ${action.version}`;
}

/** Works it all out, which takes tenths of a second. */
export function searchData(families: readonly Family[]): SearchData {
  const actions = families.flatMap((family) => family.actions);
  const names = new ActionNames(actions);
  return {
    entries: entriesOf(families),
    actions: wordTable(
      actions.map(({ name, title, zh, synonyms, summary }) => {
        return { name, title, zh, synonyms: synonyms.join("\n"), summary: names.without(summary) };
      }),
      ACTION_FIELDS,
    ),
    families: wordTable(
      families.map(({ name, title, zh, summary }) => ({ name, title, zh, summary: names.without(summary) })),
      FAMILY_FIELDS,
    ),
    parameters: wordTable(
      actions.map((action) => ({ names: Object.keys(action.input()).join(" ") })),
      PARAMETER_FIELDS,
    ),
  };
}

function entriesOf(families: readonly Family[]): readonly SearchEntry[] {
  const titled = families.flatMap((family, index) =>
    family.actions.map((action) => ({
      key: keyOf(action),
      family: index,
      subjects: [...subjectsOf(action, family)],
      verb: verbOf(action),
      title: new Set(words(`${action.name} ${action.title}`)),
    })),
  );
  const frequency = new Map<string, number>();
  for (const { title } of titled) {
    for (const word of title) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const rarity = (word: string) =>
    Number(Math.log(1 + titled.length / (frequency.get(word) ?? 1)).toFixed(3));
  return titled.map((entry) => ({
    ...entry,
    title: [...entry.title].map((word) => [word, rarity(word)]),
  }));
}

function verbOf({ name }: Action): string {
  const [first = "", second = ""] = words(name);
  return first === "batch" ? second : first;
}
