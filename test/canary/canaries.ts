/** Secrets that a test can tell apart wherever they turn up, and a search for them that knows every encoding. */
import { createHash } from "node:crypto";

/** `plain` survives every schema; `odd` holds what JSON, URLs, HTML and base64 each write in a way of their own. */
export type Form = "plain" | "odd";

const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
/** The shortest piece of a canary that counts as found, in bytes. */
export const PIECE = 12;

/** Twelve characters, signs of that form, twelve characters: half of one is still a piece. The same for the same `what`. */
export function canaryOf(what: string, form: Form = "odd"): string {
  const [start, [a, b, c], end] = [half(`${what} 1`), half(`${what} 2`), half(`${what} 3`)];
  // Letters between the signs: the middle of no two canaries is the same piece.
  const canary = `${start}${form === "plain" ? `-${a}_` : `"${a}\\${b}/é%${c}&`}${end}`;
  made.set(canary, what);
  return canary;
}

const made = new Map<string, string>();

/** What a canary was made for, to be told where it is found. */
export const purposeOf = (canary: string): string => made.get(canary) ?? canary;

/** Random-looking: with capitals, small letters and digits, so that it passes for no word, name or account. */
function half(seed: string): string {
  for (let count = 0; ; count += 1) {
    const bytes = createHash("sha256").update(`idgate canary ${seed} ${count}`).digest();
    const text = [...bytes.subarray(0, PIECE)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
    if (/[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)) return text;
  }
}

/** The spellings that a service, a log or a file may give a value. */
export const ENCODINGS: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  "JSON string": (value) => JSON.stringify(value).slice(1, -1),
  "JSON string in a JSON string": (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3),
  "JSON in ASCII": (value) =>
    [...Array(value.length).keys()]
      .map((at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, "0")}`)
      .join(""),
  "URL component": encodeURIComponent,
  "URL, every byte": (value) => [...Buffer.from(value)].map((byte) => `%${hex(byte)}`).join(""),
  form: (value) => new URLSearchParams({ v: value }).toString().slice(2),
  HTML: (value) => [...value].map((sign) => `&#${sign.codePointAt(0)};`).join(""),
  base64: (value) => Buffer.from(value).toString("base64"),
  "base64, one byte on": (value) => Buffer.from(`.${value}`).toString("base64"),
  "base64, two bytes on": (value) => Buffer.from(`..${value}`).toString("base64"),
  base64url: (value) => Buffer.from(value).toString("base64url"),
  hex: (value) => Buffer.from(value).toString("hex"),
  "hex, capitals": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  "first half": (value) => value.slice(0, PIECE),
  "second half": (value) => value.slice(-PIECE),
};

const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/** A piece of a canary in some spelling, by its beginning. */
interface Piece {
  readonly text: string;
  readonly of: string;
}

/** Tells which canaries a text or a file holds, whole or in a piece of twelve bytes, in any spelling and in any case. */
export function createSearch(canaries: Iterable<string>): (within: string | Uint8Array) => readonly string[] {
  const pieces: Pieces = { byStart: new Map(), starts: new Uint8Array(STARTS) };
  for (const canary of canaries) for (const piece of piecesOf(canary)) add(pieces, piece);
  return (within) => {
    const found = new Set<string>();
    const bytes = typeof within === "string" ? Buffer.from(within, "utf8") : Buffer.from(within);
    const text = bytes.toString("latin1").toLowerCase();
    for (const reading of new Set([text, ...unescapedIn(text)])) look(reading, pieces, found);
    return [...found];
  };
}

interface Pieces {
  readonly byStart: Map<string, Piece[]>;
  /** Whether any piece may begin with letters of this hash: most places of a large file are passed over by it. */
  readonly starts: Uint8Array;
}

const STARTS = 1 << 22;

/** Of the six letters from there on. */
function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let next = at; next < at + 6; next += 1) hash = (Math.imul(hash, 53) + text.charCodeAt(next)) | 0;
  return hash & (STARTS - 1);
}

function add({ byStart, starts }: Pieces, piece: Piece): void {
  const start = piece.text.slice(0, PIECE);
  starts[hashAt(start, 0)] = 1;
  const known = byStart.get(start);
  if (known === undefined) byStart.set(start, [piece]);
  else if (!known.some(({ text }) => text === piece.text)) known.push(piece);
}

function piecesOf(canary: string): readonly Piece[] {
  const bytes = Buffer.from(canary, "utf8");
  const spelt: readonly (readonly [spelling: string, length: number])[] = [
    [bytes.toString("latin1"), PIECE],
    [bytes.toString("hex"), PIECE * 2],
    // What base64 makes of twelve bytes at an offset; the characters that neighbours share may be others.
    ...[0, 1, 2].map((offset): [string, number] => [
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString("base64url")
        .slice(offset === 0 ? 0 : offset + 1, -1),
      (PIECE * 4) / 3 - 1,
    ]),
  ];
  return spelt.flatMap(([spelling, length]) =>
    Array.from({ length: Math.max(0, spelling.length - length + 1) }, (_, at) => ({
      text: spelling.slice(at, at + length).toLowerCase(),
      of: canary,
    })),
  );
}

function look(text: string, { byStart, starts }: Pieces, found: Set<string>): void {
  for (let at = 0; at + PIECE <= text.length; at += 1) {
    if (starts[hashAt(text, at)] !== 1) continue;
    const hits = byStart.get(text.slice(at, at + PIECE));
    if (hits === undefined) continue;
    for (const { text: piece, of } of hits) if (text.startsWith(piece, at)) found.add(of);
  }
}

const ROUNDS = 4;

/** The text with its escapes undone, once and again, and with base64's other alphabet. */
function unescapedIn(text: string): readonly string[] {
  const readings: string[] = [];
  let latest = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = latest
      .replace(/%([0-9a-f]{2})|\\+u00([0-9a-f]{2})|\\+x([0-9a-f]{2})|&#x([0-9a-f]{2});/g, (_, a, b, c, d) =>
        String.fromCharCode(Number.parseInt(a ?? b ?? c ?? d, 16)),
      )
      .replace(/&#(\d{2,3});/g, (whole, code) => (Number(code) < 256 ? String.fromCharCode(code) : whole))
      .replaceAll("\\", "")
      .toLowerCase();
    if (next === latest) break;
    readings.push(next);
    latest = next;
  }
  const base64 = text.replaceAll("+", "-").replaceAll("/", "_");
  return base64 === text ? readings : [...readings, base64];
}
