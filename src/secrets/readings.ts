/** Other ways to read a text, for finding in it what was encoded more than once on its way. */
import { gunzipSync, inflateSync } from "node:zlib";

const MAX_DEPTH = 4;
/** Characters of all readings, beside twice those of the text: then it counts as one that hides something. */
const MAX_READ = 2_000_000;
/** Longer data stands by itself. */
const LONG_RUN = 8_192;
const MAX_INFLATED = 1_000_000;

/**
 * Whether any other reading of a text holds something: without blanks and invisible characters and in characters of usual
 * width, with the escapes of mail, C and JavaScript undone, and what its base64 and hex hold, packed with gzip or zlib or
 * not; up to four of these in one another. What would take too long to read counts as holding it.
 */
export function holdsHidden(text: string, holds: (reading: string) => boolean): boolean {
  let left = MAX_READ + text.length * 2;
  const look = (reading: string, depth: number): boolean => {
    for (const other of readingsOf(reading)) {
      left -= other.length;
      if (left < 0 || holds(other)) return true;
      if (depth < MAX_DEPTH && look(other, depth + 1)) return true;
    }
    return false;
  };
  return look(text, 1);
}

function* readingsOf(text: string): Generator<string> {
  if (/[^!-~]/.test(text)) {
    const squeezed = text.normalize("NFKC").replace(/[\p{C}\p{Z}\s]+/gu, "");
    if (squeezed !== text) yield squeezed;
  }
  const unescaped = text.replace(ESCAPES, decode);
  if (unescaped !== text) yield unescaped;
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}[: -]?){8,}/gi)) {
    yield* textsOf(Buffer.from(run.replace(/[: -]/g, ""), "hex"));
  }
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    // What stands before it may be of the same alphabet.
    const offsets = run.length > LONG_RUN ? [0] : [0, 1, 2, 3];
    for (const offset of offsets) yield* textsOf(Buffer.from(run.slice(offset), "base64"));
  }
}

/** Quoted-printable, `\x41`, `\101`, `\u{41}`, breaks of lines, and references of HTML without their semicolon. */
const ESCAPES =
  /=([0-9A-F]{2})|\\x([0-9a-f]{2})|\\([0-7]{2,3})|\\u\{0{0,8}([0-9a-f]{1,4})\}|\\u([0-9a-f]{4})|\\[nrtfb]|&#x([0-9a-f]{2,4});?|&#(\d{2,5});?/gi;

function decode(
  _found: string,
  printable?: string,
  hex?: string,
  octal?: string,
  braced?: string,
  unit?: string,
  reference?: string,
  decimal?: string,
): string {
  const digits = printable ?? hex ?? braced ?? unit ?? reference;
  if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits, 16));
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  return decimal === undefined ? "" : String.fromCharCode(Number(decimal));
}

function* textsOf(bytes: Buffer): Generator<string> {
  const unpacked = inflated(bytes);
  if (unpacked !== undefined) yield unpacked.toString("utf8");
  // UTF-16 of what most secrets are made of is every other byte.
  const text = bytes.toString("utf8").replaceAll("\0", "");
  if (text !== "") yield text;
}

function inflated(bytes: Buffer): Buffer | undefined {
  const inflate =
    bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync : bytes[0] === 0x78 ? inflateSync : undefined;
  try {
    return inflate?.(bytes, { maxOutputLength: MAX_INFLATED });
  } catch {
    return undefined;
  }
}
