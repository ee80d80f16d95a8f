import { type Action, qualifiedName } from "../action/action.ts";
import { toolName } from "../action/names.ts";
import type { CatalogueEntry } from "./catalogue.ts";
import { type ToolDefinition, toolDefinition } from "./definition.ts";
import { discoveryDefinitions } from "./discovery/definitions.ts";
import { generateSecretDefinition } from "./generate-secret.ts";

/** What the build writes down: stable in order and content, the same for every connection. */
export interface BuiltLists {
  readonly entries: readonly CatalogueEntry[];
  readonly usual: readonly ToolDefinition[];
  readonly all: readonly ToolDefinition[];
}

/** @throws TypeError where a core name is no action: a mistake in a definition */
export function buildLists(actions: readonly Action[], core: readonly string[]): BuiltLists {
  const own = [...discoveryDefinitions(), generateSecretDefinition()];
  const definitions = new Map(actions.map((action) => [qualifiedName(action), toolDefinition(action)]));
  const chosen = core.map((name) => {
    const definition = definitions.get(name);
    if (definition === undefined) throw new TypeError(`The core action ${name} does not exist.`);
    return definition;
  });
  return {
    entries: actions.map(entryOf),
    usual: [...own, ...chosen],
    all: [...own, ...definitions.values()],
  };
}

function entryOf(action: Action): CatalogueEntry {
  const { family, effect } = action;
  return { tool: toolName(action), action: qualifiedName(action), family, effect };
}
