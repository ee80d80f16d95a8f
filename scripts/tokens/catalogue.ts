import type { Catalogue } from "../../src/server/catalogue.ts";
import { buildLists } from "../../src/server/list.ts";
import { core } from "../../tools/core.ts";
import { actions } from "../../tools/index.ts";

/** The catalogue as the build would write it now. */
export function catalogue(): Catalogue {
  const { entries, usual, all } = buildLists(actions, core);
  const definitions = new Map(all.map((tool) => [tool.name, tool]));
  return { entries, usual, definitions: () => definitions };
}
