/** Which of many known secrets a text may hold, found in one pass over the text, however many there are. */
import { binary, skeleton, unescaped } from "./spelling.ts";

/** The shortest piece that is looked up; no secret that counts within a text has a shorter spelling. */
const GRAM = 6;
/** A neighbour's escape can swallow this much of a value's ends. */
const EDGE = 3;
/** Comparisons in all, in characters: some seconds' worth. */
const MAX_WORK = 500_000_000;

export interface Suspects<T> {
  /** Those that the text may hold, in any encoding. Undefined where the search became too long: none is ruled out. */
  in(text: string): readonly T[] | undefined;
}

interface Piece<T> {
  readonly spelling: string;
  readonly of: T;
}

/**
 * INVARIANT: a secret that is left out is not in the text. Values too odd to be looked up (nothing but
 * backslashes, say) are always suspected.
 */
export function createSuspects<T>(known: readonly (readonly [value: string, of: T])[]): Suspects<T> {
  const always: T[] = [];
  const byGram = new Map<string, Piece<T>[]>();
  for (const [value, of] of known) {
    const spellings = spellingsOf(value).map(interior);
    if (spellings.some((spelling) => spelling.length < GRAM)) {
      always.push(of);
      continue;
    }
    for (const spelling of new Set(spellings)) {
      const gram = spelling.slice(0, GRAM);
      const pieces = byGram.get(gram);
      if (pieces === undefined) byGram.set(gram, [{ spelling, of }]);
      else pieces.push({ spelling, of });
    }
  }
  let work = 0;

  function search(text: string, found: Set<T>): boolean {
    const seen = new Set<string>();
    for (let at = 0; at + GRAM <= text.length; at += 1) {
      const gram = text.slice(at, at + GRAM);
      const pieces = byGram.get(gram);
      if (pieces === undefined || seen.has(gram)) continue;
      seen.add(gram);
      for (const { spelling, of } of pieces) {
        work += text.length - at;
        if (work > MAX_WORK) return false;
        if (!found.has(of) && text.includes(spelling, at)) found.add(of);
      }
    }
    return true;
  }

  return {
    in(text) {
      const found = new Set<T>(always);
      if (byGram.size === 0) return [...found];
      const plain = skeleton(binary(text));
      const decoded = skeleton(unescaped(text));
      const complete = search(plain, found) && (decoded === plain || search(decoded, found));
      return complete ? [...found] : undefined;
    },
  };
}

/** A value as it would stand in a text: itself as written and with its own escapes undone, in hex, in base64. */
function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const shared = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(offset === 0 ? 0 : offset + 1, text.length - shared);
  });
  return [binary(value), unescaped(value), bytes.toString("hex"), ...base64].map(skeleton);
}

function interior(spelling: string): string {
  const edge = Math.min(EDGE, Math.max(0, Math.floor((spelling.length - GRAM) / 2)));
  return spelling.slice(edge, spelling.length - edge);
}
