import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import * as faults from "../../../src/sandbox/id/faults.ts";
import { cutOf, pageOf } from "../../../src/sandbox/resources/paging.ts";
import type { Facts } from "../../../src/sandbox/types.ts";

const numbered = {
  input: { PageNumber: "int", PageSize: "int" },
  output: { PageNumber: "int", PageSize: "int", TotalCount: "int" },
};
const byToken = { input: { MaxResults: "int", NextToken: "string" }, output: { NextToken: "string" } };
const byOffset = {
  input: { Limit: "int", Offset: "int" },
  output: { Limit: "int", Offset: "int", Total: "int" },
};
const both = {
  input: { ...numbered.input, ...byToken.input },
  output: { ...numbered.output, NextToken: "string" },
};
const letters = [..."abcdefghij"];

const page = (facts: { input: Facts; output: Facts }, params: JsonObject, all: readonly string[] = letters) =>
  pageOf(all, cutOf(facts, params, faults));

describe("numbered pages", () => {
  it("count from 1 and say where they are", () => {
    expect(page(numbered, { PageNumber: 2, PageSize: 4 })).toEqual({
      items: ["e", "f", "g", "h"],
      counts: { PageNumber: 2, PageSize: 4, TotalCount: 10 },
    });
  });

  it("are the first ten items where nothing is said, and empty past the end", () => {
    expect(page(numbered, {}).items).toHaveLength(10);
    expect(page(numbered, { PageNumber: 9 }).items).toEqual([]);
  });

  it.each([{ PageNumber: 0 }, { PageSize: 0 }, { PageSize: 101 }])("refuse %o", (params) => {
    expect(() => page(numbered, params)).toThrow(/must be/);
  });
});

describe("pages by token", () => {
  it("give a token while there is more, and none at the end", () => {
    const first = page(byToken, { MaxResults: 6 });
    expect(first.items).toHaveLength(6);
    const second = page(byToken, { MaxResults: 6, NextToken: first.counts.NextToken ?? null });
    expect(second).toEqual({ items: ["g", "h", "i", "j"], counts: {} });
  });

  it("refuse what is no token of the list's", () => {
    expect(() => page(byToken, { NextToken: "Zm9v" })).toThrow(/not a token/);
  });

  it("are taken where a list has both styles and the request speaks of tokens", () => {
    expect(page(both, { MaxResults: 3 }).counts.NextToken).toBeDefined();
    expect(page(both, { PageNumber: 1, PageSize: 3 }).counts).toEqual({
      PageNumber: 1,
      PageSize: 3,
      TotalCount: 10,
    });
  });
});

describe("pages by offset", () => {
  it("start after what is skipped", () => {
    expect(page(byOffset, { Offset: 8, Limit: 5 })).toEqual({
      items: ["i", "j"],
      counts: { Limit: 5, Offset: 8, Total: 10 },
    });
  });
});

it("every style shows every item once, in order", () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 17 }), (total, size) => {
      const all = Array.from({ length: total }, (_, index) => String(index));
      const walk = (
        next: (seen: number, counts: JsonObject) => [{ input: Facts; output: Facts }, JsonObject],
      ) => {
        const seen: string[] = [];
        let counts: JsonObject = {};
        for (let i = 0; i <= total; i += 1) {
          const [facts, params] = next(seen.length, counts);
          const cut = page(facts, params, all);
          seen.push(...cut.items);
          counts = cut.counts;
          if (seen.length >= total || cut.items.length === 0) break;
        }
        return seen;
      };
      expect(walk((n) => [numbered, { PageNumber: n / size + 1, PageSize: size }])).toEqual(all);
      expect(walk((n) => [byOffset, { Offset: n, Limit: size }])).toEqual(all);
      expect(walk((_, { NextToken = null }) => [byToken, { MaxResults: size, NextToken }])).toEqual(all);
    }),
  );
});
