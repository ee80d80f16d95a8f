import { resolveLanguage } from "../../../config/config.ts";
import type { Program } from "../../context.ts";
import { type ApprovalWords, EN } from "./en.ts";
import { ZH } from "./zh.ts";

export type { ApprovalWords } from "./en.ts";

/** By flag, variable or locale. @throws ConfigInvalid where the flag or the variable names no language */
export function wordsFor(program: Program, flags: { readonly lang?: string | undefined }): ApprovalWords {
  return resolveLanguage(flags.lang, program.env) === "zh" ? ZH : EN;
}
