/** A question as what it asks for: one concept for each word that says something, with what else may say it. */
import { PHRASES } from "./phrases.ts";
import { SYNONYMS } from "./synonyms.ts";
import { bigrams, isHan, isStopWord, runs, STOP_HAN, stem, words } from "./words.ts";

/** One way to say a concept: words that only together say it, and how surely they do. */
export interface Way {
  readonly words: readonly string[];
  readonly weight: number;
}

export interface Concept {
  /** The asker's own word first, where it says something by itself. */
  readonly ways: readonly Way[];
  /** What stands around the matter (“in the pool”) weighs less than the matter. */
  readonly weight: number;
  /** Begins a clause as what is to be done does (“please drop it”), not as what was done (“we dropped it”). */
  readonly commands?: true;
  /** Says where something is done. */
  readonly place?: true;
}

/** Longer questions are cut: what matters is said by then, and a search has to stay quick. */
const QUESTION_LIMIT = 1000;
const MOST_CONCEPTS = 40;
const AROUND = 0.6;
/** What contains most other things: named as where something is done (“in the user pool”), it is not what is asked for. */
const CONTAINERS: ReadonlySet<string> = new Set("userpool pool app gateway directory namespac".split(" "));
const PLACE = 0.3;

/** Where one clause ends and another begins. */
const CLAUSE_END = /[,;:.!?](?=\s|$)|(?<=\p{Script=Han})[,;:!?]|[,;:!?](?=\p{Script=Han})|。|\s[-–—]+\s/u;

const HAN_INSIDE = /\p{Script=Han}/u;
/** A clause that only adds a condition or a purpose. */
const ASIDE = /^\s*(?:只要?|不|别|没|方便|免得|以后|以免|省得|好让)|的\W*$/;

/** After these comes what stands around the matter, or when and why, up to where a question begins anew. */
const PREPOSITIONS: ReadonlySet<string> = new Set(
  "in from of for on within with by to into inside at per under between off onto across via through among below beneath against before after once until unless because since while".split(
    " ",
  ),
);
const ANEW: ReadonlySet<string> = new Set("who which what how where when then please want need".split(" "));
/** In Chinese it comes before these. */
const AFTER_AROUND: ReadonlySet<string> = new Set(["的", "里", "里面", "里边"]);
/** Before what is to be done comes nothing but these. */
const LEADING: ReadonlySet<string> = new Set(
  "please pls now and then just so but or can could would how do does i you to we want need needs must should have has let lets me us help also first finally really still maybe ok".split(
    " ",
  ),
);
/** Words that ask, and only by what they mean say what for. */
const ASKING: ReadonlySet<string> = new Set([
  "whocan",
  "whatcan",
  "federate",
  ..."有哪些 哪些 哪几个 所有 全部 几个 多少 谁 总共 一共 有没有 是不是 能不能 可不可以 能否 是否 可否 在哪 在哪里".split(
    " ",
  ),
  "who",
  "which",
  "all",
  "every",
  "count",
  "whoami",
  "asking",
  "maythey",
  "actor",
  "keyvalue",
  "setto",
  "unwanted",
]);

/** “Can you …” and “how do I …” ask for something to be done, politely. */
const WANTS_ANSWER =
  /^\W*(?:who|which|what|where|when|is|are|was|were|does|did|has|have|may|how (?:many|much))\b|谁|哪[些个几]|多少|几个|有没有|是否|是不是|能不能|吗|是啥|是什么|什么来着|没[？?]?$/i;

/** Whether somebody wants to know something, not to have something done. */
export function wantsAnswer(question: string): boolean {
  return WANTS_ANSWER.test(question.slice(0, QUESTION_LIMIT).normalize("NFKC"));
}

/** The concepts of a question in order, each once. */
export function concepts(question: string): readonly Concept[] {
  let text = question.slice(0, QUESTION_LIMIT).normalize("NFKC");
  for (const [phrase, word] of PHRASES) text = text.replace(phrase, word);
  const clauses = text.split(CLAUSE_END).filter((clause) => /\S/.test(clause));
  const last = clauses.findLast((clause) => !ASIDE.test(clause));
  const found = clauses.flatMap((clause) => {
    const said = clauseConcepts(clause);
    return clause === last && HAN_INSIDE.test(clause) ? said.map(commanding) : said;
  });
  const once = new Map<string, Concept>();
  for (const concept of found) {
    const name = concept.ways[0]?.words.join("+") ?? "";
    // Said as the matter and again as what stands around it, it is the matter.
    if ((once.get(name)?.weight ?? 0) < concept.weight) once.set(name, concept);
  }
  return [...once.values()].slice(0, MOST_CONCEPTS).map(asPlace);
}

/** In Chinese what is to be done is said last. */
function commanding(concept: Concept): Concept {
  return { ...concept, commands: true };
}

function asPlace(concept: Concept): Concept {
  const [own, ...others] = concept.ways;
  const named = isHan(own?.words[0] ?? "") ? [own, ...others] : [own];
  const contains = named.some((way) => way?.words.length === 1 && CONTAINERS.has(way.words.join()));
  if (concept.weight === 1 || !contains) return concept;
  return { ...concept, weight: PLACE, place: true };
}

function clauseConcepts(clause: string): readonly Concept[] {
  const found: Concept[] = [];
  let around = false;
  let leading = true;
  for (const { text: run, han } of runs(clause)) {
    if (han) {
      around = false;
      leading = false;
      addHanConcepts(run, found);
      continue;
    }
    if (PREPOSITIONS.has(run)) around = true;
    else if (ANEW.has(run)) around = false;
    found.push(...latinConcepts(run, around ? AROUND : 1, leading && !/(?:ed|ing)$/.test(run)));
    if (!LEADING.has(run)) leading = false;
  }
  return found;
}

function latinConcepts(word: string, weight: number, commands: boolean): readonly Concept[] {
  const own = stem(word);
  const said = isStopWord(word) || ASKING.has(word) ? [] : [{ words: [own], weight: 1 }];
  const ways = [...said, ...(MEANINGS.get(own) ?? [])];
  return ways.length === 0 ? [] : [{ ways, weight, ...(commands && { commands }) }];
}

/**
 * Adds the concepts of a run of Chinese, which has no spaces. Words that the synonyms know are found as they are and count once; of the rest every two
 * characters side by side count.
 */
function addHanConcepts(run: string, found: Concept[]): void {
  let piece = "";
  // Pairs of the piece that lie within a known word: the word's own concept says them.
  let known = new Set<number>();
  const endPiece = () => {
    for (const [index, pair] of bigrams(piece).entries()) {
      if (!known.has(index)) found.push({ ways: [{ words: [pair], weight: 1 }], weight: 1 });
    }
    piece = "";
    known = new Set();
  };
  for (const [token] of run.matchAll(HAN_TOKEN)) {
    const meant = MEANINGS.get(token);
    if (meant === undefined && STOP_TOKEN.test(token)) {
      endPiece();
      if (AFTER_AROUND.has(token))
        found.splice(0, found.length, ...found.map((concept) => ({ ...concept, weight: AROUND })));
      continue;
    }
    if (meant !== undefined && ASKING.has(token)) {
      endPiece();
      if (meant.length > 0) found.push({ ways: meant, weight: 1 });
      continue;
    }
    if (meant !== undefined) {
      const pairs = bigrams(token);
      for (const index of pairs.keys()) known.add(piece.length + index);
      found.push({ ways: [{ words: pairs, weight: 1 }, ...meant], weight: 1 });
    }
    piece += token;
  }
  endPiece();
}

/** What each word may stand for, by its stem. */
function meanings(): ReadonlyMap<string, readonly Way[]> {
  const table = new Map<string, Way[]>();
  for (const [said, meant, weight] of SYNONYMS) {
    const ways = meant
      .split(" ")
      .filter((way) => way !== "")
      .map((way) => ({ words: way.split("+").flatMap(words), weight }));
    for (const word of said.split(" ")) {
      const key = isHan(word) ? word : stem(word);
      const own = words(word).join("+");
      const others = ways.filter((way) => way.words.join("+") !== own);
      table.set(key, [...(table.get(key) ?? []), ...others]);
    }
  }
  return table;
}

const MEANINGS = meanings();
const HAN_WORDS = [...MEANINGS.keys()].filter(isHan).sort((a, b) => b.length - a.length);
/** At each place the longest known word, else a word that says nothing, else one character. */
const HAN_TOKEN = new RegExp(`${HAN_WORDS.join("|")}|${STOP_HAN}|.`, "gsu");
const STOP_TOKEN = new RegExp(`^(?:${STOP_HAN})$`, "u");
