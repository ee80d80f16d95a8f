import type { Language } from "../../language.ts";
import { EN, type PolicyWords } from "./en.ts";
import { ZH } from "./zh.ts";

export type { PolicyWords } from "./en.ts";

export function policyWords(language: Language = "en"): PolicyWords {
  return language === "zh" ? ZH : EN;
}
