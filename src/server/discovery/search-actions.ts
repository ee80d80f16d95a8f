import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { serverWords } from "../words/words.ts";
import { searchInput, USUAL_HITS } from "./definitions.ts";
import { parseOwn } from "./parse-own.ts";
import { outlookWords } from "./policy-words.ts";
import { createSearchIndex, type SearchIndex } from "./search-index.ts";
import type { Discovery } from "./types.ts";

/** The one line that a hit has beside its name, in UTF-16 units. */
const LINE = 140;

/** The search over one server's actions, begun by the first. */
export function searcher(): (discovery: Discovery, args: unknown) => CallToolResult {
  let index: SearchIndex | undefined;
  return (discovery, args) => {
    const { query, limit = USUAL_HITS, service, effect } = parseOwn("search_actions", searchInput, args);
    index ??= createSearchIndex(discovery.families, discovery.search?.());
    const accepts = (action: Action) =>
      (service === undefined || action.service === service) &&
      (effect === undefined || action.effect === effect);
    return answer(discovery, index.search(query, { limit, accepts }));
  };
}

function answer({ gate, language }: Discovery, found: readonly Action[]): CallToolResult {
  const words = serverWords(language);
  const judged = found.map((action) => ({
    action,
    outlook: gate.outlook(action),
    line: shortened(firstSentence(action.summary)),
  }));
  const hits = judged.map(({ action, outlook, line }) => ({
    action: qualifiedName(action),
    line,
    effect: action.effect,
    policy: outlook.verdict,
    ...(outlook.verdict !== "refused" && outlook.approval !== "none" ? { approval: outlook.approval } : {}),
  }));
  const lines =
    hits.length === 0
      ? ["Nothing is found for these words. Try other or fewer ones, or leave service and effect out."]
      : [
          ...judged.map(
            ({ action, outlook, line }) =>
              `${qualifiedName(action)} [${action.effect}, ${outlookWords(outlook, words)}] ${line}`,
          ),
          "describe_action shows parameters; reads run with read_action, all else with change_action.",
        ];
  return { content: [{ type: "text", text: lines.join("\n") }], structuredContent: { hits } };
}

/** Cut between words. */
function shortened(sentence: string): string {
  if (sentence.length <= LINE) return sentence;
  const kept = sentence.slice(0, LINE);
  return `${kept.slice(0, Math.max(kept.lastIndexOf(" "), LINE / 2))} …`;
}

function firstSentence(summary: string): string {
  return /^.*?(?<!\be\.g|\bi\.e)\.(?=\s|$)/.exec(summary)?.[0] ?? summary;
}
