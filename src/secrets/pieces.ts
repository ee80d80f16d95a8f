/** Finding a long piece of a known secret in text: `starts with aB3d…`, a message cut in the middle, a value in two halves. */

/** Shorter pieces say little and are found by chance. */
const MIN_PIECE = 8;
/** So much of a value is telling, however long the value is. */
const TELLING = 32;
/** The longest value whose pieces are looked for, in UTF-16 units. */
const LONGEST = 4096;
/** The longest piece that is taken at once: what follows it is found as a piece of its own. */
const LONGEST_PIECE = 256;
/** Pieces are looked for where few values are known, as when a call has sent some: not in a page of secrets. */
const MOST_VALUES = 100;

/**
 * A function that replaces pieces of values, as they are, by the value's mark: pieces of at least 8 characters, and of a
 * third of the value or 32 characters. Only pieces in which something looks random count: an account number or a host name
 * in a key is no secret, nor is the header of a JWT.
 */
export function createPieceMask(
  known: readonly { readonly value: string; readonly mark: string }[],
): (text: string) => string {
  const values = known.length > MOST_VALUES ? [] : known.filter(({ value }) => hasRandom(value));
  const byGram = new Map<string, { readonly value: string; readonly mark: string; readonly at: number }>();
  for (const { value, mark } of values) {
    for (let at = headerOf(value); at + MIN_PIECE <= value.length; at += 1) {
      const gram = value.slice(at, at + MIN_PIECE);
      if (!byGram.has(gram)) byGram.set(gram, { value, mark, at });
    }
  }
  if (byGram.size === 0) return (text) => text;
  return (text) => {
    let masked = "";
    let copied = 0;
    for (let at = 0; at + MIN_PIECE <= text.length; at += 1) {
      const hit = byGram.get(text.slice(at, at + MIN_PIECE));
      if (hit === undefined) continue;
      const length = common(text, at, hit.value, hit.at);
      const enough = length >= Math.min(TELLING, hit.value.length / 3);
      if (!enough || !hasRandom(text.slice(at, at + length))) continue;
      masked += `${text.slice(copied, at)}${hit.mark}`;
      copied = at + length;
      at = copied - 1;
    }
    return copied === 0 ? text : masked + text.slice(copied);
  };
}

function common(text: string, from: number, value: string, at: number): number {
  const most = Math.min(value.length - at, LONGEST_PIECE);
  let length = MIN_PIECE;
  while (length < most && text[from + length] === value[at + length]) length += 1;
  return length;
}

/** Where what is a JWT's own begins: its header is that of many others. */
function headerOf(value: string): number {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value) ? value.indexOf(".") + 1 : 0;
}

/** Blanks, dots, colons and slashes are what structure has: of an address, a sentence, a JWT. */
const STRUCTURE = /[^\x21-\x7e]|[./:]/;

function hasRandom(text: string): boolean {
  return text.length <= LONGEST && text.split(STRUCTURE).some(isRandom);
}

/** Three of: capitals, small letters, digits, symbols; or capitals and small letters without order. */
function isRandom(run: string): boolean {
  if (run.length < MIN_PIECE) return false;
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(run)).length;
  return kinds >= 3 || (run.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length * 3 >= run.length;
}
