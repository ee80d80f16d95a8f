/** Heads that were kept elsewhere, held against the chain: what a key cannot forge is that they were written. */
import type { Head } from "./chain.ts";

export class KnownHeads {
  /** Those that the walk has not come to, by place. A ledger that was rolled back and went on has several for one. */
  readonly #open = new Map<number, Set<string>>();
  #first: Head | undefined;
  #missing = 0;

  constructor(known: readonly Head[]) {
    for (const { seq, hash } of known) this.#open.set(seq, (this.#open.get(seq) ?? new Set()).add(hash));
  }

  /** The walk, which goes upwards, has come to this entry. */
  meet({ seq, hash }: Head): void {
    for (const kept of this.#open.get(seq) ?? []) if (kept !== hash) this.#miss({ seq, hash: kept });
    this.#open.delete(seq);
  }

  /** What the first missing head shows, where the walk has ended; undefined where none is missing. */
  missing(last: Head): string | undefined {
    const forked = this.#first !== undefined;
    for (const seq of [...this.#open.keys()].toSorted((a, b) => a - b)) {
      for (const hash of this.#open.get(seq) ?? []) this.#miss({ seq, hash });
    }
    const first = this.#first;
    if (first === undefined) return undefined;
    const more = this.#missing > 1 ? ` ${this.#missing - 1} more of the heads are not in the chain.` : "";
    const what = `Entry ${first.seq} with the hash ${first.hash} was written`;
    if (forked) {
      return `${what}, but another one stands there: the ledger was rolled back and written to since, or started anew.${more}`;
    }
    if (first.seq <= last.seq) return `${what}, but is not there.${more}`;
    return `${what}, but the chain ends at entry ${last.seq}: its end was cut off, or the ledger was rolled back or started anew.${more}`;
  }

  #miss(head: Head): void {
    this.#first ??= head;
    this.#missing += 1;
  }
}
