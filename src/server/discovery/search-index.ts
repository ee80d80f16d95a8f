/** The search behind `search_actions`: finds actions for a task in words, English or Chinese. */
import { type Action, qualifiedName } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { toolName } from "../../action/names.ts";
import { type ParameterTexts, parameterText } from "./parameter-text.ts";
import { type Concept, concepts } from "./question.ts";
import { hintsOf, subjectsOf, type Subject } from "./subjects.ts";
import { type Scores, WordIndex } from "./word-index.ts";
import { words } from "./words.ts";

export interface SearchOptions {
  /** Most actions that come back. */
  readonly limit: number;
  /** Leaves out what it does not accept, before the limit counts. */
  readonly accepts?: (action: Action) => boolean;
}

export interface SearchIndex {
  /** The actions that fit, best first; equal ones in their usual order. Never throws. */
  search(query: string, options: SearchOptions): readonly Action[];
}

/** How much a word weighs by where it stands. */
const ACTION_FIELDS = { name: 4, title: 3, zh: 3, synonyms: 2.5, summary: 1, parameters: 0.5, details: 0.2 };
const FAMILY_FIELDS = { name: 1, title: 1, zh: 1, summary: 0.4 };

export const tuning = { family: 0.5, hint: 1.35, kin: 1.15, coverage: 0.7, title: 0.4, slack: 2.5, context: 0.75, verb: 0.2 };

/** A word of a title that nobody asked for counts against it, the more the rarer it is. */
interface Entry {
  readonly action: Action;
  readonly family: number;
  readonly subjects: ReadonlySet<Subject>;
  readonly title: ReadonlyMap<string, number>;
  readonly verb: string;
}

export function createSearchIndex(
  families: readonly Family[],
  parameters: ParameterTexts = parameterText,
): SearchIndex {
  return new Search(families, parameters);
}

class Search implements SearchIndex {
  readonly #entries: readonly Entry[];
  readonly #byName = new Map<string, Entry[]>();
  readonly #actions: WordIndex<keyof typeof ACTION_FIELDS>;
  readonly #families: WordIndex<keyof typeof FAMILY_FIELDS>;

  readonly #verbs: ReadonlySet<string>;

  constructor(families: readonly Family[], parameters: ParameterTexts) {
    this.#entries = entriesOf(families);
    this.#verbs = new Set(this.#entries.map(({ verb }) => verb));
    for (const entry of this.#entries) {
      for (const name of namesOf(entry.action)) {
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), entry]);
      }
    }
    const names = new Set(this.#entries.map(({ action }) => action.name));
    this.#actions = new WordIndex(
      this.#entries.map(({ action }) => {
        const { name, title, zh, synonyms, summary } = action;
        const { names: parameterNames, descriptions } = parameters(action);
        return {
          ...{ name, title, zh, synonyms: synonyms.join("\n"), summary: withoutNames(summary, names) },
          ...{ parameters: parameterNames, details: withoutNames(descriptions, names) },
        };
      }),
      ACTION_FIELDS,
      words,
    );
    this.#families = new WordIndex(
      families.map(({ name, title, zh, summary }) => ({ name, title, zh, summary: withoutNames(summary, names) })),
      FAMILY_FIELDS,
      words,
    );
  }

  search(query: string, { limit, accepts }: SearchOptions): readonly Action[] {
    const asked = concepts(query);
    const rank = this.#rank(asked);
    const meant = new Set(asked.flatMap(({ ways }) => ways.flatMap((way) => way.words)));
    const hints = hintsOf(query);
    const does = [...meant].some((word) => this.#verbs.has(word));
    const named = new Set(namesIn(query).flatMap((name) => this.#byName.get(name) ?? []));
    return this.#entries
      .map((entry, index) => {
        const fit = (rank[index] ?? 0) * likeness(entry.title, meant) * (does && !meant.has(entry.verb) ? 1 - tuning.verb : 1);
        return { action: entry.action, named: named.has(entry), score: (fit + (named.has(entry) ? 1 : 0)) * hinted(entry.subjects, hints) };
      })
      .filter(({ action, score }) => score > 0 && (accepts?.(action) ?? true))
      .sort((a, b) => Number(b.named) - Number(a.named) || b.score - a.score)
      .slice(0, limit)
      .map(({ action }) => action);
  }

  /** How well each action answers the concepts: the sum, less what it leaves unanswered. */
  #rank(asked: readonly Concept[]): readonly number[] {
    const sums = this.#entries.map(() => 0);
    const answered = this.#entries.map(() => 0);
    let all = 0;
    for (const concept of asked) {
      const scores = this.#answers(concept);
      let most = 0;
      for (const score of scores.values()) most = Math.max(most, score);
      all += most;
      for (const [index, score] of scores) {
        sums[index] = (sums[index] ?? 0) + score;
        answered[index] = (answered[index] ?? 0) + Math.min(most, tuning.slack * score);
      }
    }
    if (all === 0) return sums;
    return sums.map((sum, index) => sum * (1 - tuning.coverage + tuning.coverage * ((answered[index] ?? 0) / all)));
  }

  /** The best of a concept's ways for each action: who says one thing twice has not asked for two. */
  #answers(concept: Concept): Scores {
    const best = new Map<number, number>();
    const cw = concept.weight === undefined ? 1 : tuning.context;
    for (const way of concept.ways) {
      const weight = (cw * way.weight) / Math.sqrt(way.words.length);
      const sums = new Map<number, number>();
      for (const word of way.words) {
        for (const [index, score] of this.#wordScores(word)) sums.set(index, (sums.get(index) ?? 0) + score);
      }
      for (const [index, sum] of sums) {
        const score = weight * sum;
        if (score > (best.get(index) ?? 0)) best.set(index, score);
      }
    }
    return best;
  }

  readonly #memo = new Map<string, Scores>();
  #wordScores(word: string): Scores {
    const known = this.#memo.get(word);
    if (known) return known;
    const own = this.#actions.scores(word);
    const family = this.#families.scores(word);
    const both = new Map(own);
    if (family.size > 0) for (const [index, entry] of this.#entries.entries()) {
      const score = family.get(entry.family);
      if (score !== undefined) { const o = own.get(index) ?? 0; both.set(index, Math.sqrt(o ** 2 + tuning.family * score ** 2)); }
    }
    this.#memo.set(word, both);
    return both;
  }
}

function entriesOf(families: readonly Family[]): readonly Entry[] {
  const titled = families.flatMap((family, index) =>
    family.actions.map((action) => ({
      action,
      family: index,
      subjects: subjectsOf(action, family),
      verb: verbOf(action),
      title: new Set([...words(action.name), ...words(action.title)]),
    })),
  );
  const frequency = new Map<string, number>();
  for (const { title } of titled) for (const word of title) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log(1 + titled.length / (frequency.get(word) ?? 1));
  return titled.map((entry) => ({ ...entry, title: new Map([...entry.title].map((word) => [word, rarity(word)])) }));
}

function verbOf({ name }: Action): string {
  const [first = "", second = ""] = words(name);
  return first === "batch" ? second : first;
}

function likeness(title: ReadonlyMap<string, number>, meant: ReadonlySet<string>): number {
  let has = 0;
  let all = 0;
  for (const [word, rarity] of title) {
    all += rarity;
    if (meant.has(word)) has += rarity;
  }
  return all === 0 ? 1 : 1 - tuning.title + tuning.title * (has / all);
}

const PART_OF_ID: ReadonlySet<Subject> = new Set(["user-pools", "permissions", "gateway"]);

function hinted(subjects: ReadonlySet<Subject>, hints: ReadonlySet<Subject>): number {
  let best = 1;
  for (const hint of hints) {
    if (subjects.has(hint)) return tuning.hint;
    if (PART_OF_ID.has(hint) && subjects.has("id")) best = tuning.kin;
  }
  return best;
}

const LONGEST_NAME = 200;

function namesOf(action: Action): ReadonlySet<string> {
  return new Set([action.name, toolName(action), qualifiedName(action)].map(plain));
}

function namesIn(query: string): readonly string[] {
  const whole = query.slice(0, LONGEST_NAME);
  const inside = whole.match(/[A-Za-z0-9_:-]+/g) ?? [];
  return [plain(whole), ...inside.filter((word) => /[a-z][A-Z]|[_:]/.test(word)).map(plain)].filter((name) => name !== "");
}

function plain(name: string): string {
  return name.normalize("NFKC").replace(/[^a-z0-9]/gi, "").toLowerCase();
}

function withoutNames(text: string, names: ReadonlySet<string>): string {
  return text.replace(/(?:\b[a-z]+:)?\b([A-Z][a-z]+[A-Z]\w*)/g, (whole, name: string) => (names.has(name) ? " " : whole));
}
