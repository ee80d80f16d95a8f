/** The search behind `search_actions`: finds actions for a task in words, English or Chinese. */
import MiniSearch from "minisearch";
import * as z from "zod";
import { type Action, qualifiedName } from "../../action/action.ts";
import type { Family } from "../../action/family.ts";
import { toolName } from "../../action/names.ts";
import { type Concept, concepts } from "./question.ts";
import { hintedBy, type Subject, subjectOf } from "./subjects.ts";
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

type ActionField = keyof typeof ACTION_FIELDS;

export const tuning = {
  family: 0.4,
  fuzzy: 0.6,
  prefix: 0.4,
  hint: 1.35,
  coverage: 0.6,
  title: 0.6,
  b: 0.7,
  k: 1.2,
};

interface Entry {
  readonly action: Action;
  readonly family: number;
  readonly subjects: ReadonlySet<Subject>;
  readonly title: ReadonlySet<string>;
}

type Scores = ReadonlyMap<number, number>;

export type ParameterText = (action: Action) => { readonly names: string; readonly descriptions: string };

export function createSearchIndex(
  families: readonly Family[],
  parameters: ParameterText = parameterText,
): SearchIndex {
  const entries = families.flatMap((family, index) =>
    family.actions.map(
      (action): Entry => ({
        action,
        family: index,
        subjects: subjectOf(action, family),
        title: new Set([...words(action.name), ...words(action.title)]),
      }),
    ),
  );
  const names = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const name of [entry.action.name, toolName(entry.action), qualifiedName(entry.action)]) {
      names.set(plain(name), [...(names.get(plain(name)) ?? []), entry]);
    }
  }
  const actionWords = wordIndex(Object.keys(ACTION_FIELDS), ACTION_FIELDS);
  const bare = new Set(entries.map(({ action }) => action.name));
  actionWords.addAll(
    entries.map(({ action }, id) => {
      const text = parameters(action);
      const fields: Record<ActionField, readonly string[]> = {
        name: words(action.name),
        title: words(action.title),
        zh: words(action.zh),
        synonyms: (action.synonyms ?? []).flatMap(words),
        summary: words(withoutNames(action.summary, bare)),
        parameters: [...new Set(words(text.names))],
        details: [...new Set(words(text.descriptions))],
      };
      return { id, ...fields };
    }),
  );
  const familyWords = wordIndex(Object.keys(FAMILY_FIELDS), FAMILY_FIELDS);
  familyWords.addAll(
    families.map((family, id) => ({
      id,
      name: words(family.name),
      title: words(family.title),
      zh: words(family.zh),
      summary: words(withoutNames(family.summary, bare)),
    })),
  );
  const titleFrequency = new Map<string, number>();
  for (const { title } of entries)
    for (const word of title) titleFrequency.set(word, (titleFrequency.get(word) ?? 0) + 1);
  const idf = (word: string) => Math.log(1 + entries.length / (titleFrequency.get(word) ?? 1));

  const wordScores = (word: string): Scores => {
    const own = scoresOf(actionWords, word);
    const byFamily = scoresOf(familyWords, word);
    if (byFamily.size === 0) return own;
    const both = new Map(own);
    for (const [index, entry] of entries.entries()) {
      const score = byFamily.get(entry.family);
      if (score !== undefined) both.set(index, (both.get(index) ?? 0) + tuning.family * score);
    }
    return both;
  };

  const conceptScores = (concept: Concept): Scores => {
    const best = new Map<number, number>();
    for (const way of concept.ways) {
      const sum = new Map<number, number>();
      for (const word of way.words) {
        for (const [index, score] of wordScores(word)) sum.set(index, (sum.get(index) ?? 0) + score);
      }
      const weight = way.weight / Math.sqrt(way.words.length);
      for (const [index, score] of sum) {
        if (score * weight > (best.get(index) ?? 0)) best.set(index, score * weight);
      }
    }
    return best;
  };

  return {
    search(query, { limit, accepts }) {
      const asked = concepts(query);
      const scored = asked.map(conceptScores).filter((scores) => scores.size > 0);
      const totals = new Map<number, number>();
      const covered = new Map<number, number>();
      let all = 0;
      for (const scores of scored) {
        const most = Math.max(...scores.values());
        all += most;
        for (const [index, score] of scores) {
          totals.set(index, (totals.get(index) ?? 0) + score);
          covered.set(index, (covered.get(index) ?? 0) + most * Math.min(1, (2 * score) / most));
        }
      }
      const meantWords = new Set(asked.flatMap(({ ways }) => ways.flatMap((way) => way.words)));
      const hints = hintedBy(query);
      const pinned = new Set(named(query).flatMap((name) => names.get(name) ?? []));
      const ranked = entries
        .map((entry, index) => {
          let score = totals.get(index) ?? 0;
          if (score > 0) {
            score *= 1 - tuning.coverage + tuning.coverage * ((covered.get(index) ?? 0) / all);
            let have = 0,
              of = 0;
            for (const word of entry.title) {
              const w = idf(word);
              of += w;
              if (meantWords.has(word)) have += w;
            }
            score *= 1 - tuning.title + tuning.title * (have / of);
          }
          for (const hint of hints) if (entry.subjects.has(hint)) score *= tuning.hint;
          if (pinned.has(entry)) score += 1e6;
          return { entry, score };
        })
        .filter(({ entry, score }) => score > 0 && (accepts?.(entry.action) ?? true));
      return ranked
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ entry }) => entry.action);
    },
  };
}

function wordIndex(fields: string[], boost: Record<string, number>): MiniSearch {
  const own = (given: string) => given.split(" ");
  return new MiniSearch({
    fields,
    tokenize: own,
    processTerm: (term) => term,
    extractField: (document, field) => (field === "id" ? document.id : document[field].join(" ")),
    searchOptions: { boost, tokenize: (word) => [word] },
  });
}

function scoresOf(index: MiniSearch, word: string): Scores {
  const bm25 = { k: tuning.k, b: tuning.b, d: 0.5 };
  let found = index.search(word, { bm25 });
  if (found.length === 0 && /^[a-z]{4}/.test(word)) {
    found = index.search(word, {
      bm25,
      fuzzy: 0.25,
      maxFuzzy: 2,
      prefix: true,
      weights: { fuzzy: tuning.fuzzy, prefix: tuning.prefix },
    });
  }
  return new Map(found.map(({ id, score }) => [Number(id), score]));
}

function plain(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

function named(query: string): readonly string[] {
  const whole = query.slice(0, 200);
  const inside = whole.match(/[A-Za-z0-9_:-]+/g) ?? [];
  return [plain(whole), ...inside.filter((word) => /[a-z][A-Z]|[_:]/.test(word)).map(plain)];
}

function withoutNames(text: string, names: ReadonlySet<string>): string {
  return text.replace(/(?:[a-z]+:)?\b([A-Z][a-z]+[A-Z]\w*)/g, (whole, name: string) =>
    names.has(name) ? " " : whole,
  );
}

export const parameterText: ParameterText = (action) => {
  const shape = action.input();
  return {
    names: Object.keys(shape).join(" "),
    descriptions: Object.values(shape).map(descriptionOf).join(" "),
  };
};

function descriptionOf(schema: z.ZodType): string {
  let inner: unknown = schema;
  for (let depth = 0; depth < 5; depth++) {
    if (!(inner instanceof z.ZodType)) return "";
    if (inner.description !== undefined) return inner.description;
    if (!("unwrap" in inner) || typeof inner.unwrap !== "function") return "";
    inner = inner.unwrap();
  }
  return "";
}
