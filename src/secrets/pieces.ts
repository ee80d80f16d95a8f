/** Finding a long piece of a known secret in text: `starts with aB3d…`, a message cut in the middle, a value in two halves. */

/** Shorter pieces say little and are found by chance. */
const MIN_PIECE = 8;
const LONGEST = 512;
/** Pieces are looked for where few values are known, as when a call has sent some: not in a page of secrets. */
const MOST_VALUES = 100;

/**
 * A function that replaces pieces of at least 8 characters and a third of a value, as they are, by the value's
 * mark. Only pieces that look random count: an account number or a host name in a key is no secret.
 */
export function createPieceMask(
  known: readonly { readonly value: string; readonly mark: string }[],
): (text: string) => string {
  const values = known.length > MOST_VALUES ? [] : known.filter(({ value }) => isRandom(value));
  const byGram = new Map<string, { readonly value: string; readonly mark: string; readonly at: number }>();
  for (const { value, mark } of values) {
    for (let at = 0; at + MIN_PIECE <= value.length; at += 1) {
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
      if (length * 3 < hit.value.length || !isRandom(text.slice(at, at + length))) continue;
      masked += `${text.slice(copied, at)}${hit.mark}`;
      copied = at + length;
      at = copied - 1;
    }
    return copied === 0 ? text : masked + text.slice(copied);
  };
}

function common(text: string, from: number, value: string, at: number): number {
  let length = MIN_PIECE;
  while (at + length < value.length && text[from + length] === value[at + length]) length += 1;
  return length;
}

/** Three of: capitals, small letters, digits, symbols; or capitals and small letters without order. */
function isRandom(text: string): boolean {
  // Blanks, dots, colons and slashes are what structure has: of an address, a sentence, a JWT.
  if (text.length < MIN_PIECE || text.length > LONGEST || /[^\x21-\x7e]|[./:]/.test(text)) return false;
  const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
  return kinds >= 3 || (text.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g) ?? []).length * 3 >= text.length;
}
