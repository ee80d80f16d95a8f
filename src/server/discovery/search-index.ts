/** The search behind `search_actions`: finds actions for a task in words, English or Chinese. */
import { type Action, isChange } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { ActionNames } from "./action-names.ts";
import { type Concept, concepts, wantsAnswer } from "./question.ts";
import { keyOf, type SearchData, searchData } from "./search-data.ts";
import { hintsOf, type Subject, weightOf } from "./subjects.ts";
import { type Scores, WordScores } from "./word-scores.ts";
import { words } from "./words.ts";

export interface SearchOptions {
  /** Most actions that come back. */
  readonly limit: number;
  /** Leaves out what it does not accept, before the limit counts. Asked best first, and no more often than needed. */
  readonly accepts?: (action: Action) => boolean;
}

export interface SearchIndex {
  /** The actions that fit, best first; equal ones in their usual order. Any text will do: it never throws. */
  search(query: string, options: SearchOptions): readonly Action[];
}

// Chosen on the tuning phrases of the tests, each from the middle of a range in which little changes.
/** How much of its worth a family's word has for its actions. */
const FAMILY = 0.5;
/** How much of the sum is lost where nothing of the question is answered. */
const COVERAGE = 0.6;
/** An answer this many times weaker than the best still counts as one. */
const SLACK = 2.5;
/** How much is lost where nobody asked for any word of the title. */
const TITLE = 0.4;
/** How much is lost where the question names a verb and the action has another. */
const VERB = 0.18;

/** How much an action that changes something loses where somebody only wants to know. */
const CHANGE = 0.3;
/** The same where a thing is named and nothing said of what to do. */
const CHANGE_UNSAID = 0.1;

/** Words whose scores are kept for the next question. */
const WORDS_KEPT = 5000;

interface Entry {
  /** None where the action cannot be called here: the data knows all there are. */
  readonly action: Action | undefined;
  /** The position of its family. */
  readonly family: number;
  readonly subjects: ReadonlySet<Subject>;
  readonly verb: string;
  /** Words of name and title by how rare they are among titles. */
  readonly title: readonly (readonly [word: string, rarity: number])[];
}

/** A search among the actions of these families. Without `data`, which knows them and perhaps others, it is made here. */
export function createSearchIndex(families: readonly Family[], data = searchData(families)): SearchIndex {
  return new Search(families, data);
}

class Search implements SearchIndex {
  readonly #entries: readonly Entry[];
  readonly #verbs: ReadonlySet<string>;
  readonly #names: ActionNames;
  readonly #actions: WordScores;
  readonly #families: WordScores;
  readonly #parameters: WordScores;
  readonly #known = new Map<string, Scores>();

  constructor(families: readonly Family[], data: SearchData) {
    const actions = families.flatMap((family) => family.actions);
    const byKey = new Map(actions.map((action) => [keyOf(action), action]));
    this.#entries = data.entries.map(({ key, family, subjects, verb, title }) => {
      return { action: byKey.get(key), family, subjects: new Set(subjects), verb, title };
    });
    this.#verbs = new Set(data.entries.map(({ verb }) => verb));
    this.#names = new ActionNames(actions);
    this.#actions = new WordScores(data.actions);
    this.#families = new WordScores(data.families);
    this.#parameters = new WordScores(data.parameters);
  }

  search(query: string, { limit, accepts }: SearchOptions): readonly Action[] {
    const found: Action[] = [];
    for (const action of this.#ranked(query)) {
      if (found.length >= limit) break;
      if (accepts?.(action) ?? true) found.push(action);
    }
    return found;
  }

  #ranked(query: string): readonly Action[] {
    const asked = concepts(query);
    const answers = asked.map((concept) => this.#answers(concept));
    const literal = this.#names.strangersIn(query).map((name) => this.#haveParameter(name));
    const fits = this.#fits([...answers, ...literal]);
    // A title that names the place is about the place.
    const matter = asked.filter(({ place }) => place === undefined);
    const meant = new Set(matter.flatMap(({ ways }) => ways.flatMap((way) => way.words)));
    const asks = wantsAnswer(query);
    const verbs = this.#verbsOf(asked);
    const unwanted = asks ? CHANGE : verbs.size === 0 ? CHANGE_UNSAID : 0;
    const named = this.#names.in(query);
    const hints = hintsOf(query);
    return this.#entries
      .flatMap(({ action, subjects, title, verb }, index) => {
        if (action === undefined) return [];
        const otherVerb = verbs.size > 0 && !verbs.has(verb) ? 1 - VERB : 1;
        const unasked = isChange(action.effect) ? 1 - unwanted : 1;
        const score =
          unasked * (fits[index] ?? 0) * likeness(title, meant) * otherVerb * weightOf(subjects, hints);
        return [{ action, score, named: named.has(action) }];
      })
      .filter((candidate) => candidate.named || candidate.score > 0)
      .sort((a, b) => Number(b.named) - Number(a.named) || b.score - a.score)
      .map(({ action }) => action);
  }

  /** What the first verb of a question may stand for: what else in it could be one (“read policy”) says which, not what. */
  #verbsOf(asked: readonly Concept[]): ReadonlySet<string> {
    const commands = asked.filter(({ commands }) => commands);
    for (const { ways } of [...commands, ...asked]) {
      const verbs = ways.flatMap((way) => way.words).filter((word) => this.#verbs.has(word));
      if (verbs.length > 0) return new Set(verbs);
    }
    return new Set();
  }

  /** How well each action answers all that is asked: the sum, less where some is left unanswered. */
  #fits(asked: readonly Scores[]): readonly number[] {
    const sums = this.#entries.map(() => 0);
    const answered = this.#entries.map(() => 0);
    let all = 0;
    for (const scores of asked) {
      const most = Math.max(0, ...scores.values());
      all += most;
      for (const [index, score] of scores) {
        sums[index] = (sums[index] ?? 0) + score;
        answered[index] = (answered[index] ?? 0) + Math.min(most, SLACK * score);
      }
    }
    if (all === 0) return sums;
    return sums.map((sum, index) => sum * (1 - COVERAGE + (COVERAGE * (answered[index] ?? 0)) / all));
  }

  /** The best of a concept's ways for each action: who says one thing in two ways has not asked for two. */
  #answers(concept: Concept): Scores {
    const best = new Map<number, number>();
    for (const way of concept.ways) {
      const weight = (concept.weight * way.weight) / Math.sqrt(way.words.length);
      for (const [index, total] of sum(way.words, (word) => this.#scores(word))) {
        const score = weight * total;
        if (score > (best.get(index) ?? 0)) best.set(index, score);
      }
    }
    return best;
  }

  /**
   * The actions with a parameter of such a name. Its words are not among the usual ones: they would drown in those of
   * titles, so only a name brings them in.
   */
  #haveParameter(name: string): Scores {
    return sum(words(name), (word) => this.#parameters.scores(word));
  }

  /** The scores of one word: the action's own, and its family's as far as they go beyond. */
  #scores(word: string): Scores {
    let scores = this.#known.get(word);
    if (scores === undefined) {
      scores = this.#withFamilies(word);
      // Of words that nothing has there is no end.
      if (scores.size > 0 && this.#known.size < WORDS_KEPT) this.#known.set(word, scores);
    }
    return scores;
  }

  #withFamilies(word: string): Scores {
    const own = this.#actions.scores(word);
    const byFamily = this.#families.scores(word);
    if (byFamily.size === 0) return own;
    const both = new Map(own);
    for (const [index, { family }] of this.#entries.entries()) {
      const score = byFamily.get(family);
      if (score !== undefined) both.set(index, Math.sqrt((own.get(index) ?? 0) ** 2 + FAMILY * score ** 2));
    }
    return both;
  }
}

function sum(all: readonly string[], scoresOf: (word: string) => Scores): Scores {
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return scoresOf(first);
  const sums = new Map<number, number>();
  for (const word of all) {
    for (const [index, score] of scoresOf(word)) sums.set(index, (sums.get(index) ?? 0) + score);
  }
  return sums;
}

/** A word of the title that nobody asked for counts against it: `list users` means ListUsers, not ListUsersForGroup. */
function likeness(title: Entry["title"], meant: ReadonlySet<string>): number {
  let has = 0;
  let all = 0;
  for (const [word, rarity] of title) {
    all += rarity;
    if (meant.has(word)) has += rarity;
  }
  return all === 0 ? 1 : 1 - TITLE + (TITLE * has) / all;
}
