/** Titles of tests in a source: the first argument of it, test and describe, also behind each. */
import { type Token, tokenise } from "../architecture/tokens.ts";

const OPENERS: ReadonlySet<string> = new Set(["it", "test", "describe"]);
/** Tests that do not run prove nothing. */
const SILENT: ReadonlySet<string> = new Set(["skip", "todo", "fails"]);

export function titlesIn(source: string): ReadonlySet<string> {
  const tokens = tokenise(source);
  const titles = new Set<string>();
  tokens.forEach(({ kind, value }, index) => {
    if (kind !== "word" || !OPENERS.has(value) || tokens[index - 1]?.value === ".") return;
    const title = titleAfter(tokens, index + 1);
    if (title !== undefined) titles.add(title);
  });
  return titles;
}

function titleAfter(tokens: readonly Token[], start: number): string | undefined {
  let at = start;
  while (isSign(tokens[at], ".")) {
    if (SILENT.has(tokens[at + 1]?.value ?? "")) return undefined;
    at += 2;
  }
  // The type arguments of `it.each<…>` stand before its table.
  if (isSign(tokens[at], "<")) at = closing(tokens, at, "<", ">") + 1;
  if (!isSign(tokens[at], "(")) return undefined;
  const first = tokens[at + 1];
  if (first?.kind === "text" || first?.kind === "template") return unescaped(first.value);
  // The table of `each`: the title opens the call that follows it.
  const end = closing(tokens, at, "(", ")");
  const next = tokens[end + 2];
  const called = isSign(tokens[end + 1], "(") && (next?.kind === "text" || next?.kind === "template");
  return called ? unescaped(next.value) : undefined;
}

function isSign(token: Token | undefined, value: string): boolean {
  return token?.kind === "sign" && token.value === value;
}

function closing(tokens: readonly Token[], from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    if (isSign(tokens[at], open)) depth += 1;
    // The arrow of a function type closes nothing.
    if (isSign(tokens[at], close) && !(close === ">" && isSign(tokens[at - 1], "="))) depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error("brackets without an end");
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}
