/** One spelling for what JSON, URLs and HTML write in many ways, so that a value can be looked up in a text. */

// Every repetition has a bound: the matcher remembers each round of one on a stack of its own.
const ESCAPE =
  /%(?:25){0,20}[0-9a-f]{2}|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}(?:\\+u[0-9a-f]{4}){0,63}|&(?:amp;){0,20}(?:#\d{1,10}|#x[0-9a-f]{1,10}|amp|lt|gt|quot|apos);/gi;
/** Escapes of escapes: deeper than anybody encodes by accident. */
const MAX_ROUNDS = 6;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * A text as UTF-8 bytes, one a character, with every escape undone. For looking up, not for reading: a text that
 * holds a value in any mix of escapes holds the value's own spelling, up to what its neighbours do to its ends.
 */
export function unescaped(text: string): string {
  let bytes = binary(text);
  for (let round = 0; round < MAX_ROUNDS && /[%\\&]/.test(bytes); round += 1) {
    const after = bytes.replace(ESCAPE, decode);
    if (after === bytes) break;
    bytes = after;
  }
  return bytes;
}

/** UTF-8 bytes of a text, one a character. */
export function binary(text: string): string {
  return /[^ -~]/.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
}

/**
 * What is left when everything that encodings write differently is made equal: case, the two alphabets of
 * base64, blanks, backslashes, and control characters with the letters that stand for them.
 */
export function skeleton(bytes: string): string {
  if (!/[^a-z0-9./:=,;]/.test(bytes)) return bytes;
  return bare(bytes).replaceAll("-", "+").replaceAll("_", "/").toLowerCase();
}

/** The same, but with case and the alphabets of base64 as they are. */
export function bare(bytes: string): string {
  return bytes
    .replaceAll("\\", "")
    .replaceAll("\b", "b")
    .replace(/[ \n\r\t\f]/g, (character) => ALIKE[character] ?? character);
}

const ALIKE: Readonly<Record<string, string>> = {
  " ": "+",
  "\n": "n",
  "\r": "r",
  "\t": "t",
  "\f": "f",
};

function decode(found: string): string {
  if (found.startsWith("%")) return byte(found.slice(-2));
  if (found.startsWith("\\")) {
    if (/^\\x/i.test(found)) return byte(found.slice(-2));
    const units = found.match(/[0-9a-f]{4}/gi) ?? [];
    return binary(units.map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join(""));
  }
  const name = found.slice(found.lastIndexOf("&") + 1, -1).replace(/^(?:amp;)+/, "");
  const named = NAMED[name.toLowerCase()];
  if (named !== undefined) return named;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? binary(String.fromCodePoint(code)) : found;
}

function byte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
