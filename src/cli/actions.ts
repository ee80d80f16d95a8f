/** `idgate actions`: what there is to call, by the same words and in the same detail as agents get it. */
import * as z from "zod";
import type { CatalogueEntry } from "../server/catalogue.ts";
import { matching } from "../server/selection.ts";
import { EXIT, type Program } from "./context.ts";
import { printJson, printLines } from "./print.ts";

const wordList = z.array(z.string());
const jsonFlag = z.object({ json: z.boolean().default(false) });

/** Lists the actions that at least one of the words means; all of them without words. @throws ConfigInvalid */
export function listActions(program: Program, given: unknown, flags: unknown): number {
  const { json } = jsonFlag.parse(flags);
  // As in `--only a,b`.
  const words = wordList
    .parse(given)
    .flatMap((word) => word.split(","))
    .filter((word) => word !== "");
  const { entries } = program.catalogue();
  const chosen = words.length === 0 ? undefined : matching(entries, words, "idgate actions");
  const found = entries.filter(({ tool }) => chosen?.has(tool) ?? true);
  if (json) printJson(found);
  else printLines(columns(found));
  return EXIT.ok;
}

/**
 * Prints what `describe_action` says of one action, less the policy; as JSON its entry in `tools/list`.
 * @throws UnknownAction with the nearest name
 */
export async function showAction(program: Program, name: string, flags: unknown): Promise<number> {
  const { json } = jsonFlag.parse(flags);
  const [families, { toolDefinition }, { describe }, { actionNamed }] = await Promise.all([
    program.families(),
    import("../server/definition.ts"),
    import("../server/discovery/describe-action.ts"),
    import("./action-named.ts"),
  ]);
  const action = actionNamed(
    name,
    families.flatMap((family) => family.actions),
  );
  if (json) printJson(toolDefinition(action));
  else printLines([describe(action)]);
  return EXIT.ok;
}

const COLUMNS = ["action", "tool", "effect", "family"] as const;

function columns(entries: readonly CatalogueEntry[]): readonly string[] {
  const widths = COLUMNS.map((column) => Math.max(...entries.map((entry) => entry[column].length)));
  return entries.map((entry) =>
    COLUMNS.map((column, at) => entry[column].padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
