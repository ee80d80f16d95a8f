/** Requests at random that make sense more often than not: values seen in answers come back in later requests. */
import { createHash } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { parseLeaf } from "../../src/sandbox/facts.ts";
import type { Fact, Facts } from "../../src/sandbox/types.ts";

const isList = (fact: Fact): fact is readonly [Fact] => Array.isArray(fact);

/** Values by the name of their field, the latest last. */
export class Seen {
  readonly #values = new Map<string, string[]>();

  /** Remembers the texts of an answer or a request. */
  note(value: Json, field = ""): void {
    if (typeof value === "string") {
      if (value === "") return;
      const kept = this.#values.get(field) ?? [];
      kept.push(value);
      if (kept.length > 40) kept.shift();
      this.#values.set(field, kept);
    } else if (Array.isArray(value)) for (const item of value) this.note(item, field);
    else if (isJsonObject(value)) for (const [name, inner] of Object.entries(value)) this.note(inner, name);
  }

  /** What a field of this name, or a related one, was seen to hold: `UserPoolUid` may be some `Uid`. */
  like(field: string): readonly string[] {
    const singular = field.replace(/s$/, "");
    const ends = [...this.#values.keys()].filter(
      (name) => name.length > 1 && (singular.endsWith(name) || name.endsWith(singular)),
    );
    return [...new Set([field, singular, ...ends])].flatMap((name) => this.#values.get(name) ?? []);
  }
}

/** Chance that repeats: the same seed gives the same walk. */
export class Dice {
  #count = 0;
  readonly #seed: string;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** 0 ≤ n < 1 */
  roll(): number {
    this.#count += 1;
    const bytes = createHash("sha256").update(`${this.#seed}\n${this.#count}`).digest();
    return bytes.readUInt32BE(0) / 2 ** 32;
  }

  pick<Item>(from: readonly Item[]): Item | undefined {
    return from[Math.floor(this.roll() * from.length)];
  }
}

const WORDS = [
  "alpha",
  "beta",
  "gamma",
  "中文",
  "a b",
  "x.y",
  "Ω",
  "0",
  "default",
  "*",
  "https://a.example/x",
];

/** Parameters that the facts allow: everything required, and some of the rest. */
export function parametersOf(facts: Facts, seen: Seen, dice: Dice): JsonObject {
  const given: [string, Json][] = [];
  for (const [declared, fact] of Object.entries(facts)) {
    const required = declared.endsWith("!");
    if (!required && dice.roll() < 0.55) continue;
    const field = declared.replace(/!$/, "");
    given.push([field, valueFor(fact, field, seen, dice)]);
  }
  return Object.fromEntries(given);
}

function valueFor(fact: Fact, field: string, seen: Seen, dice: Dice): Json {
  if (isList(fact)) {
    const length = Math.floor(dice.roll() * 3);
    return Array.from({ length }, () => valueFor(fact[0], field, seen, dice));
  }
  if (typeof fact !== "string") return parametersOf(fact, seen, dice);
  const { type, range, options } = parseLeaf(fact);
  const low = Math.max(range?.min ?? 0, 0);
  switch (type) {
    case "boolean":
      return dice.roll() < 0.5;
    case "int":
    case "int64":
    case "number":
      return Math.min(low + Math.floor(dice.roll() * 20), range?.max ?? 20);
    case "any":
      return dice.pick<Json>(["text", 7, true, {}, { Name: "a" }, [], ["a"]]) ?? null;
    default: {
      if (options !== undefined) return dice.pick(options) ?? "";
      const known = dice.roll() < 0.8 ? dice.pick(seen.like(field)) : undefined;
      const text = known ?? dice.pick(WORDS) ?? "a";
      const max = Math.min(range?.max ?? 1000, 1000);
      return [...text.padEnd(Math.max(low, 1), "a")].slice(0, max).join("");
    }
  }
}
