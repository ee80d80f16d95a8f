/** Text of a model's as a person may be shown it before an answer: on one line, whole, and as what it is. */
import { quote } from "../../text/index.ts";

/** Letters of scripts whose letters look like Latin ones. */
const LOOKALIKE = String.raw`\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Georgian}`;
const WORD = /[\p{L}\p{M}\p{N}_-]+/gu;
const LATIN = /[A-Za-z]/;
const LOOKALIKES = new RegExp(`[${LOOKALIKE}]`, "gu");
const NOT_ASCII = /[^\x20-\x7e]/gu;
/** Spaces that are none, and marks piled up until they cover their neighbours. */
const ODD_SPACE = /[^\P{Zs} ]/gu;
const PILED_MARKS = /\p{M}{3,}/gu;
/** Enough spaces to push what follows out of sight; indentation of code stays. */
const WIDE_GAP = / {9,}/g;
/** What a client that renders markdown or HTML would take for more than text: a tag, a comment, a link. */
const MARKUP = /<(?=[A-Za-z!?/])|(?<=\])\(/g;

function asCode(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

function eachAsCode(text: string): string {
  return [...text].map(asCode).join("");
}

/**
 * Text in quotes, never cut, in which nothing passes for anything else: beside what `quote` shows as escapes also
 * letters that only look like Latin ones (in a word that has Latin ones, and wide or styled forms of them
 * everywhere), spaces of other kinds and wide gaps, piled up marks, tags and links. Escapes are the only
 * backslashes that are not doubled.
 */
export function shownWhole(text: string): string {
  return quote(text, Number.POSITIVE_INFINITY)
    .replace(WIDE_GAP, (gap) => `\\u{20}{${gap.length}}`)
    .replace(WORD, (word) => (LATIN.test(word) ? word.replace(LOOKALIKES, asCode) : word))
    .replace(NOT_ASCII, (character) => (isAsciiInDisguise(character) ? asCode(character) : character))
    .replace(ODD_SPACE, asCode)
    .replace(PILED_MARKS, eachAsCode)
    .replace(MARKUP, asCode);
}

function isAsciiInDisguise(character: string): boolean {
  return /^["\\A-Za-z0-9]+$/.test(character.normalize("NFKC"));
}

const NAME = /^[A-Za-z_$][\w$-]{0,79}$/;

/** The name of a parameter as it is where it is a name, and in quotes where it is only a key. */
export function shownName(key: string): string {
  return NAME.test(key) ? key : shownWhole(key);
}
