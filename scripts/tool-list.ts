/** What the build writes down, so that no server builds schemas at its start or an index at its first search. */
import { searchData } from "../src/server/discovery/search-data.ts";
import { buildLists } from "../src/server/list.ts";
import { core } from "../tools/core.ts";
import { actions, families } from "../tools/index.ts";

const { entries, usual, all } = buildLists(actions, core);

/** `dist/catalogue.json`: read at every start. */
export const catalogueJson = (): string => JSON.stringify({ entries, usual });
/** `dist/definitions.json`: read where another list was asked for. */
export const definitionsJson = (): string => JSON.stringify(all);
/** `dist/search.json`: read at the first search. */
export const searchJson = (): string => JSON.stringify(searchData(families));
