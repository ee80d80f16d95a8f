import type { Outlook } from "../../gate/types.ts";
import { type ServerWords, serverWords } from "../words/words.ts";

/** One line that tells a model what the policy says of an action. */
export function outlookLine(outlook: Outlook, words: ServerWords = serverWords()): string {
  switch (outlook.verdict) {
    case "allowed":
      return outlookWords(outlook, words);
    case "depends":
      return words.outlook.dependsOn(outlook.on, outlook.approval);
    case "refused":
      return words.outlook.refusedFor(outlook.reason);
  }
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
