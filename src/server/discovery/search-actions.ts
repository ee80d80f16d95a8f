import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../../action/action.ts";
import { bounded } from "../../text/index.ts";
import { searchInput, USUAL_HITS } from "./definitions.ts";
import { parseOwn } from "./parse-own.ts";
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

function answer({ gate }: Discovery, found: readonly Action[]): CallToolResult {
  const hits = found.map((action) => ({
    action: qualifiedName(action),
    line: bounded(firstSentence(action.summary), LINE),
    effect: action.effect,
    policy: gate.outlook(action).verdict,
  }));
  const lines =
    hits.length === 0
      ? ["Nothing is found for these words. Try other or fewer ones, or leave service and effect out."]
      : [
          ...hits.map((hit) => `${hit.action} [${hit.effect}, ${verdictWord(hit.policy)}] ${hit.line}`),
          "describe_action shows parameters; reads run with read_action, all else with change_action.",
        ];
  return { content: [{ type: "text", text: lines.join("\n") }], structuredContent: { hits } };
}

function verdictWord(verdict: string): string {
  return verdict === "depends" ? "depends on arguments" : verdict;
}

function firstSentence(summary: string): string {
  return /^.*?(?<!\be\.g|\bi\.e)\.(?=\s|$)/.exec(summary)?.[0] ?? summary;
}
