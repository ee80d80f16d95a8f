/** A question as what it asks for: one concept for each word that says something, with what else may say it. */
import { PHRASES, SYNONYMS } from "./synonyms.ts";
import { bigrams, isStopWord, runs, STOP_HAN, stem, words } from "./words.ts";

/** One way to say a concept: words that only together say it, and how surely they do. */
export interface Way {
  readonly words: readonly string[];
  readonly weight: number;
}

export interface Concept {
  /** The asker's own word first, with weight 1, where it is one that documents have. */
  readonly ways: readonly Way[];
  readonly weight?: number;
}

/** Longer questions are cut: what matters is said by then, and a search has to stay quick. */
const QUESTION_LIMIT = 1000;
const MOST_CONCEPTS = 40;

/** The concepts of a question in order, each once. */
export function concepts(question: string): readonly Concept[] {
  let text = question.slice(0, QUESTION_LIMIT).normalize("NFKC");
  for (const [phrase, word] of PHRASES) text = text.replace(phrase, word);
  let context = false;
  const found = runs(text).flatMap(({ text: run, han }) => {
    if (han) { context = false; return hanConcepts(run); }
    if (PREPOSITIONS.has(run)) context = true;
    else if (FRESH.has(run)) context = false;
    return latinConcepts(run).map((concept) => context ? { ...concept, weight: 0.75 } : concept);
  });
  const once = new Map(found.map((concept) => [nameOf(concept), concept]));
  return [...once.values()].slice(0, MOST_CONCEPTS);
}

function nameOf(concept: Concept): string {
  return concept.ways[0]?.words.join("+") ?? "";
}

function latinConcepts(word: string): readonly Concept[] {
  const meant = MEANINGS.get(stem(word)) ?? [];
  const said = isStopWord(word) || ASKING.has(word) ? [] : [{ words: [stem(word)], weight: 1 }];
  const ways = [...said, ...meant];
  return ways.length === 0 ? [] : [{ ways }];
}

const PREPOSITIONS = new Set(["in", "from", "of", "for", "on", "within", "with", "by", "to", "into", "inside", "at", "per", "under", "between"]);
const FRESH = new Set(["who", "which", "what", "how", "where", "when", "then", "please", "want", "need"]);
/** Words that documents use as grammar, and questions to ask for a list. */
const ASKING: ReadonlySet<string> = new Set(["who", "which", "all", "count", "whoami", "asking"]);

/**
 * Chinese has no spaces. Words that synonyms know are found as they are and count once; of the rest every two
 * characters side by side count.
 */
function hanConcepts(run: string): readonly Concept[] {
  const found: Concept[] = [];
  // The piece that is being read, and where in it the known words end.
  let piece = "";
  let known = new Set<number>();
  const finish = () => {
    const pairs = bigrams(piece);
    for (const [index, pair] of pairs.entries()) {
      if (!known.has(index)) found.push({ ways: [{ words: [pair], weight: 1 }] });
    }
    piece = "";
    known = new Set();
  };
  for (const [token] of run.matchAll(HAN_TOKEN)) {
    const meant = MEANINGS.get(token);
    if (meant !== undefined) {
      const start = piece.length;
      // Pairs within the word are said by the concept; those across its borders stay.
      for (let index = start; index < start + Math.max(token.length - 1, 1); index++) known.add(index);
      piece += token;
      const ways = [{ words: bigrams(token), weight: 1 }, ...meant];
      found.push({ ways });
    } else if (STOP_TOKEN.test(token)) { finish(); if (/^[的里]$/.test(token)) found.splice(0, found.length, ...found.map((c) => ({ ...c, weight: 0.75 }))); }
    else piece += token;
  }
  finish();
  return found;
}

function meanings(): ReadonlyMap<string, readonly Way[]> {
  const table = new Map<string, Way[]>();
  for (const [said, meant, weight] of SYNONYMS) {
    const ways = meant
      .split(" ")
      .filter((way) => way !== "")
      .map((way) => ({
        words: way.split("+").flatMap((part) => words(part)),
        weight,
      }));
    for (const word of said.split(" ")) {
      const key = HAN.test(word) ? word : stem(word);
      const own = HAN.test(word) ? bigrams(word).join() : key;
      const others = ways.filter((way) => way.words.join() !== own);
      table.set(key, [...(table.get(key) ?? []), ...others]);
    }
  }
  return table;
}

const HAN = /^\p{Script=Han}/u;
const MEANINGS = meanings();

const HAN_WORDS = [...MEANINGS.keys()].filter((word) => HAN.test(word)).sort((a, b) => b.length - a.length);
const STOP_TOKEN = new RegExp(`^(?:${STOP_HAN})$`);
/** At each place the longest known word, else a word that says nothing, else one character. */
const HAN_TOKEN = new RegExp(`${HAN_WORDS.join("|")}|${STOP_HAN}|.`, "gsu");
