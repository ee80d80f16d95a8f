import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze, isJsonObject, type Json } from "../../../src/action/json.ts";
import { equalJson, sortedText } from "../../../src/sandbox/cloudcontrol/json.ts";
import {
  applyPatch,
  PatchError,
  parsePatch,
  parsePointer,
} from "../../../src/sandbox/cloudcontrol/json-patch.ts";

const patch = (target: Json, ...steps: Json[]): Json => applyPatch(target, parsePatch(steps));

describe("the examples of RFC 6902, appendix A", () => {
  it.each<[string, Json, Json, Json]>([
    ["adds a member", { foo: "bar" }, { op: "add", path: "/baz", value: "qux" }, { baz: "qux", foo: "bar" }],
    [
      "adds a list element",
      { foo: ["bar", "baz"] },
      { op: "add", path: "/foo/1", value: "qux" },
      { foo: ["bar", "qux", "baz"] },
    ],
    ["removes a member", { baz: "qux", foo: "bar" }, { op: "remove", path: "/baz" }, { foo: "bar" }],
    [
      "removes a list element",
      { foo: ["bar", "qux", "baz"] },
      { op: "remove", path: "/foo/1" },
      { foo: ["bar", "baz"] },
    ],
    [
      "replaces a value",
      { baz: "qux", foo: "bar" },
      { op: "replace", path: "/baz", value: "boo" },
      { baz: "boo", foo: "bar" },
    ],
    [
      "moves a value",
      { foo: { bar: "baz", waldo: "fred" }, qux: { corge: "grault" } },
      { op: "move", from: "/foo/waldo", path: "/qux/thud" },
      { foo: { bar: "baz" }, qux: { corge: "grault", thud: "fred" } },
    ],
    [
      "moves a list element",
      { foo: ["all", "grass", "cows", "eat"] },
      { op: "move", from: "/foo/1", path: "/foo/3" },
      { foo: ["all", "cows", "eat", "grass"] },
    ],
    [
      "adds a nested member",
      { foo: "bar" },
      { op: "add", path: "/child", value: { grandchild: {} } },
      { foo: "bar", child: { grandchild: {} } },
    ],
    [
      "ignores members it does not know",
      { foo: "bar" },
      { op: "add", path: "/baz", value: "qux", xyz: 123 },
      { foo: "bar", baz: "qux" },
    ],
    [
      "adds to the end of a list",
      { foo: ["bar"] },
      { op: "add", path: "/foo/-", value: ["abc", "def"] },
      { foo: ["bar", ["abc", "def"]] },
    ],
    [
      "unescapes in order",
      { "/": 9, "~1": 10 },
      { op: "test", path: "/~01", value: 10 },
      { "/": 9, "~1": 10 },
    ],
  ])("%s", (_what, target, step, result) => {
    expect(patch(target, step)).toEqual(result);
  });

  it.each<[string, Json, Json]>([
    ["a test that does not hold", { baz: "qux" }, { op: "test", path: "/baz", value: "bar" }],
    ["a target that is not there", { foo: "bar" }, { op: "add", path: "/baz/bat", value: "qux" }],
    ["text that is not the number", { "~1": 10 }, { op: "test", path: "/~01", value: "10" }],
  ])("refuses %s", (_what, target, step) => {
    expect(() => patch(target, step)).toThrow(PatchError);
  });
});

describe("a patch that cannot be read", () => {
  it.each<[string, Json]>([
    ["a step that is no object", "remove"],
    ["an unknown op", { op: "merge", path: "/a", value: 1 }],
    ["no op", { path: "/a" }],
    ["no path", { op: "remove" }],
    ["a path without a slash", { op: "remove", path: "a" }],
    ["a tilde that escapes nothing", { op: "remove", path: "/a~2" }],
    ["add without a value", { op: "add", path: "/a" }],
    ["copy without from", { op: "copy", path: "/a" }],
  ])("is refused: %s", (_what, step) => {
    expect(() => patch({ a: 1 }, step)).toThrow(/^Step 1: /);
  });
});

describe("a patch that cannot be applied", () => {
  it.each<[string, Json, Json]>([
    ["an index past the end", [1], { op: "add", path: "/2", value: 0 }],
    ["an index with a leading zero", [1, 2], { op: "replace", path: "/01", value: 0 }],
    ["a negative index", [1], { op: "remove", path: "/-1" }],
    ["the end of a list, to replace", [1], { op: "replace", path: "/-", value: 0 }],
    ["a name in a list", [1], { op: "test", path: "/length", value: 1 }],
    ["a member that is not there", {}, { op: "remove", path: "/a" }],
    ["a member of the prototype", {}, { op: "copy", from: "/constructor", path: "/a" }],
    ["a way through text", { a: "b" }, { op: "add", path: "/a/b", value: 1 }],
    ["a value into itself", { a: { b: 1 } }, { op: "move", from: "/a", path: "/a/b" }],
    ["all of it away", { a: 1 }, { op: "remove", path: "" }],
  ])("is refused: %s", (_what, target, step) => {
    expect(() => patch(target, step)).toThrow(PatchError);
  });

  it("names the step that failed", () => {
    expect(() => patch({ a: 1 }, { op: "test", path: "/a", value: 1 }, { op: "remove", path: "/b" })).toThrow(
      /^Step 2: /,
    );
  });
});

const json = fc.jsonValue({ maxDepth: 3 }).map((value): Json => JSON.parse(JSON.stringify(value)));

/** Every path in a value, unescaped. */
function paths(value: Json, at: readonly string[] = []): readonly (readonly string[])[] {
  const below = Array.isArray(value)
    ? value.flatMap((item: Json, index) => paths(item, [...at, String(index)]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([key, item]) => paths(item, [...at, key]))
      : [];
  return [at, ...below];
}

const pointer = (tokens: readonly string[]): string =>
  tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const valueWithPath = json.chain((value) =>
  fc.record({ value: fc.constant(value), path: fc.constantFrom(...paths(value)) }),
);

describe("for every value", () => {
  it("a pointer written out is read back", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (tokens) => {
        expect(parsePointer(pointer(tokens))).toEqual(tokens);
      }),
    );
  });

  it("what replace writes, test finds", () => {
    fc.assert(
      fc.property(valueWithPath, json, ({ value, path }, fresh) => {
        const at = pointer(path);
        const after = patch(value, { op: "replace", path: at, value: fresh });
        expect(patch(after, { op: "test", path: at, value: fresh })).toEqual(after);
      }),
    );
  });

  it("removing a part and adding it again gives the value back", () => {
    fc.assert(
      fc.property(valueWithPath, ({ value, path }) => {
        fc.pre(path.length > 0);
        const at = pointer(path);
        const copied = applyPatch(
          { value },
          parsePatch([{ op: "copy", from: `/value${at}`, path: "/kept" }]),
        );
        if (!isJsonObject(copied)) throw new Error("The root is an object.");
        const back = patch(
          value,
          { op: "remove", path: at },
          { op: "add", path: at, value: copied.kept ?? null },
        );
        expect(equalJson(back, value)).toBe(true);
      }),
    );
  });

  it("moving is removing and adding", () => {
    fc.assert(
      fc.property(valueWithPath, ({ value, path }) => {
        const at = `/value${pointer(path)}`;
        fc.pre(path.length > 0);
        const moved = patch({ value }, { op: "move", from: at, path: "/moved" });
        const stepwise = patch(
          { value },
          { op: "copy", from: at, path: "/moved" },
          { op: "remove", path: at },
        );
        expect(equalJson(moved, stepwise)).toBe(true);
      }),
    );
  });

  it("nothing is changed in place", () => {
    fc.assert(
      fc.property(valueWithPath, json, ({ value, path }, fresh) => {
        const before = JSON.stringify(value);
        patch(deepFreeze(value), { op: "replace", path: pointer(path), value: fresh });
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it("any list of steps gives a value or a PatchError", () => {
    const step = fc.record(
      {
        op: fc.constantFrom("add", "remove", "replace", "move", "copy", "test", "other"),
        path: fc.oneof(fc.constantFrom("", "/", "/a", "/0", "/-", "/a/0", "/__proto__"), fc.string()),
        from: fc.constantFrom("", "/a", "/0"),
        value: json,
      },
      { requiredKeys: ["op"] },
    );
    fc.assert(
      fc.property(json, fc.array(step, { maxLength: 4 }), (value, steps) => {
        try {
          const after = patch(value, ...steps);
          expect(JSON.parse(sortedText(after))).toEqual(JSON.parse(JSON.stringify(after)));
        } catch (error) {
          expect(error).toBeInstanceOf(PatchError);
        }
        expect(Object.hasOwn(Object.prototype, "a")).toBe(false);
      }),
    );
  });
});
