/** How well each thing of a kind answers to each word, worked out in advance: a search only looks it up. */
import MiniSearch from "minisearch";
import { words } from "./words.ts";

/** Each word with the things that have it: the thing's position in the list, its score, the next one's position … */
export type WordTable = readonly (readonly [word: string, scores: readonly number[]])[];

/** What is indexed, by field: text, which `words` takes apart. */
export type Fields<Name extends string> = Readonly<Record<Name, string>>;

/** BM25+: the library's own values; nothing was gained by others. */
const BM25 = { k: 1.2, b: 0.7, d: 0.5 };
/** Fields repeat each other: ten times the score is not ten times as fitting. */
const SATURATION = 0.5;
/** Scores are kept to so much: finer differences mean nothing, and each digit is read at every first search. */
const GRAIN = 1000;

/** The table of some things, whose fields weigh by `boosts`. Takes a moment: the build does it. */
export function wordTable<Name extends string>(
  things: readonly Fields<Name>[],
  boosts: Readonly<Record<Name, number>>,
): WordTable {
  const codes = new Map<string, string>();
  const search = new MiniSearch<Fields<Name>>({
    fields: Object.keys(boosts),
    tokenize: (text) => [...words(text)],
    processTerm: (word) => codeOf(word, codes),
    searchOptions: { boost: boosts, bm25: BM25, tokenize: (word) => [word], processTerm: (word) => word },
  });
  search.addAll(things.map((thing, id) => ({ ...thing, id })));
  return [...codes].map(([word, code]) => [
    word,
    search
      .search(code)
      .map(({ id, score }) => ({
        position: Number(id),
        score: Math.round(GRAIN * score ** SATURATION) / GRAIN,
      }))
      .sort((a, b) => a.position - b.position)
      .flatMap(({ position, score }) => [position, score]),
  ]);
}

/**
 * The library walks a tree whose nodes it scans from end to end, and Chinese would give the root a thousand
 * branches. Numbered, they are as many as there are digits.
 */
function codeOf(word: string, codes: Map<string, string>): string {
  let code = codes.get(word);
  if (code === undefined) {
    code = /^[a-z0-9]/.test(word) ? word : `~${codes.size.toString(36)}`;
    codes.set(word, code);
  }
  return code;
}
