/** What the project shows to be copied has no fault that its own checks find. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOT, readDocument, sectionsOf } from "../../docs/markdown.ts";
import { findings } from "./files.ts";

const warnings = (text: string) => findings(text).filter(({ level }) => level === "warning");

const blocks = ["docs/policy.md", "README.md"].flatMap((file) =>
  sectionsOf(readDocument(file)).flatMap(({ title, fences }) =>
    fences
      .filter(({ info, text }) => info === "yaml" && /^version:/m.test(text))
      .map(({ text }) => ({ where: `${file}, ${title}`, text })),
  ),
);
const examples = readdirSync(`${ROOT}examples`)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => ({ where: `examples/${file}`, text: readDocument(`examples/${file}`) }));

describe("lint finds nothing to change in", () => {
  it.each([...blocks, ...examples])("$where", ({ text }) => {
    expect(warnings(text)).toEqual([]);
  });
  it("and there is something to look at", () => {
    expect(blocks.length).toBeGreaterThan(8);
    expect(examples.length).toBeGreaterThan(0);
  });
});
