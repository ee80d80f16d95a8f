/** What the project shows to be copied has no fault that its own checks find. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROLES } from "../../../../src/cli/policy/roles.ts";
import { starter } from "../../../../src/cli/policy/starters.ts";
import { ROOT, readDocument, sectionsOf } from "../../../docs/markdown.ts";
import { findings } from "./files.ts";

const warnings = (text: string) => findings(text).filter(({ level }) => level === "warning");

const blocks = ["docs/policy.md", "docs/recipes.md", "README.md"].flatMap((file) =>
  sectionsOf(readDocument(file)).flatMap(({ title, fences }) =>
    fences
      .filter(({ info, text }) => info === "yaml" && /^version:/m.test(text))
      .map(({ text }) => ({ where: `${file}, ${title}`, text })),
  ),
);
const examples = readdirSync(`${ROOT}examples`)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => ({ where: `examples/${file}`, text: readDocument(`examples/${file}`) }));

const starters = ROLES.map((role) => ({ where: `policy init, ${role}`, text: starter(role, "2100000000") }));

describe("lint finds nothing to change in", () => {
  it.each([...blocks, ...examples, ...starters])("$where", ({ text }) => {
    expect(warnings(text)).toEqual([]);
  });
  it("and there is something to look at", () => {
    expect(blocks.length).toBeGreaterThan(8);
    expect(examples.length).toBeGreaterThan(0);
  });
});
