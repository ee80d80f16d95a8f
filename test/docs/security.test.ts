/** The threat table: every row names a test that there is. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOT, readDocument, sectionsOf } from "./markdown.ts";
import { titlesIn } from "./titles.ts";

const threats = sectionsOf(readDocument("docs/security.md"))
  .filter(({ title }) => /can try$/.test(title))
  .flatMap(({ title, rows: [, ...rows] }) => rows.map((cells) => ({ title, cells })));

const TEST = /^`(test\/[\w./-]+\.test\.ts)` › “(.+)”$/;

describe("the threat table", () => {
  it("is about the model, the client, files and the network", () => {
    expect(new Set(threats.map(({ title }) => title)).size).toBe(4);
    expect(threats.length).toBeGreaterThan(45);
  });
  it.each(threats.map(({ cells }) => cells))("%s: %s", (_threat, _defence, named = "") => {
    const [, file = "", title = ""] = TEST.exec(named) ?? [];
    expect(existsSync(`${ROOT}${file}`) && file !== "", named).toBe(true);
    expect([...titlesIn(readDocument(file))], named).toContain(title);
  });
});
