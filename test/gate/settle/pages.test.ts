import { describe, expect, it } from "vitest";
import { nextPage } from "../../../src/gate/settle/pages.ts";

describe("the next page of a list", () => {
  it("goes on by the answer's token", () => {
    expect(nextPage({ MaxResults: 2 }, { NextToken: "t" }, 2)).toEqual({ MaxResults: 2, NextToken: "t" });
    expect(nextPage({ MaxResults: 2, NextToken: "t" }, { NextToken: "" }, 2)).toBeUndefined();
  });

  it("counts page numbers up to the total", () => {
    expect(nextPage({ PageSize: 2 }, { TotalCount: 3 }, 2)).toEqual({ PageSize: 2, PageNumber: 2 });
    expect(nextPage({ PageSize: 2, PageNumber: 2 }, { Data: { Total: 3 } }, 1)).toBeUndefined();
    expect(nextPage({ PageSize: 2 }, {}, 2)).toBeUndefined();
  });

  it("moves an offset up to the total", () => {
    expect(nextPage({ Limit: 2 }, { Total: 3 }, 2)).toEqual({ Limit: 2, Offset: 2 });
    expect(nextPage({ Limit: 2, Offset: 2 }, { Total: 3 }, 1)).toBeUndefined();
  });

  it("ends where a page is empty, and where the list has no pages", () => {
    expect(nextPage({ PageSize: 2 }, { TotalCount: 9 }, 0)).toBeUndefined();
    expect(nextPage({}, { Total: 9 }, 2)).toBeUndefined();
  });
});
