/** What two sets of words, one English and one Chinese, owe each other. */
import { describe, expect, test } from "vitest";

const HAN = /\p{Script=Han}/u;
/** Marks of Chinese writing, for phrases that are hardly more than marks. */
const CHINESE = /[\p{Script=Han}，。：；、（）]/u;
/** Half-width marks beside Chinese characters, and spaces before or after full-width ones. */
const ILL_SET = /\p{Script=Han} ?[,;:!?()]|[,;:!?()]\p{Script=Han}|\s[，。：；、（）]|[，。：；、（）] /u;

/** Arguments that some phrase takes; each phrase is said with all that it does not break on. */
const SAMPLES: readonly (readonly unknown[])[] = [
  ["ALPHA", "BETA", "GAMMA"],
  ["ALPHA", "read", "GAMMA"],
  ["ALPHA", undefined, ["BETA"]],
  ["ALPHA", 2, true, ["BETA"], 3],
  ["ALPHA", 2, "GAMMA"],
  ["ALPHA", ["BETA"], 2],
  ["ALPHA", "BETA", ["GAMMA", "DELTA"]],
  ["none", "BETA"],
  ["second-person", "BETA"],
  [["ALPHA", "BETA"], "read"],
  [["ALPHA", "BETA"], "ask"],
  [["ALPHA", "BETA"], 2],
  [["ALPHA"], ["BETA", "GAMMA"]],
  [2, 5, ["ALPHA"]],
  [2, "day"],
  [1, 5, 60, "ALPHA"],
  [{ rule: "ALPHA", items: 1, left: 2, max: 3, perSeconds: 3600 }],
  ["ALPHA", [{ rule: "BETA", max: 3, perSeconds: 3600 }]],
  [[{ rule: "ALPHA", max: 3, perSeconds: 60 }], 2],
];
/** What a sample gives that does not fit the phrase: a hole in the text, or something that is no text. */
const MISFIT = /undefined|NaN|\[object|=>/;

function phrases(words: object, path: readonly string[] = []): [string, unknown][] {
  return Object.entries(words).flatMap(([key, value]): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? phrases(value, [...path, key])
      : [[[...path, key].join("."), value]],
  );
}

function said(phrase: unknown): string[] {
  if (typeof phrase !== "function") return [String(phrase)];
  return SAMPLES.flatMap((given) => {
    try {
      const text = String(phrase(...given));
      return MISFIT.test(text) ? [] : [text];
    } catch (error) {
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
}

/**
 * Defines the tests of one set of words.
 * @param bare phrases that join what they are given and have no word of their own
 */
export function holdsBothLanguages(of: string, en: object, zh: object, bare: readonly string[] = []): void {
  describe(`the words of ${of}`, () => {
    const english = phrases(en).filter(([name]) => name !== "language");
    const chinese = new Map(phrases(zh));

    test("are the same phrases in both languages, at every depth", () => {
      expect([...chinese.keys()]).toEqual(phrases(en).map(([name]) => name));
      for (const [name, phrase] of english) expect(typeof chinese.get(name), name).toBe(typeof phrase);
    });
    test.each(english)("%s is English in English and Chinese in Chinese", (name, phrase) => {
      const [inEnglish, inChinese] = [said(phrase), said(chinese.get(name))];
      expect([inEnglish.length, inChinese.length].every((count) => count > 0)).toBe(true);
      expect(inEnglish.join("\n")).not.toMatch(CHINESE);
      if (!bare.includes(name)) for (const text of inChinese) expect(text).toMatch(CHINESE);
    });
    test.each([...chinese])("%s is set as Chinese is", (name, phrase) => {
      for (const text of said(phrase)) if (HAN.test(text)) expect(text, name).not.toMatch(ILL_SET);
    });
  });
}
