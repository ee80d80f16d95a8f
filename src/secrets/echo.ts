/** Finding a known secret again in text, however it was encoded on the way. */

import { createPieceMask } from "./pieces.ts";
import { holdsHidden } from "./readings.ts";
import { bare, unescaped } from "./spelling.ts";
import { createSuspects } from "./suspects.ts";

/** A known value and the handle that stands for it. */
export interface KnownSecret {
  readonly id: string;
  readonly value: string;
}

/** Shorter values would be found everywhere; they count only where they are the whole text. */
const MIN_WITHIN = 6;

export function echoMark(id: string): string {
  return `[${id}]`;
}

/** Patterns cost memory that is not given back soon: a text that would need more of them is left out as a whole. */
const MAX_PATTERNS = 200;
const LEFT_OUT = "[left out: it may hold secrets]";
/** A pattern of a longer value would be too large to be made: a text that may hold it is left out. */
const LONGEST_PATTERN = 2048;
const LONGEST_MASKED = 1_000_000;
/** Where blanks are passed over, shorter values would be found in sentences. */
const MIN_HIDDEN = 8;
/** What is encoded more than once is looked for where few values are known, as when a call has sent some. */
const MOST_HIDDEN = 100;

/**
 * A function that replaces every known secret in a text by a mark that names its handle: as it is, in other case, with JSON,
 * URL or HTML escapes on any of its characters, in hex, and in base64 or base64url at any offset; and long pieces of
 * one. A text in which one is encoded more than once, or behind characters that nobody sees, is left out as a whole
 * (`holdsHidden`). Text without any is returned as it is. The work is bounded whatever number of secrets and texts: where it
 * would be too much, a text that cannot be cleared is left out, too.
 */
export function createEchoMask(secrets: readonly KnownSecret[]): (text: string) => string {
  const mask = createPlainMask(secrets);
  const hidden = secrets.filter(({ value }) => value.length >= MIN_HIDDEN);
  if (hidden.length === 0 || hidden.length > MOST_HIDDEN) return mask;
  const maskHidden = hidden.length === secrets.length ? mask : createPlainMask(hidden);
  return (text) => {
    const masked = mask(text);
    if (masked.length < MIN_HIDDEN) return masked;
    // So much of a text that repeats secrets is of use to nobody.
    if (masked !== text && masked.length > LONGEST_MASKED) return LEFT_OUT;
    return holdsHidden(masked, (reading) => maskHidden(reading) !== reading) ? LEFT_OUT : masked;
  };
}

function createPlainMask(secrets: readonly KnownSecret[]): (text: string) => string {
  // Longest first: a secret that contains another is found as itself.
  const known = secrets
    .filter(({ value }) => value !== "")
    .toSorted((a, b) => b.value.length - a.value.length)
    .map(({ id, value }, rank) => ({ value, mark: echoMark(id), rank }));
  const whole = new Map(known.toReversed().map(({ value, mark }) => [value, mark]));
  const within = known.filter(({ value }) => value.length >= MIN_WITHIN);
  const shortest = within.at(-1)?.value.length ?? Number.POSITIVE_INFINITY;
  const suspects = createSuspects(within.map((secret) => [secret.value, secret]));
  const maskPieces = createPieceMask(within);
  const patterns = new Map<string, RegExp>();

  function patternOf(value: string): RegExp | undefined {
    const made = patterns.get(value);
    if (made !== undefined || patterns.size >= MAX_PATTERNS || value.length > LONGEST_PATTERN) return made;
    const pattern = encodings(value);
    patterns.set(value, pattern);
    return pattern;
  }

  return (text) => {
    const mark = whole.get(text);
    if (mark !== undefined) return mark;
    // No encoding is shorter than what it encodes, only a piece is.
    if (text.length < shortest) return maskPieces(text);
    const found = suspects.in(text);
    if (found === undefined) return LEFT_OUT;
    let masked = text;
    for (const { value, mark } of found.toSorted((a, b) => a.rank - b.rank)) {
      if (masked.length < value.length) continue;
      const pattern = patternOf(value);
      if (pattern === undefined) return LEFT_OUT;
      masked = masked.replace(pattern, () => mark);
      if (isDisguised(masked, value)) return LEFT_OUT;
    }
    return maskPieces(masked);
  };
}

/** Whether the value is still there behind escapes of several kinds, which no pattern knows. */
function isDisguised(text: string, value: string): boolean {
  if (!/[%\\&]/.test(text)) return false;
  const plain = bare(unescaped(value));
  return plain.length >= MIN_WITHIN && bare(unescaped(text)).includes(plain);
}

function encodings(value: string): RegExp {
  const bytes = Buffer.from(value, "utf8");
  const hex = [...bytes.toString("hex")].map(anyCase).join("");
  const parts = value.match(/\\+|[^\\]/gu) ?? [];
  const escaped = parts.map((part, at) =>
    part.startsWith("\\") ? backslashes(part) : anyEscape(part, parts[at - 1]?.startsWith("\\") === true),
  );
  const alternatives = [escaped.join(""), hex, ...base64Cores(bytes)];
  return new RegExp(alternatives.map((alternative) => `(?:${alternative})`).join("|"), "giu");
}

// Every repetition below has a bound: a hostile text of backslashes must not make the search slow.
const SOME_BACKSLASHES = "\\\\{0,15}";
const BACKSLASHES = "\\\\{1,15}";

/**
 * A run of backslashes is one unit, with those that escape the next character: escaping doubles it, up to
 * three times over. Two repetitions of one character side by side would make the search quadratic.
 */
function backslashes(run: string): string {
  const one = ["%(?:25){0,3}5[cC]", `${BACKSLASHES}u005[cC]`, "&#(?:0{0,8}92|[xX]0{0,8}5[cC]);"].join("|");
  return `(?:\\\\{${run.length},${run.length * 8 + 7}}|(?:${one}){${run.length}})`;
}

/** One character as it is or behind any of the usual escapes; escapes of escapes add backslashes. */
function anyEscape(character: string, afterRun: boolean): string {
  const some = afterRun ? "" : SOME_BACKSLASHES;
  const backslashed = afterRun ? "" : BACKSLASHES;
  const code = character.codePointAt(0) ?? 0;
  const forms = [
    `${some}${literal(character)}`,
    [...Buffer.from(character, "utf8")].map((byte) => `%(?:25){0,3}${digits(byte, 2)}`).join(""),
    [...Array(character.length).keys()]
      .map((at) => `${at === 0 ? backslashed : BACKSLASHES}u${digits(character.charCodeAt(at), 4)}`)
      .join(""),
    `&#(?:0{0,8}${code}|[xX]0{0,8}${digits(code, 1)});`,
  ];
  const control = CONTROL_ESCAPES[character];
  if (control !== undefined) forms.push(`${backslashed}${control}`);
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) forms.push(short);
  return `(?:${forms.join("|")})`;
}

/** Behind a backslash. */
const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "n",
  "\r": "r",
  "\t": "t",
  "\b": "b",
  "\f": "f",
};

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  " ": "\\+",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function digits(number: number, width: number): string {
  return [...number.toString(16).padStart(width, "0")].map(anyCase).join("");
}

function anyCase(digit: string): string {
  return /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

const BASE64_SPELLINGS: Readonly<Record<string, string>> = {
  "+": "(?:[+-]|%2[bB])",
  "/": `(?:${SOME_BACKSLASHES}/|_|%2[fF])`,
};

/** What base64 makes of the bytes at each of the three offsets, without the characters that neighbours share. */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const shared = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    const core = text.slice(offset === 0 ? 0 : offset + 1, text.length - shared);
    const pattern = [...core].map((character) => BASE64_SPELLINGS[character] ?? character).join("");
    // The last, shared character and the padding go too.
    return shared === 0 ? pattern : `${pattern}[A-Za-z0-9+/_-]?={0,2}`;
  });
}
