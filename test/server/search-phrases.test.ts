/**
 * How often the search finds what people mean. The phrases of the first file were written by somebody who had not seen
 * descriptions or synonyms, and nothing was tuned on them: they are the measure. Weights and synonyms were tried on the
 * second file's, so its numbers are the upper end; they keep a change from losing what was found.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { qualifiedName } from "../../src/action/action.ts";
import { createSearchIndex } from "../../src/server/discovery/search-index.ts";
import { actions, families } from "../../tools/index.ts";

const phrase = z.strictObject({
  phrase: z.string().min(1),
  language: z.enum(["en", "zh"]),
  /** Any of them answers the phrase. */
  actions: z.array(z.string()).min(1),
});
type Phrase = z.infer<typeof phrase>;

/** Where the right action stands is looked up this far; further down counts as not found. */
const DEPTH = 50;
const index = createSearchIndex(families);
const known = new Set(actions.map(qualifiedName));

function phrasesOf(file: string): readonly Phrase[] {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  return z.array(phrase).min(1).parse(JSON.parse(text));
}

/** From 1; none where it is not found. */
function placeOf({ phrase: query, actions: right }: Phrase): number | undefined {
  const found = index.search(query, { limit: DEPTH }).map(qualifiedName);
  const place = found.findIndex((name) => right.includes(name));
  return place === -1 ? undefined : place + 1;
}

function measure(phrases: readonly Phrase[]) {
  const places = phrases.map(placeOf);
  const share = (most: number) =>
    places.filter((place) => place !== undefined && place <= most).length / places.length;
  const reciprocal = places.map((place) => (place === undefined ? 0 : 1 / place));
  return { recall5: share(5), recall1: share(1), mrr: reciprocal.reduce((a, b) => a + b, 0) / places.length };
}

describe.each([
  ["search-phrases.json", 0.95],
  ["search-phrases-tuning.json", 0.99],
] as const)("the phrases of %s", (file, floor) => {
  const phrases = phrasesOf(file);

  it("name only actions that exist", () => {
    expect(phrases.flatMap((one) => one.actions).filter((name) => !known.has(name))).toEqual([]);
  });

  it("are each there once", () => {
    expect(new Set(phrases.map((one) => one.phrase)).size).toBe(phrases.length);
  });

  it(`find a right action among the first five: ${floor} of them at least`, () => {
    for (const language of ["en", "zh", "all"]) {
      const chosen = phrases.filter((one) => language === "all" || one.language === language);
      const { recall5, recall1, mrr } = measure(chosen);
      const numbers = `recall@5 ${recall5.toFixed(3)}  recall@1 ${recall1.toFixed(3)}  MRR ${mrr.toFixed(3)}`;
      console.info(`${file} ${language.padEnd(3)} (${chosen.length}): ${numbers}`);
    }
    const missed = phrases.filter((one) => (placeOf(one) ?? DEPTH) > 5).map((one) => one.phrase);
    expect(measure(phrases).recall5, `not found: ${missed.join("; ")}`).toBeGreaterThanOrEqual(floor);
  });
});
