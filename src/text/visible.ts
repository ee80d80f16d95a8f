/**
 * Making text from outside harmless to look at: what would be invisible, reorder its neighbours or steer a
 * terminal is shown as an escape. A leaf.
 */

// Category C is controls, formats, lone surrogates, private use and unassigned; the default-ignorable ones cover variation selectors and
// fillers that render as nothing; U+2800 is a blank that counts as a letter. An emoji keeps its own selector.
const HIDDEN_CLASS = String.raw`\p{C}\p{Zl}\p{Zp}\p{DI}\u2800`;
const EMOJI_SELECTOR = String.raw`(?<=\p{Extended_Pictographic})[\uFE0E\uFE0F]`;
const hidden = (kept: string) => new RegExp(`(?!${EMOJI_SELECTOR}${kept})[${HIDDEN_CLASS}]`, "gu");

const IN_LINE = hidden("");
const IN_BLOCK = hidden(String.raw`|[\n\t]`);
/** Everything that hides, whatever stands before it. */
export const HIDDEN: RegExp = new RegExp(`[${HIDDEN_CLASS}]`, "gu");
const PLAIN = /^[\x20-\x7e]*$/;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

export interface VisibleOptions {
  /** Keeps line feeds and tabs as they are; otherwise they too are shown as escapes. */
  readonly multiline?: boolean;
}

function shown(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/**
 * Shows control characters (C0, C1, DEL), bidirectional controls, zero-width and other format characters,
 * tag characters, line and paragraph separators, noncharacters and lone surrogates as `\u{202E}`, and line
 * feed, carriage return and tab as `\n`, `\r`, `\t`. Everything else stays; text without any is returned as it is.
 * For reading, not for turning back: a backslash of the text's own is not doubled (`quote` does that).
 */
export function visible(text: string, options: VisibleOptions = {}): string {
  if (PLAIN.test(text)) return text;
  return text.replace(options.multiline === true ? IN_BLOCK : IN_LINE, shown);
}
