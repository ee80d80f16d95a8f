import type { Target } from "../wire/permit.ts";
import { type GateWords, gateWords } from "./words/words.ts";

/** One phrase that names where a call goes: `sandbox account 2100000000, region cn-beijing`. */
export function describeTarget(target: Target, { preview: words }: GateWords = gateWords()): string {
  const account = target.account === undefined ? words.noAccount : words.account(target.account);
  const parts = [
    words.place(target.mode === "sandbox" ? words.sandbox : words.real, account),
    words.region(target.region),
  ];
  if (target.profile !== undefined) parts.push(words.profile(target.profile));
  return parts.join(words.comma);
}
