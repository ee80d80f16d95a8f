/** As much of Markdown as these documents use: headings, fenced blocks, tables, list items and links. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface Fence {
  /** What follows the opening fence, e.g. `yaml` or `yaml broken`. */
  readonly info: string;
  readonly text: string;
  /** The line of the opening fence, from one. */
  readonly line: number;
}

export interface Section {
  readonly level: number;
  readonly title: string;
  readonly line: number;
  readonly fences: readonly Fence[];
  /** Rows of its tables, heads among them, rulers left out, cells trimmed. */
  readonly rows: readonly (readonly string[])[];
  /** Its list items, each with its continuation lines joined by a space. */
  readonly items: readonly string[];
  /** Everything outside of fences. */
  readonly prose: string;
}

export function readDocument(path: string): string {
  return readFileSync(`${ROOT}${path}`, "utf8");
}

/** README and everything under docs/, as paths from the root. */
export function documentPaths(): readonly string[] {
  const docs = readdirSync(`${ROOT}docs`, { recursive: true, encoding: "utf8" });
  const paths = docs.map((path) => `docs/${path.replaceAll("\\", "/")}`);
  return ["README.md", ...paths.filter((path) => path.endsWith(".md")).sort()];
}

interface Draft {
  level: number;
  title: string;
  line: number;
  fences: Fence[];
  rows: string[][];
  items: string[];
  prose: string;
}

const draft = (level: number, title: string, line: number): Draft => ({
  level,
  title,
  line,
  fences: [],
  rows: [],
  items: [],
  prose: "",
});

/** The document cut at its headings; what stands before the first is a section of level 0. */
export function sectionsOf(markdown: string): readonly Section[] {
  let current = draft(0, "", 1);
  const sections = [current];
  let fence: { info: string; line: number; lines: string[] } | undefined;
  markdown.split("\n").forEach((text, index) => {
    const line = index + 1;
    if (fence !== undefined) {
      if (text.trim() !== "```") fence.lines.push(text);
      else {
        current.fences.push({ info: fence.info, line: fence.line, text: `${fence.lines.join("\n")}\n` });
        fence = undefined;
      }
      return;
    }
    const [, opening] = /^```(.*)$/.exec(text) ?? [];
    const [, marks, title] = /^(#{1,6}) (.+)$/.exec(text) ?? [];
    if (opening !== undefined) fence = { info: opening.trim(), line, lines: [] };
    else if (marks !== undefined && title !== undefined) {
      current = draft(marks.length, title.trim(), line);
      sections.push(current);
    } else addProse(current, text);
  });
  if (fence !== undefined) throw new Error(`the block that begins in line ${fence.line} does not end`);
  return sections;
}

function addProse(section: Draft, text: string): void {
  section.prose += `${text}\n`;
  if (text.startsWith("|")) {
    // A bar inside a cell is written `\|`.
    const cells = text.split(/(?<!\\)\|/).slice(1, -1);
    const row = cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
    if (!row.every((cell) => /^:?-+:?$/.test(cell))) section.rows.push(row);
    return;
  }
  const [, item] = /^- (.*)$/.exec(text) ?? [];
  if (item !== undefined) section.items.push(item);
  else if (/^ {2}\S/.test(text) && section.items.length > 0) {
    section.items.push(`${section.items.pop() ?? ""} ${text.trim()}`);
  }
}

export function sectionNamed(sections: readonly Section[], title: string): Section {
  const found = sections.find((section) => section.title === title);
  if (found === undefined) throw new Error(`there is no section "${title}"`);
  return found;
}

/** The text of a cell that is one code span. */
export function code(cell: string): string {
  const [, text] = /^`([^`]+)`$/.exec(cell) ?? [];
  if (text === undefined) throw new Error(`"${cell}" is not one code span`);
  return text;
}

/** The code spans of a text. */
export function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? "");
}
