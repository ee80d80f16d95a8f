/** The list that the build writes down, so that no server builds schemas at its start. */
import { toolList } from "../src/server/list.ts";
import { actions } from "../tools/index.ts";

export const toolListJson = (): string => JSON.stringify(toolList(actions));
