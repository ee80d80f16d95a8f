import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvProblem, csvRows, decoded } from "../../../../src/sandbox/id/people/csv.ts";

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

describe("a CSV file", () => {
  it("gives back the cells that were written, whatever is in them", () => {
    // A cell's CRLF is a line break like any other: spreadsheets turn one into the other.
    const text = fc.string().map((one) => one.replaceAll("\r\n", "\n").replace(/^\uFEFF/, ""));
    const row = fc
      .array(text, { minLength: 1, maxLength: 5 })
      .filter((cells) => cells.some((one) => one !== ""));
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const file = rows.map((cells) => cells.map(cell).join(",")).join(end);
        expect(csvRows(file)).toEqual(rows);
      }),
    );
  });

  it("may begin with a byte order mark and hold empty lines", () => {
    expect(csvRows('\uFEFFa,b\r\n\r\n1,"x\r\ny"\r\n')).toEqual([
      ["a", "b"],
      ["1", "x\ny"],
    ]);
  });

  it.each(['a"b', '"a" b', '"a'])("that is %s is refused", (file) => {
    expect(() => csvRows(file)).toThrow(CsvProblem);
  });

  it("comes as base64 of UTF-8", () => {
    expect(decoded(Buffer.from("名,b").toString("base64"))).toBe("名,b");
    expect(() => decoded("not base64!")).toThrow(/base64/);
    expect(() => decoded(Buffer.from([0xff, 0xfe]).toString("base64"))).toThrow(/UTF-8/);
    expect(() => decoded(Buffer.from("a\0,b").toString("base64"))).toThrow(/NUL/);
  });
});
