import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { isWhole, nextPage } from "../../../src/gate/settle/pages.ts";

const next = (asked: JsonObject, answer: JsonObject, count: number, before = 0) =>
  nextPage(asked, answer, { count, before });

describe("the next page of a list", () => {
  it("goes on by the answer's token", () => {
    expect(next({ MaxResults: 2 }, { NextToken: "t" }, 2)).toEqual({ MaxResults: 2, NextToken: "t" });
    expect(next({ MaxResults: 2, NextToken: "t" }, { NextToken: "" }, 2, 2)).toBeUndefined();
  });

  it("counts page numbers up to the total, wherever the answer has it", () => {
    expect(next({ PageSize: 2 }, { TotalCount: 3 }, 2)).toEqual({ PageSize: 2, PageNumber: 2 });
    expect(next({ PageSize: 2 }, { PageInfo: { TotalCount: "3" } }, 2)).toEqual({
      PageSize: 2,
      PageNumber: 2,
    });
    expect(next({ PageSize: 2, PageNumber: 2 }, { Data: { Total: 3 } }, 1, 2)).toBeUndefined();
  });

  it("without a total ends at a page that is not full", () => {
    expect(next({ PageSize: 2 }, {}, 2)).toEqual({ PageSize: 2, PageNumber: 2 });
    expect(next({ PageSize: 2 }, {}, 1)).toBeUndefined();
    expect(next({ Limit: 2 }, {}, 2)).toEqual({ Limit: 2, Offset: 2 });
  });

  it("counts on where the service gives less than it was asked for", () => {
    expect(next({ PageSize: 100 }, { TotalCount: 120, PageSize: 50 }, 50)).toEqual({
      PageSize: 50,
      PageNumber: 2,
    });
    const third = next({ PageSize: 100, PageNumber: 2 }, { TotalCount: 120 }, 50, 50);
    expect(third).toEqual({ PageSize: 100, PageNumber: 3 });
  });

  it("moves an offset up to the total", () => {
    expect(next({ Limit: 2 }, { Total: 3 }, 2)).toEqual({ Limit: 2, Offset: 2 });
    expect(next({ Limit: 2, Offset: 2 }, { Total: 3 }, 1, 2)).toBeUndefined();
  });

  it("ends where a page is empty, and where the list has no pages", () => {
    expect(next({ PageSize: 2 }, { TotalCount: 9 }, 0)).toBeUndefined();
    expect(next({}, { Total: 9 }, 2)).toBeUndefined();
  });

  it("is missed where the total says that there is more", () => {
    expect(isWhole({ Total: 9 }, { count: 2, before: 0 })).toBe(false);
    expect(isWhole({ PageInfo: { TotalCount: 4 } }, { count: 2, before: 2 })).toBe(true);
    expect(isWhole({}, { count: 2, before: 0 })).toBe(true);
  });
});
