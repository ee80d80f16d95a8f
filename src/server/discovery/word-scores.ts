/** Looks words up in their table, and guesses at those that are not in it. */
import type { WordTable } from "./word-table.ts";

/** Scores by the position of the thing in the list that the table was made of. */
export type Scores = ReadonlyMap<number, number>;

const NONE: Scores = new Map();

/** Words shorter than this are too like others to be guessed at. */
const GUESSED_FROM = 4;
/** Of a word's letters so many may be wrong, and never more than two. */
const WRONG = 0.25;
const MOST_WRONG = 2;
/** How much a word is worth as another's misspelling and as its beginning, and how fast that falls with each letter. */
const MISSPELT = { weight: 0.6, fall: 1 };
const BEGUN = { weight: 0.4, fall: 0.3 };

/** How much of its worth a word keeps when two of its letters were swapped. */
const SWAPPED = 0.8;

/** Words are kept once they were looked up; there is an end to those that exist, but not to misspellings. */
const GUESSES_KEPT = 500;

export class WordScores {
  readonly #table: ReadonlyMap<string, readonly number[]>;
  readonly #guessable: readonly string[];
  readonly #known = new Map<string, Scores>();
  readonly #guesses = new Map<string, Scores>();

  constructor(table: WordTable) {
    this.#table = new Map(table);
    this.#guessable = table.map(([word]) => word).filter(isGuessable);
  }

  /**
   * The things that have the word. A word that nothing has is taken for a misspelling or a beginning of others; one
   * that something has is never, so that a guess cannot outrank what was said.
   */
  scores(word: string): Scores {
    const postings = this.#table.get(word);
    if (postings !== undefined) return this.#looked(word, postings);
    if (word.length < GUESSED_FROM || !isGuessable(word)) return NONE;
    let guess = this.#guesses.get(word);
    if (guess === undefined) {
      guess = this.#guess(word);
      if (this.#guesses.size < GUESSES_KEPT) this.#guesses.set(word, guess);
    }
    return guess;
  }

  #looked(word: string, postings: readonly number[]): Scores {
    let scores = this.#known.get(word);
    if (scores === undefined) {
      scores = new Map(pairs(postings));
      this.#known.set(word, scores);
    }
    return scores;
  }

  #guess(word: string): Scores {
    const swapped = this.#swapped(word);
    if (swapped !== undefined) {
      return new Map([...this.scores(swapped)].map(([position, score]) => [position, score * SWAPPED]));
    }
    const most = Math.min(MOST_WRONG, Math.round(word.length * WRONG));
    const sums = new Map<number, number>();
    for (const known of this.#guessable) {
      const weight = worth(word, known, most);
      if (weight === 0) continue;
      // Scores are roots of what adds up.
      for (const [position, score] of this.scores(known)) {
        sums.set(position, (sums.get(position) ?? 0) + weight * score ** 2);
      }
    }
    return new Map([...sums].map(([position, total]) => [position, Math.sqrt(total)]));
  }

  /** Two letters in the wrong order are the commonest slip, and count as two changes elsewhere. */
  #swapped(word: string): string | undefined {
    for (let at = 0; at < word.length - 1; at++) {
      const other = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
      if (this.#table.has(other)) return other;
    }
    return undefined;
  }
}

function isGuessable(word: string): boolean {
  return /^[a-z]+$/.test(word);
}

function* pairs(flat: readonly number[]): Generator<readonly [number, number]> {
  for (let at = 0; at < flat.length; at += 2) yield [flat[at] ?? 0, flat[at + 1] ?? 0];
}

/** What `word` is worth as `known` misspelt or begun; nothing if it is too far from it. */
function worth(word: string, known: string, most: number): number {
  const falling = ({ weight, fall }: typeof MISSPELT, letters: number) =>
    (weight * known.length) / (known.length + fall * letters);
  if (known.startsWith(word)) return falling(BEGUN, known.length - word.length);
  const letters = distance(word, known, most);
  return letters <= most ? falling(MISSPELT, letters) : 0;
}

/** How many letters have to be changed, added or left out; anything above `most` where there are more. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[other.length] ?? most + 1;
}
