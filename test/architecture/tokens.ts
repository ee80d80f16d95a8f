/**
 * The tokens of a TypeScript source, as far as imports and names need them: comments are gone, text is told from
 * code, also inside template literals and beside regular expressions. No JSX.
 */
export interface Token {
  readonly kind: "word" | "text" | "template" | "number" | "regex" | "sign";
  /** The word or sign itself; of a text or template without substitutions, its content. */
  readonly value: string;
  readonly line: number;
}

/** After these words a slash begins a regular expression. */
const BEFORE_REGEX = new Set(
  "await case delete do else in instanceof new of return throw typeof void yield".split(" "),
);
/** The parenthesis after these words holds a condition, not a value. */
const BEFORE_CONDITION = new Set(["if", "while", "for", "with"]);

const SPACE = /\s+/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const WORD = /[\p{ID_Start}$_#@][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?\.?)n?/y;
const TEXT = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const TEMPLATE_PART = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

export class Unreadable extends Error {}

/** @throws Unreadable for a source that this scanner does not understand: it must not pass unchecked. */
export function tokenise(source: string): readonly Token[] {
  const tokens: Token[] = [];
  /** What each open bracket belongs to: a template's substitution, a condition, or neither. */
  const open: ("template" | "condition" | "other")[] = [];
  let afterCondition = false;
  let at = 0;
  let line = 1;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found === undefined || found === "") return undefined;
    at += found.length;
    return found;
  }

  function push(kind: Token["kind"], value: string, raw: string): void {
    tokens.push({ kind, value, line });
    line += raw.split("\n").length - 1;
  }

  function regexMayFollow(): boolean {
    const last = tokens.at(-1);
    if (last === undefined) return true;
    if (last.kind === "word") return BEFORE_REGEX.has(last.value);
    if (last.kind !== "sign") return false;
    if (last.value === ")") return afterCondition;
    return last.value !== "]";
  }

  /** From behind a backtick or the brace that ends a substitution. */
  function template(fresh: boolean): void {
    const part = take(TEMPLATE_PART) ?? "";
    if (source.startsWith("`", at)) {
      at += 1;
      push(fresh ? "template" : "sign", fresh ? part : "`", part);
    } else if (source.startsWith("${", at)) {
      at += 2;
      push("sign", "${", part);
      open.push("template");
    } else throw new Unreadable(`line ${line}: a template literal without an end`);
  }

  while (at < source.length) {
    const blank = take(SPACE) ?? take(COMMENT);
    if (blank !== undefined) {
      line += blank.split("\n").length - 1;
      continue;
    }
    const word = take(WORD);
    if (word !== undefined) {
      push("word", word, word);
      continue;
    }
    const text = take(TEXT);
    if (text !== undefined) {
      push("text", text.slice(1, -1), text);
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      push("number", number, number);
      continue;
    }
    const regex = regexMayFollow() ? take(REGEX) : undefined;
    if (regex !== undefined) {
      push("regex", regex, regex);
      continue;
    }
    const sign = source.charAt(at);
    at += 1;
    if (sign === "`") template(true);
    else if (sign === "}" && open.at(-1) === "template") {
      open.pop();
      push("sign", "}", sign);
      template(false);
    } else if (sign === '"' || sign === "'") {
      throw new Unreadable(`line ${line}: a text without an end`);
    } else {
      if (sign === "(") open.push(BEFORE_CONDITION.has(tokens.at(-1)?.value ?? "") ? "condition" : "other");
      if (sign === "[" || sign === "{") open.push("other");
      if (sign === ")" || sign === "]" || sign === "}") afterCondition = open.pop() === "condition";
      push("sign", sign, sign);
    }
  }
  if (open.length > 0) throw new Unreadable("a bracket without an end");
  return tokens;
}
