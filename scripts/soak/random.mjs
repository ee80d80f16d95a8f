// @ts-check
/** Chance from a text: the same text, the same numbers. */
import { createHash } from "node:crypto";

/** @typedef {ReturnType<typeof random>} Random */

/** @param {string} seed */
export function random(seed) {
  // mulberry32
  let state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** A whole number from 0 to `below` - 1. @param {number} below */
    below: (below) => Math.floor(next() * below),
    /** @param {number} share */
    chance: (share) => next() < share,
    /** Around `mean`, most of them shorter. @param {number} mean */
    spaced: (mean) => -Math.log(1 - next()) * mean,
  };
}
