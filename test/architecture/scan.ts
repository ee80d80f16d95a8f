/** What a source imports and names: type imports, re-exports, dynamic imports and `require` included. */
import { type Token, tokenise } from "./tokens.ts";

export interface Import {
  readonly specifier: string;
  readonly line: number;
}

export interface Scan {
  readonly imports: readonly Import[];
  /** Lines of an `import(…)` or `require(…)` whose target is worked out at run time. */
  readonly computed: readonly number[];
  /** Lines on which a name is used as a value or a type of its own, not as somebody's property. */
  uses(name: string): readonly number[];
  /** Lines on which a name is called. Its declaration is no call. */
  calls(name: string): readonly number[];
}

export function scan(source: string): Scan {
  const tokens = tokenise(source);
  const imports: Import[] = [];
  const computed: number[] = [];

  tokens.forEach((token, index) => {
    if (token.kind !== "word" || isProperty(tokens, index)) return;
    if (token.value === "from") {
      const target = tokens[index + 1];
      if (target?.kind === "text" && inDeclaration(tokens, index)) imports.push(importOf(target));
    } else if (token.value === "import" || token.value === "require") {
      const next = tokens[index + 1];
      if (next?.kind === "text" && token.value === "import") imports.push(importOf(next));
      else if (isSign(next, "(")) {
        const target = tokens[index + 2];
        const literal = target?.kind === "text" || target?.kind === "template";
        const ends = isSign(tokens[index + 3], ")") || isSign(tokens[index + 3], ",");
        if (target !== undefined && literal && ends) imports.push(importOf(target));
        else computed.push(token.line);
      }
    }
  });

  function places(name: string, fits: (index: number) => boolean): number[] {
    return tokens.flatMap((token, index) =>
      token.kind === "word" && token.value === name && fits(index) ? [token.line] : [],
    );
  }

  return {
    imports,
    computed,
    uses: (name) => places(name, (index) => !isProperty(tokens, index) && !isKey(tokens, index)),
    calls: (name) =>
      places(name, (index) => isSign(tokens[index + 1], "(") && tokens[index - 1]?.value !== "function"),
  };
}

function importOf(token: Token): Import {
  return { specifier: token.value, line: token.line };
}

function isSign(token: Token | undefined, value: string): boolean {
  return token?.kind === "sign" && token.value === value;
}

const GLOBALS = new Set(["globalThis", "global", "self", "window"]);

/** `a.name` and `a?.name`, but not `globalThis.name` and not `...name`. */
function isProperty(tokens: readonly Token[], index: number): boolean {
  if (!isSign(tokens[index - 1], ".")) return false;
  if (isSign(tokens[index - 2], ".")) return false;
  return !GLOBALS.has(tokens[index - 2]?.value ?? "");
}

/** `{ name: …`, `name?: …` and a method's `name(…) {` stay out: they name a member of their own. */
function isKey(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  if (isSign(next, "?") && isSign(tokens[index + 2], ":")) return true;
  const before = tokens[index - 1];
  return isSign(next, ":") && (isSign(before, "{") || isSign(before, ",") || before?.value === "readonly");
}

/** Whether a `from` belongs to an import or export declaration: walks back over what may stand in between. */
function inDeclaration(tokens: readonly Token[], from: number): boolean {
  for (let index = from - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token === undefined) return false;
    if (token.kind === "word" && (token.value === "import" || token.value === "export")) return true;
    const between = token.kind === "word" || token.kind === "text" || "{},*".includes(token.value);
    if (!between) return false;
  }
  return false;
}
