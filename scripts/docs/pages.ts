/** Every generated page, as text by its path in the repository. */
import { qualifiedName } from "../../src/action/action.ts";
import type { Family } from "../../src/action/family.ts";
import type { Area } from "./areas.ts";
import { anchor, betweenMarkers, prose, table } from "./markdown.ts";
import { EFFECTS, familyPage, firstSentence, GENERATED } from "./page.ts";

/** The folder that holds generated pages and nothing else. */
export const PAGES = "docs/tools";
/** The name of the markers in README.md. */
const MARKERS = "families";

export function toolPages(areas: readonly Area[]): ReadonlyMap<string, string> {
  const pages = new Map(
    areas.flatMap(({ families }) =>
      families.flatMap((family) => family.actions.map((action) => [qualifiedName(action), family.name])),
    ),
  );
  const pageOf = (name: string) => {
    const page = pages.get(name);
    return page === undefined ? undefined : `${page}.md#${anchor(name)}`;
  };
  return new Map([
    [`${PAGES}/README.md`, indexPage(areas)],
    ...areas.flatMap(({ folder, families }) =>
      families.map((family): [string, string] => [
        `${PAGES}/${family.name}.md`,
        familyPage(family, folder, pageOf),
      ]),
    ),
  ]);
}

function indexPage(areas: readonly Area[]): string {
  const families = areas.flatMap((area) => area.families);
  const sections = areas.map(
    (area) =>
      `## ${prose(area.title)}\n\nServices: ${servicesOf(area.families)}.\n\n${familyTable(area.families, "")}`,
  );
  return `${[
    GENERATED,
    "# Actions by family",
    `${counted(families)} The pages say of each action what it does, what it takes and returns, and what a policy has to know of it.`,
    ...sections,
  ].join("\n\n")}\n`;
}

/** README.md with its table of families anew. */
export function readmeWith(readme: string, areas: readonly Area[]): string {
  const families = areas.flatMap((area) => area.families);
  // Closed until somebody wants it: the table is longer than all that stands before it.
  const content = [
    `<details>\n<summary>${counted(families)}</summary>`,
    familyTable(families, `${PAGES}/`),
    "</details>",
  ];
  return betweenMarkers(readme, MARKERS, content.join("\n\n"));
}

function counted(families: readonly Family[]): string {
  const actions = families.reduce((sum, family) => sum + family.actions.length, 0);
  return `${actions} actions in ${families.length} families.`;
}

function familyTable(families: readonly Family[], folder: string): string {
  const rows = families.map((family) => [
    `[${family.name}](${folder}${family.name}.md)`,
    prose(firstSentence(family.summary)),
    effectCounts(family),
  ]);
  return table(["family", "what", "actions"], rows);
}

/** `2 read, 1 create` */
function effectCounts({ actions }: Family): string {
  return EFFECTS.map(
    (effect) => [actions.filter((action) => action.effect === effect).length, effect] as const,
  )
    .filter(([count]) => count > 0)
    .map(([count, effect]) => `${count} ${effect}`)
    .join(", ");
}

function servicesOf(families: readonly Family[]): string {
  const services = families.flatMap(({ actions }) => actions.map(({ service }) => service));
  return [...new Set(services)].map((service) => `\`${service}\``).join(", ");
}
