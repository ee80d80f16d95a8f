/** Text comparison: what can be compared at all, globs, and keys that look like one another. */

// Controls, format characters (zero-width, bidirectional), line and paragraph separators, lone surrogates,
// and everything else that a reader does not see.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EVERY_UNSEEN = new RegExp(UNSEEN, "gu");

/** Longer texts are not compared: a condition on them is undecidable. UTF-16 units. */
export const COMPARED_LIMIT = 65_536;

/**
 * Whether a text can be compared code unit by code unit with one meaning: NFC-normalised, nothing unseen in
 * it, of bounded length. Two texts that look alike to a reader but are not this plain must not differ for a rule.
 */
export function comparable(text: string): boolean {
  return text.length <= COMPARED_LIMIT && !UNSEEN.test(text) && text.normalize("NFC") === text;
}

/** Matches the whole text, case-sensitively; `*` is any run of characters, `?` one code point. No escapes. */
export function glob(pattern: string, text: string): boolean {
  const p = [...pattern];
  const t = [...text];
  let i = 0;
  let j = 0;
  let star = -1;
  let resume = 0;
  // One remembered star is enough: an earlier one never has to give back what a later one can take. O(n·m), no recursion.
  while (j < t.length) {
    if (p[i] === "*") {
      star = i++;
      resume = j;
    } else if (i < p.length && (p[i] === "?" || p[i] === t[j])) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (p[i] === "*") i++;
  return i === p.length;
}

const PLAIN = /^[\x21-\x7e]*$/;

/** What is left of a text for a reader who minds neither case nor width, surrounding space nor what is unseen. */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize("NFKC").replaceAll(EVERY_UNSEEN, "").trim().toLowerCase();
}

/**
 * Whether a key that is not `name` could still be taken for it: by a service that compares keys without
 * case, or, with a dot in it (`Login.Password`), once parameters are flattened.
 */
export function masquerades(key: string, name: string): boolean {
  if (key === name) return false;
  const like = folded(key);
  const real = folded(name);
  return like === real || like.startsWith(`${real}.`);
}
