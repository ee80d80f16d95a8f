import type { Effect } from "../action/action.ts";
import type { ToolDefinition } from "./definition.ts";
import type { SearchData } from "./discovery/search-data.ts";

/** One action, as much of it as is needed to list it or to find it. */
export interface CatalogueEntry {
  /** `id_create_workload_pool` */
  readonly tool: string;
  /** `id:CreateWorkloadPool` */
  readonly action: string;
  readonly family: string;
  readonly effect: Effect;
}

/**
 * What the build wrote down of the actions: a server lists and recognises all of them without loading one.
 * A test holds it against the definitions.
 */
export interface Catalogue {
  /** Every action, in the order in which an administrator meets them. */
  readonly entries: readonly CatalogueEntry[];
  /** What `tools/list` answers where nobody selects: the discovery tools, generate_secret, the core actions. */
  readonly usual: readonly ToolDefinition[];
  /** Any tool's definition, of actions and of idgate's own. Reads the large file; only for another selection. */
  readonly definitions: () => ReadonlyMap<string, ToolDefinition>;
  /** What the search works with, for the first search to read. Without it that search makes it. */
  readonly search?: () => SearchData;
}
