import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { documentPaths, ROOT, readDocument, sectionsOf } from "./markdown.ts";

/** Targets of the links in a document, those in fenced blocks left out. */
function linksIn(markdown: string): readonly string[] {
  return sectionsOf(markdown).flatMap(({ title, prose }) =>
    [...`${title}\n${prose}`.matchAll(/\[[^\]]*\]\(([^()\s]+)\)/g)].map(([, target]) => target ?? ""),
  );
}

/** A heading's anchor, as GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");
}

const hasAnchor = (file: string, anchor: string) =>
  sectionsOf(readDocument(file)).some(({ title }) => anchorOf(title) === anchor);

describe.each(documentPaths())("%s", (file) => {
  const links = linksIn(readDocument(file));

  it("links to files and headings that exist", () => {
    for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : posix.join(posix.dirname(file), path);
      expect(target.startsWith(".."), `${link} leaves the repository`).toBe(false);
      expect(existsSync(`${ROOT}${target}`), link).toBe(true);
      if (anchor !== undefined) expect(hasAnchor(target, anchor), link).toBe(true);
    }
  });

  it("links elsewhere over https alone", () => {
    for (const link of links.filter((target) => /^[a-z]+:/.test(target))) expect(link).toMatch(/^https:\/\//);
  });
});

it("every guide is linked from another document", () => {
  const targets = documentPaths().flatMap((file) =>
    linksIn(readDocument(file)).map((link) => posix.join(posix.dirname(file), link.split("#")[0] ?? "")),
  );
  const guides = documentPaths().filter((file) => /^docs\/[^/]+$/.test(file));
  expect(guides.filter((file) => !targets.includes(file))).toEqual([]);
});
