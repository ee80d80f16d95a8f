/** What of a large answer is shown, and which call brings the rest. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ANSWER_TOKENS, boundAnswer, costOf } from "../../../src/server/answers/bound.ts";
import { nextPage, ownPage, windowOf } from "../../../src/server/answers/paging.ts";
import { action } from "../../tools/support.ts";

const item = (id: number, width = 400): JsonObject => ({ Id: id, Text: "word ".repeat(width / 5) });
const items = (count: number, width?: number) => Array.from({ length: count }, (_, at) => item(at, width));
const byPage = action("cloudidentity:ListUsers");
const byToken = action("cloudcontrol:ListResources");
const byOffset = action("iam:ListUsers");
const single = action("iam:GetPolicy");

/** The parameters of the call that a note names. */
function called(notes: readonly string[]): JsonObject {
  const [, json = ""] = /read_action (\{.*?\})\.(?: |$)/.exec(notes.join(" ")) ?? [];
  return JSON.parse(json).params;
}

describe("an answer that fits", () => {
  it("is left as it is", () => {
    const result = { Users: items(3) };
    expect(boundAnswer(byPage, {}, result, windowOf(byPage, {}))).toEqual({
      result,
      notes: [],
      kept: undefined,
    });
  });
});

describe("a page that is too large", () => {
  it("by number: is cut at whole items where a next page can begin, and names it", () => {
    const params = { PageNumber: 1, PageSize: 100, QueryString: "a" };
    const {
      result,
      notes,
      kept = 0,
    } = boundAnswer(byPage, params, { Users: items(100), Total: 250 }, windowOf(byPage, params));
    expect(result).toEqual({ Users: items(kept), Total: 250 });
    expect(costOf(result)).toBeLessThanOrEqual(ANSWER_TOKENS);
    expect(notes[0]).toContain(`${kept} of 100 items of this page are here`);
    const next = called(notes);
    expect(next).toMatchObject({ QueryString: "a" });
    expect((Number(next.PageNumber) - 1) * Number(next.PageSize)).toBe(kept);
  });

  it("by number: the next call goes on exactly where the cut was, whatever page it was", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 400, max: 3000 }),
        (PageNumber, PageSize, width) => {
          const params = { PageNumber, PageSize };
          const whole = { Users: items(PageSize, width) };
          const { notes, kept } = boundAnswer(byPage, params, whole, windowOf(byPage, params));
          if (kept === undefined) return;
          const next = called(notes);
          const begins = (Number(next.PageNumber) - 1) * Number(next.PageSize);
          expect(begins).toBe((PageNumber - 1) * PageSize + kept);
          expect(Number(next.PageSize)).toBeLessThanOrEqual(PageSize);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it("by offset: goes on after the last item that is shown", () => {
    const params = { Limit: 100, Offset: 40 };
    const { kept, notes } = boundAnswer(
      byOffset,
      params,
      { UserMetadata: items(100) },
      windowOf(byOffset, params),
    );
    expect(called(notes)).toEqual({ Limit: 100, Offset: 40 + (kept ?? 0) });
  });

  it("by token: asks for fewer items, since a token leads past the whole page", () => {
    const params = { TypeName: "Volcengine::IAM::User", MaxResults: 100 };
    const whole = { ResourceDescriptions: items(100), NextToken: "next" };
    const { kept, notes } = boundAnswer(byToken, params, whole, windowOf(byToken, params));
    expect(called(notes)).toEqual({ ...params, MaxResults: kept });
  });
});

describe("one thing that is too large", () => {
  it("has its largest list cut, and says how to get a part", () => {
    const result = { Policy: { Name: "p", Statements: items(200), Notes: items(2) } };
    const { result: shown, notes } = boundAnswer(single, { PolicyName: "p" }, result);
    expect(costOf(shown)).toBeLessThanOrEqual(ANSWER_TOKENS);
    expect(shown).toMatchObject({ Policy: { Name: "p", Notes: items(2) } });
    expect(notes.join(" ")).toMatch(/of 200 items of Policy\.Statements are here/);
    expect(notes.join(" ")).toContain('"fields":["Policy"]');
  });

  it("has its texts cut where there is no list", () => {
    const { result, notes } = boundAnswer(single, {}, { Document: "word ".repeat(20_000), Name: "p" });
    expect(costOf(result)).toBeLessThanOrEqual(ANSWER_TOKENS);
    expect(result.Name).toBe("p");
    expect(notes.join(" ")).toContain("Texts over 1000 characters are cut");
  });

  it("is bounded whatever it looks like", () => {
    const big = fc.oneof(fc.constant(items(100)), fc.constant("x ".repeat(9000)), fc.jsonValue());
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 8 }), big, { maxKeys: 5 }), (given) => {
        const result: JsonObject = JSON.parse(JSON.stringify(given));
        expect(costOf(boundAnswer(single, {}, result).result)).toBeLessThanOrEqual(ANSWER_TOKENS);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

describe("going through a list", () => {
  it("asks for the largest page that is certain to be taken, unless the caller names a size", () => {
    expect(ownPage(byPage, {})).toEqual({ PageSize: 100 });
    expect(ownPage(byOffset, { Limit: 7 })).toEqual({ Limit: 7 });
  });

  it("by number: ends at the total, or with a page that is not full", () => {
    const params = { PageNumber: 1, PageSize: 2 };
    const page = (result: JsonObject, count: number) =>
      nextPage(byPage, params, { result, items: count, seen: count });
    expect(page({ Total: 3 }, 2)).toEqual({ PageNumber: 2, PageSize: 2 });
    expect(page({ Total: 2 }, 2)).toBeUndefined();
    expect(page({}, 1)).toBeUndefined();
    expect(page({}, 0)).toBeUndefined();
  });

  it("by token: ends without one, and at one that repeats itself", () => {
    const params = { NextToken: "a" };
    const page = (NextToken?: string) =>
      nextPage(byToken, params, { result: NextToken === undefined ? {} : { NextToken }, items: 1, seen: 1 });
    expect(page("b")).toEqual({ NextToken: "b" });
    expect(page("a")).toBeUndefined();
    expect(page()).toBeUndefined();
  });
});
