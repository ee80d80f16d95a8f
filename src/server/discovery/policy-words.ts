import type { Budget, Outlook } from "../../gate/types.ts";
import { type ServerWords, serverWords } from "../words/words.ts";

/** One line that tells a model what the policy says of an action. */
export function outlookLine(outlook: Outlook, words: ServerWords = serverWords()): string {
  switch (outlook.verdict) {
    case "allowed":
      return withBudgets(outlookWords(outlook, words), outlook.budgets, words);
    case "depends":
      return withBudgets(words.outlook.dependsOn(outlook.on, outlook.approval), outlook.budgets, words);
    case "refused":
      return words.outlook.refusedFor(outlook.reason);
  }
}

function withBudgets(line: string, budgets: readonly Budget[] = [], { outlook: words }: ServerWords): string {
  return budgets.length === 0 ? line : words.budgets(line, budgets);
}

/** The same in a word or two, for lists. */
export function outlookWords(outlook: Outlook, { outlook: words }: ServerWords = serverWords()): string {
  switch (outlook.verdict) {
    case "allowed":
      return words.allowed(outlook.approval);
    case "depends":
      return words.depends(outlook.approval);
    case "refused":
      return words.refused;
  }
}
