import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze, type Json } from "../../src/action/json.ts";
import { SecretRefused } from "../../src/errors.ts";
import { mapPaths, showPath, visitPaths } from "../../src/secrets/index.ts";

function found(json: Json, ...paths: string[]): [string, Json][] {
  const seen: [string, Json][] = [];
  visitPaths(json, paths, (value, path) => seen.push([showPath(path), value]));
  return seen;
}

describe("field paths", () => {
  it("reach a name, a nested name and every element of a list", () => {
    const json = { A: 1, B: { C: 2 }, L: [{ K: 3 }, { K: 4 }, 5], M: [["x"], ["y", "z"]] };
    expect(found(json, "A", "B.C", "L[].K")).toEqual([
      ["A", 1],
      ["B.C", 2],
      ["L[0].K", 3],
      ["L[1].K", 4],
    ]);
    expect(found(json, "M[][]").map(([, value]) => value)).toEqual(["x", "y", "z"]);
    expect(found(json, "B")).toEqual([["B", { C: 2 }]]);
  });

  it("reach a name at any depth, also at none, and below a name", () => {
    const json = { S: 0, T: { S: 1, L: [{ S: 2, D: { S: 3 } }] }, U: { S: 4 } };
    expect(found(json, "**.S").map(([, value]) => value)).toEqual([0, 1, 2, 3, 4]);
    expect(found(json, "T.**.S").map(([, value]) => value)).toEqual([1, 2, 3]);
    expect(found(json, "**.D.S")).toEqual([["T.L[0].D.S", 3]]);
  });

  it("see each value once, however many paths mean it", () => {
    expect(found({ A: { S: 1 } }, "**.S", "A.S", "A.**.S")).toEqual([["A.S", 1]]);
  });

  it("are case-sensitive, and do not step into lists unasked", () => {
    expect(found({ a: 1, L: [{ K: 1 }] }, "A", "L.K", "L[]K", "L[0].K")).toEqual([]);
  });

  it("take a key with a dot, a bracket or a star in it for one key", () => {
    const json = { "A.B": 1, "L[]": 2, "**": 3, A: { B: 4, "B.C": 5 }, "": 6 };
    expect(found(json, "A.B")).toEqual([["A.B", 4]]);
    expect(found(json, "A.B.C", "L[]")).toEqual([]);
    expect(found(json, "**").length).toBeGreaterThan(5);
    expect(showPath(["A.B", 0, "c", 'q"'])).toBe('["A.B"][0].c["q\\""]');
  });

  it("reach own keys only", () => {
    const json: Json = JSON.parse('{"__proto__": {"polluted": 1}, "a": {"constructor": 2}}');
    expect(found(json, "__proto__.polluted", "a.constructor", "a.toString")).toEqual([
      ["__proto__.polluted", 1],
      ["a.constructor", 2],
    ]);
  });
});

describe("mapPaths", () => {
  it("changes a copy and leaves the frozen original alone", () => {
    const json = deepFreeze({ keep: { x: [1] }, Keys: [{ Secret: "a" }, { Secret: "b" }] });
    const after = mapPaths(json, ["Keys[].Secret"], (value) => `${value}!`);
    expect(after).toEqual({ keep: { x: [1] }, Keys: [{ Secret: "a!" }, { Secret: "b!" }] });
    expect(json.Keys[0]?.Secret).toBe("a");
    expect(after.keep).toBe(json.keep);
  });

  it("returns the value itself where nothing is meant", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json: Json = JSON.parse(JSON.stringify(value));
        expect(mapPaths(deepFreeze(json), ["no.such[].path", "**.nowhere"], () => null)).toBe(json);
      }),
    );
  });

  it("keeps a key named __proto__ a key", () => {
    const json: Json = JSON.parse('{"__proto__": {"S": 1}}');
    const after = mapPaths(json, ["**.S"], () => 2);
    expect(JSON.stringify(after)).toBe('{"__proto__":{"S":2}}');
  });

  it("refuses what is too deep to be searched", () => {
    const json: Json = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
    expect(() => mapPaths(json, ["**.S"], () => null)).toThrow(SecretRefused);
  });
});
