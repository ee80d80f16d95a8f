import type { Effect } from "../action/action.ts";
import { ConfigInvalid } from "../errors.ts";
import { bounded, nearestName, visible } from "../text/index.ts";
import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import type { ToolDefinition } from "./definition.ts";
import { DISCOVERY_TOOLS, GENERATE_SECRET } from "./own-tools.ts";

/** Which actions are listed and which exist at all, in the words of `--list`, `--only` and `--exclude`. */
export interface SelectionWords {
  /** `all`, `none`, or words; undefined for the usual list. */
  readonly list: readonly string[] | undefined;
  readonly only: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

export interface Selection {
  /** `tools/list`, the same for every connection. */
  readonly listed: readonly ToolDefinition[];
  /** The actions that can be called, listed or not. */
  readonly entries: readonly CatalogueEntry[];
  /** Their tool names. */
  readonly reachable: ReadonlySet<string>;
  /**
   * Whether a tool would be reachable if this were its effect: the arguments of some calls give them another than they
   * are listed with.
   */
  readonly admits: (tool: string, effect: Effect) => boolean;
}

/**
 * @throws ConfigInvalid for a word that is no family, service, effect, action or tool and matches none,
 *   naming the nearest; and for words that leave nothing
 */
export function select(catalogue: Catalogue, words: SelectionWords): Selection {
  const { entries } = catalogue;
  assertMeaning(entries, words.only ?? [], "--only");
  assertMeaning(entries, words.exclude, "--exclude");
  const left = entries.filter((entry) => isAdmitted(entry, words));
  if (left.length === 0) {
    throw new ConfigInvalid("--only and --exclude leave no action at all.", {
      hint: "`idgate actions` lists families, services and effects.",
    });
  }
  const reachable = new Set(left.map(({ tool }) => tool));
  const byTool = new Map(left.map((entry) => [entry.tool, entry]));
  const admits = (tool: string, effect: Effect): boolean => {
    const entry = byTool.get(tool);
    return entry !== undefined && isAdmitted({ ...entry, effect }, words);
  };
  return { listed: listedTools(catalogue, words.list, reachable), entries: left, reachable, admits };
}

function isAdmitted(entry: CatalogueEntry, { only, exclude }: SelectionWords): boolean {
  return (only === undefined || isMeant(entry, only)) && !isMeant(entry, exclude);
}

function listedTools(
  catalogue: Catalogue,
  words: readonly string[] | undefined,
  reachable: ReadonlySet<string>,
): readonly ToolDefinition[] {
  const { usual } = catalogue;
  const isOwn = ({ name }: ToolDefinition) => name === GENERATE_SECRET || DISCOVERY_TOOLS.has(name);
  if (words === undefined || (words.length === 1 && words[0] === "usual")) {
    return usual.filter((tool) => isOwn(tool) || reachable.has(tool.name));
  }
  if (words.includes("none")) {
    if (words.length > 1) throw new ConfigInvalid("--list none stands alone.");
    return usual.filter(({ name }) => DISCOVERY_TOOLS.has(name));
  }
  const chosen = words.includes("all") ? reachable : matching(catalogue.entries, words, "--list");
  const definitions = catalogue.definitions();
  const actions = catalogue.entries
    .filter(({ tool }) => chosen.has(tool) && reachable.has(tool))
    .flatMap(({ tool }) => definitions.get(tool) ?? []);
  return [...usual.filter(isOwn), ...actions];
}

/**
 * Tool names that at least one of the words means.
 * @param flag where the words were given, for the error
 * @throws ConfigInvalid for a word that means nothing, naming the nearest
 */
export function matching(
  entries: readonly CatalogueEntry[],
  words: readonly string[],
  flag: string,
): ReadonlySet<string> {
  assertMeaning(entries, words, flag);
  return new Set(entries.filter((entry) => isMeant(entry, words)).map(({ tool }) => tool));
}

function assertMeaning(entries: readonly CatalogueEntry[], words: readonly string[], flag: string): void {
  for (const word of words) {
    if (!entries.some((entry) => means(word, entry))) throw unknownWord(word, entries, flag);
  }
}

const isMeant = (entry: CatalogueEntry, words: readonly string[]): boolean =>
  words.some((word) => means(word, entry));

function means(word: string, entry: CatalogueEntry): boolean {
  const names = namesOf(entry);
  if (!word.includes("*")) return names.includes(word);
  const pattern = new RegExp(`^${word.split("*").map(escaped).join(".*")}$`);
  return names.some((name) => pattern.test(name));
}

function namesOf({ tool, action, family, effect }: CatalogueEntry): readonly string[] {
  return [tool, action, family, effect, action.split(":")[0] ?? ""];
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}

function unknownWord(word: string, entries: readonly CatalogueEntry[], flag: string): ConfigInvalid {
  const shown = bounded(visible(word), 64);
  const names = new Set(entries.flatMap(namesOf));
  const near = nearestName(word, flag === "--list" ? [...names, "all", "none"] : names);
  const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
  return new ConfigInvalid(`${flag} does not know \`${shown}\`.${suggestion}`, {
    hint: "It takes families (workload-pools), services (iam), effects (read), action or tool names, and * in them.",
  });
}
