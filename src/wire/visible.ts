// Controls, format characters (bidirectional marks, zero width, tags), private use, lone surrogates,
// unassigned, and the line and paragraph separators: none of them may act on a terminal or hide from a reader.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside as it may be shown: at most `max` UTF-16 units, invisible characters written out as
 * `\u{202e}`. What was cut ends in `…`.
 */
export function visible(text: string, max: number): string {
  // Cut first: a megabyte of text is not scanned for the sake of its first lines.
  const escaped = text
    .slice(0, max + 1)
    .replace(INVISIBLE, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  if (escaped.length <= max && text.length <= max) return escaped;
  return `${escaped.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
