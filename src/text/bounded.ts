import { visible } from "./visible.ts";

function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(at + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        count -= 1;
        at += 1;
      }
    }
  }
  return count;
}

/** The longest start of `text` within `max` UTF-16 units that does not split a code point. */
function start(text: string, max: number): string {
  const splits = max > 0 && (text.codePointAt(max - 1) ?? 0) > 0xffff;
  return text.slice(0, splits ? max - 1 : max);
}

/**
 * Text of at most `max` UTF-16 units, cut between code points; what was cut is counted in a note that
 * follows, `… [120 more characters]`. The note comes on top of `max`. Shorter text is returned as it is.
 */
export function bounded(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = start(text, Math.max(0, Math.floor(max)));
  return `${kept}… [${codePoints(text.slice(kept.length))} more characters]`;
}

/**
 * Text in double quotes on one line, for previews: cut to `max` UTF-16 units of its own, hidden characters shown, quotes and
 * backslashes escaped, so that nothing in it can look like the end of the quotation. The note of a cut stands outside.
 */
export function quote(text: string, max: number): string {
  const kept = text.length <= max ? text : start(text, Math.max(0, Math.floor(max)));
  const body = visible(kept.replace(/["\\]/g, "\\$&"));
  if (kept.length === text.length) return `"${body}"`;
  return `"${body}"… [${codePoints(text.slice(kept.length))} more characters]`;
}
