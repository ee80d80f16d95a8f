import type { Language } from "../../language.ts";
import { EN, type ServerWords } from "./en.ts";
import { ZH } from "./zh.ts";

export type { ServerWords } from "./en.ts";

export function serverWords(language: Language = "en"): ServerWords {
  return language === "zh" ? ZH : EN;
}
