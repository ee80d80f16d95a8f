import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonIn } from "../../../src/policy/engine/json-text.ts";

describe("JSON in a text", () => {
  test("is what it says", () => {
    fc.assert(
      fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
        const text = JSON.stringify(value);
        expect(jsonIn(text)).toEqual(JSON.parse(text));
        expect(jsonIn(` \n${JSON.stringify(value, null, 2)}\t`)).toEqual(JSON.parse(text));
      }),
    );
  });
  test("is nothing where a key comes twice, wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (key, a, b) => {
        const twice = `{${JSON.stringify(key)}:${JSON.stringify(a)},${JSON.stringify(key)} : ${JSON.stringify(b)}}`;
        expect(jsonIn(twice)).toBeUndefined();
        expect(jsonIn(`[{"x": ${twice}}]`)).toBeUndefined();
      }),
    );
  });
  test.each(['{"a":1,"\\u0061":2}', '{"":1,"":2}', '{"__proto__":1,"__proto__":2}'])(
    "is nothing where %s says a key twice",
    (text) => {
      expect(jsonIn(text)).toBeUndefined();
    },
  );
  test.each([
    "",
    "a",
    "1",
    '"{}"',
    "null",
    "{",
    "{a:1}",
    '{"a":1} {"b":2}',
    "// c\n{}",
    `{"a":"${"x".repeat(70_000)}"}`,
  ])("is nothing where there is none: %.20s", (text) => {
    expect(jsonIn(text)).toBeUndefined();
  });
  test("texts that look like keys are none", () => {
    expect(jsonIn('{"a":"\\"b\\": 1, \\"b\\": 2"}')).toEqual({ a: '"b": 1, "b": 2' });
  });
});
