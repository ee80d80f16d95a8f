/** What the lists of tools cost a model, in tokens of o200k. */
import type { Catalogue } from "../../src/server/catalogue.ts";
import type { ToolDefinition } from "../../src/server/definition.ts";
import { select } from "../../src/server/selection.ts";

/** Tokens of a text. */
export type Count = (text: string) => number;

/** Loads the tokenizer's tables, which takes most of a second. */
export async function loadO200k(): Promise<Count> {
  const [{ Tiktoken }, { default: ranks }] = await Promise.all([
    import("js-tiktoken/lite"),
    import("js-tiktoken/ranks/o200k_base"),
  ]);
  const tokenizer = new Tiktoken(ranks);
  // Marks such as <|endoftext|> are text like any other here.
  return (text) => tokenizer.encode(text, [], []).length;
}

export interface Cost {
  readonly tools: number;
  /** What hosts show a model: name, description and input schema of each tool. */
  readonly shown: number;
  /** The whole entries of `tools/list`, with output schemas and annotations. */
  readonly whole: number;
}

export interface ListCost extends Cost {
  /** The words after `--list`; undefined for the usual list. */
  readonly words: string | undefined;
}

export interface Costs {
  readonly usual: ListCost;
  readonly none: ListCost;
  readonly all: ListCost;
  readonly services: readonly ListCost[];
  readonly families: readonly ListCost[];
  /** The tools of the usual list, the dearest first. */
  readonly dearest: readonly (Cost & { readonly name: string })[];
}

/** Counts each tool once, by itself: a list costs the sum of its tools. */
export function costs(catalogue: Catalogue, count: Count): Costs {
  const known = new Map<string, Cost>();
  const costOf = (tool: ToolDefinition): Cost => {
    const cost = known.get(tool.name) ?? toolCost(tool, count);
    known.set(tool.name, cost);
    return cost;
  };
  const listCost = (words: string | undefined): ListCost => {
    const list = words === undefined ? undefined : [words];
    const { listed } = select(catalogue, { list, only: undefined, exclude: [] });
    const sum = (key: "shown" | "whole") => listed.reduce((total, tool) => total + costOf(tool)[key], 0);
    return { words, tools: listed.length, shown: sum("shown"), whole: sum("whole") };
  };
  const { entries, usual } = catalogue;
  const each = (names: readonly string[]) => [...new Set(names)].map(listCost);
  return {
    usual: listCost(undefined),
    none: listCost("none"),
    all: listCost("all"),
    services: each(entries.map(({ action }) => action.split(":")[0] ?? "")),
    families: each(entries.map(({ family }) => family)),
    dearest: usual
      .map((tool) => ({ name: tool.name, ...costOf(tool) }))
      .toSorted((one, other) => other.shown - one.shown),
  };
}

function toolCost(tool: ToolDefinition, count: Count): Cost {
  const { name, description, inputSchema } = tool;
  return {
    tools: 1,
    shown: count(JSON.stringify({ name, description, inputSchema })),
    whole: count(JSON.stringify(tool)),
  };
}
