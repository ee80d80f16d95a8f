/** The index of one kind of thing: how well each of them answers to a single word. */
import MiniSearch from "minisearch";

/** Scores by the position of the thing in the list that was indexed. */
export type Scores = ReadonlyMap<number, number>;

/** What is indexed, by field: text, which `words` takes apart. */
export type Fields<Name extends string> = Readonly<Record<Name, string>>;

const NONE: Scores = new Map();
/** BM25+: the library's own values; nothing was gained by others. */
const BM25 = { k: 1.2, b: 0.7, d: 0.5 };
/** Fields repeat each other: ten times the score is not ten times as fitting. */
const SATURATION = 0.5;

/** Words shorter than this are too like others to be guessed at. */
const GUESSED_FROM = 4;
const GUESSES = { fuzzy: 0.25, maxFuzzy: 2, prefix: true, weights: { fuzzy: 0.6, prefix: 0.4 } };

/** How much of its worth a word keeps when two of its letters were swapped. */
const SWAPPED = 0.8;

export class WordIndex<Name extends string> {
  readonly #search: MiniSearch<Fields<Name>>;
  /** The library's own form of each known word; see `#code`. */
  readonly #codes = new Map<string, string>();
  readonly #known = new Map<string, Scores>();

  constructor(
    things: readonly Fields<Name>[],
    boosts: Readonly<Record<Name, number>>,
    words: (text: string) => readonly string[],
  ) {
    const fields = Object.keys(boosts);
    this.#search = new MiniSearch<Fields<Name>>({
      fields,
      tokenize: (text) => [...words(text)],
      processTerm: (word) => this.#code(word),
      searchOptions: { boost: boosts, bm25: BM25, tokenize: (word) => [word], processTerm: (word) => word },
    });
    this.#search.addAll(things.map((thing, id) => ({ ...thing, id })));
  }

  /**
   * The things that have the word. A word that nothing has is taken for a misspelling or a beginning of others; one
   * that something has is never, so that a guess cannot outrank what was said.
   */
  scores(word: string): Scores {
    const code = this.#codes.get(word);
    if (code === undefined) {
      if (word.length < GUESSED_FROM || !/^[a-z]+$/.test(word)) return NONE;
      const swapped = this.#swapped(word);
      return swapped === undefined ? this.#look(word, GUESSES) : scaled(this.scores(swapped), SWAPPED);
    }
    let scores = this.#known.get(word);
    if (scores === undefined) {
      scores = this.#look(code, {});
      this.#known.set(word, scores);
    }
    return scores;
  }

  /** Two letters in the wrong order are the commonest slip, and count as two changes elsewhere. */
  #swapped(word: string): string | undefined {
    for (let at = 0; at < word.length - 1; at++) {
      const other = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      if (this.#codes.has(other)) return other;
    }
    return undefined;
  }

  #look(term: string, options: Partial<typeof GUESSES>): Scores {
    const found = this.#search.search(term, options);
    return new Map(found.map(({ id, score }) => [Number(id), score ** SATURATION]));
  }

  /**
   * The library walks a tree whose nodes it scans from end to end, and Chinese would give the root a thousand
   * branches. Numbered, they are as many as there are digits.
   */
  #code(word: string): string {
    let code = this.#codes.get(word);
    if (code === undefined) {
      code = /^[a-z0-9]/.test(word) ? word : `~${this.#codes.size.toString(36)}`;
      this.#codes.set(word, code);
    }
    return code;
  }
}

function scaled(scores: Scores, factor: number): Scores {
  return new Map([...scores].map(([index, score]) => [index, score * factor]));
}
