/** What the sandbox has, as the part of docs/sandbox.md that is generated. */
import { type Coverage, counts, coverage, type Support } from "../../src/sandbox/coverage.ts";
import { betweenMarkers, code, figures } from "./markdown.ts";

export const SANDBOX_PAGE = "docs/sandbox.md";
const MARKERS = "coverage";

const SUPPORTS: readonly (readonly [Support, string])[] = [
  ["computed", "Worked out by code of their own"],
  ["stored", "Follow from the declaration of what they keep"],
  ["unsupported", "Check their parameters and do nothing yet"],
];

/** The page with its counts and lists anew. */
export function sandboxPageWith(page: string): string {
  const all = coverage();
  const rows = counts(all).map(({ service, computed, stored, unsupported }) => [
    service === "all" ? "in all" : code(service),
    ...[computed, stored, unsupported].map(String),
  ]);
  const lists = SUPPORTS.map(([support, title]) => list(title, all, support)).filter((text) => text !== "");
  return betweenMarkers(
    page,
    MARKERS,
    [figures(["service", "computed", "stored", "unsupported"], rows), ...lists].join("\n\n"),
  );
}

function list(title: string, all: readonly Coverage[], support: Support): string {
  const some = all.filter((one) => one.support === support);
  if (some.length === 0) return "";
  const services = [...new Set(some.map(({ service }) => service))].map((service) => {
    const names = some.filter((one) => one.service === service).map(({ action }) => code(action));
    return `- ${service}: ${names.join(", ")}`;
  });
  return [
    "<details>",
    `<summary>${title}: ${some.length} actions</summary>`,
    "",
    ...services,
    "",
    "</details>",
  ].join("\n");
}
