import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOT, readDocument, sectionsOf } from "./markdown.ts";
import { titlesIn } from "./titles.ts";

const page = sectionsOf(readDocument("docs/invariants.md")).filter(({ level }) => level === 2);
/** Sections that claim nothing. */
const NO_CLAIMS = ["Not protected against", "Not proven by a test"];
const claims = page
  .filter(({ title }) => !NO_CLAIMS.includes(title))
  .flatMap(({ title, items }) => items.map((item) => ({ group: title, item })));

const ENFORCER = /^`(test\/[\w./-]+\.test\.ts)` › “(.+)”$/;

/** The tests that a line names after “enforced by”. */
function enforcersOf(item: string): readonly { readonly file: string; readonly title: string }[] {
  const [, named = ""] = / — enforced by (.+)$/.exec(item) ?? [];
  return named.split(/; (?=`)/).map((one) => {
    const [, file = "", title = ""] = ENFORCER.exec(one) ?? [];
    if (file === "") throw new Error(`"${one}" names no test`);
    return { file, title };
  });
}

const cache = new Map<string, ReadonlySet<string>>();
function titlesOf(file: string): ReadonlySet<string> {
  const titles = cache.get(file) ?? titlesIn(readDocument(file));
  cache.set(file, titles);
  return titles;
}

describe("the invariants", () => {
  it("are grouped, and both kinds of limit are told", () => {
    expect(page.map(({ title }) => title)).toEqual([
      "Permits",
      "Policy",
      "Approval",
      "Ledger",
      "Lost answers",
      "Secrets",
      "Keys",
      "Modes",
      "Doctor",
      "Wire",
      "Input",
      "Sandbox",
      "Text",
      ...NO_CLAIMS,
    ]);
    for (const { items } of page) expect(items.length).toBeGreaterThan(3);
  });

  it.each(claims)("$group: $item", ({ item }) => {
    for (const { file, title } of enforcersOf(item)) {
      expect(existsSync(`${ROOT}${file}`), file).toBe(true);
      expect([...titlesOf(file)], `${file} › ${title}`).toContain(title);
    }
  });

  it("that nothing enforces are not in a group", () => {
    for (const { title, items } of page.filter((section) => NO_CLAIMS.includes(section.title))) {
      for (const item of items) expect(item, title).not.toContain("enforced by");
    }
  });
});

describe("titles", () => {
  it("are those of tests and groups, also behind a table, and of no test that does not run", () => {
    const source = `
      describe("a group", () => {
        it("a test", () => {});
        test("one more", () => {});
        it.each([["x)", 1], [f("(")]])("of %s", () => {});
        it.each<[string, (a: number) => void]>([])("typed %s", () => {});
        it(\`plain \\\`template\\\`\`, () => {});
        it("it's \\"quoted\\"", () => {});
        it.skip("skipped", () => {});
        it.todo("todo");
        it.skipIf(windows)("owners", () => {});
        expect("not a title");
      });
      // it("in a comment", () => {});
    `;
    expect([...titlesIn(source)]).toEqual([
      "a group",
      "a test",
      "one more",
      "of %s",
      "typed %s",
      "plain `template`",
      'it\'s "quoted"',
      "owners",
    ]);
  });
});
