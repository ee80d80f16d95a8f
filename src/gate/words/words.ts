import type { Language } from "../../language.ts";
import { EN, type GateWords } from "./en.ts";
import { ZH } from "./zh.ts";

export type { GateWords } from "./en.ts";

export function gateWords(language: Language = "en"): GateWords {
  return language === "zh" ? ZH : EN;
}
