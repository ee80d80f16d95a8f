import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileFault } from "../../src/cli/file-fault.ts";
import { ownFolder } from "../support/folder.ts";

function faultOf(name: string): string {
  try {
    readFileSync(name);
  } catch (error) {
    return fileFault(error);
  }
  throw new Error("it could be read");
}

describe("why a file cannot be used", () => {
  it("is told by code and in words", () => {
    const folder = ownFolder();
    expect(faultOf(join(folder, "no"))).toBe("ENOENT, there is no such file or folder");
    expect(faultOf(folder)).toBe("EISDIR, it is a folder");
  });
  it.each([
    [Object.assign(new Error("x"), { code: "EMFILE" }), "EMFILE"],
    [Object.assign(new Error("x"), { code: "toString" }), "toString"],
    [new Error("x"), "unknown error"],
    ["x", "unknown error"],
  ])("stays a code where there are no words for it: %j", (error, told) => {
    expect(fileFault(error)).toBe(told);
  });
});
