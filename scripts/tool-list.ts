/** What the build writes down, so that no server builds schemas at its start. */
import { buildLists } from "../src/server/list.ts";
import { core } from "../tools/core.ts";
import { actions } from "../tools/index.ts";

const { entries, usual, all } = buildLists(actions, core);

/** `dist/catalogue.json`: read at every start. */
export const catalogueJson = (): string => JSON.stringify({ entries, usual });
/** `dist/definitions.json`: read where another list was asked for. */
export const definitionsJson = (): string => JSON.stringify(all);
