import { PolicyInvalid } from "../../errors.ts";
import { nearestName } from "../../text/nearest.ts";

/** A place in the policy file, both counted from one. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** At most so many are listed; a file that is broken throughout needs no longer message. */
const LISTED = 50;

const CORRECT_POLICY = "Correct the policy file. Until then nothing is allowed that it would allow.";

/** Everything that is wrong with one file, so that its author sees it at once and not one by one. */
export class Problems {
  readonly #source: string;
  readonly #found: { readonly at: Place; readonly what: string }[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  add(at: Place, what: string): void {
    this.#found.push({ at, what });
  }

  /** Like `add`, and names the candidate that `given` was probably meant to be. */
  addNearest(at: Place, what: string, given: string, candidates: Iterable<string>): void {
    const known = [...candidates];
    const nearest = nearestName(given, known) ?? onlyOneAround(given, known);
    this.add(at, nearest === undefined ? what : `${what}, did you mean ${nearest}?`);
  }

  /** @throws PolicyInvalid listing every problem in the order of the file, one a line. */
  throwIfAny(hint: string = CORRECT_POLICY): void {
    if (this.#found.length === 0) return;
    const sorted = this.#found.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
    const lines = sorted
      .slice(0, LISTED)
      .map(({ at, what }) => `${this.#source}:${at.line}:${at.column}: ${what}`);
    if (sorted.length > LISTED) lines.push(`${this.#source}: and ${sorted.length - LISTED} more`);
    throw new PolicyInvalid(lines.join("\n"), { hint });
  }
}

/** Shorter names are part of too much. */
const SHORTEST_PART = 4;

/** The one candidate that begins or ends with the name: `WorkloadPoolName` for `PoolName`. */
function onlyOneAround(given: string, candidates: readonly string[]): string | undefined {
  if (given.length < SHORTEST_PART) return undefined;
  const around = candidates.filter((one) => one.startsWith(given) || one.endsWith(given));
  const [only, ...more] = new Set(around);
  return more.length === 0 ? only : undefined;
}

const SHOWN = 80;

/** A text of the file for a message: quoted, escaped, cut. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}
