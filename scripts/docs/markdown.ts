/** Writing Markdown: text stays text, whatever signs are in it. */

const CODE_SPAN = /(`[^`\n]+`)/;
/** Signs with which Markdown or HTML could begin; an underscore inside a word is none. */
const SIGNS = /[\\`*[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g;

/** Text with its code spans, and nothing else in it that Markdown would take for its own. */
export function prose(text: string): string {
  return text
    .split(CODE_SPAN)
    .map((part) => (CODE_SPAN.test(part) ? part : part.replace(SIGNS, "\\$&")))
    .join("");
}

/** One code span, also of text that has backticks. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** A table; its cells are Markdown already. Only in a table does a bar in code need its backslash. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => text.replace(/(?<!\\)\|/g, "\\|");
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A table whose columns after the first are numbers. */
export function figures(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const [text = "", ...numbers] = head;
  const [, , ...lines] = table(head, rows).split("\n");
  return [
    `| ${[text, ...numbers].join(" | ")} |`,
    `| --- |${numbers.map(() => " ---: |").join("")}`,
    ...lines,
  ].join("\n");
}

/** The anchor that a heading gets where pages are read. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** The text with what stands between the markers replaced. @throws Error where a marker is missing or not alone. */
export function betweenMarkers(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [before, inside, ...more] = text.split(begin);
  const [, after, ...rest] = (inside ?? "").split(end);
  if (before === undefined || after === undefined || more.length > 0 || rest.length > 0) {
    throw new Error(`the text needs ${begin} and ${end}, once each`);
  }
  return `${before}${begin}\n\n${content}\n\n${end}${after}`;
}
