import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/action/json.ts";
import { callOf, load, verdict } from "./actions.ts";

export type Row = readonly [
  what: string,
  action: string,
  params: JsonObject,
  expected: "allow" | "ask" | "refuse",
];

/** One policy and what it says of calls. */
export function table(title: string, policy: string, rows: readonly Row[]): void {
  describe(title, () => {
    const loaded = load(policy);
    test.each(rows)("%s", (_what, action, params, expected) => {
      expect(verdict(loaded.decide(callOf(action, params)))).toBe(expected);
    });
  });
}
