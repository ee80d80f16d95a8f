import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIni } from "../../src/credentials/ini.ts";
import { CredentialsInvalid } from "../../src/errors.ts";

const parse = (text: string) => {
  const sections = parseIni(text, "The file");
  return Object.fromEntries([...sections].map(([name, values]) => [name, Object.fromEntries(values)]));
};

describe("an INI file", () => {
  it("has sections, keys in any case, comments and quotes", () => {
    const text =
      '# who\r\n[default]\r\nKey_A = one\nkey_b:two\n; more\n\n[ other ]\nkey_a = "three #4"\nempty=\n';
    expect(parse(text)).toEqual({
      default: { key_a: "one", key_b: "two" },
      other: { key_a: "three #4", empty: "" },
    });
  });

  it("begins with the section default where no other is named", () => {
    expect(parse("a = 1\n[x]\na = 2\n[default]\nb = 3")).toEqual({
      default: { a: "1", b: "3" },
      x: { a: "2" },
    });
  });

  it("keeps an = in a value, as keys have them at their end", () => {
    expect(parse("a = Zm9v==")).toEqual({ default: { a: "Zm9v==" } });
  });

  it.each([
    ["no key at all", "example-hunter2", 1],
    ["a heading that does not end", "[default\na = 1", 1],
    ["a heading without a name", "a = 1\n[ ]", 2],
    ["a key without a name", "\n= example-hunter2", 2],
    ["a key with a space", "a b = example-hunter2", 1],
    ["the same key twice, once in capitals", "[x]\na = 1\nA = example-hunter2", 3],
    ["the same key twice, the section in two parts", "[x]\na = 1\n[y]\n[x]\na = 2", 5],
  ])("is refused with %s: the line is named, what it holds is not", (_, text, line) => {
    expect(() => parse(text)).toThrow(CredentialsInvalid);
    expect(() => parse(text)).toThrow(new RegExp(`\\bline ${line}\\b`));
    expect(() => parse(text)).not.toThrow(/hunter2/);
  });

  it("gives back what was written into it, in any style", () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,12}$/);
    const value = fc.stringMatching(/^[A-Za-z0-9+/=_.-]{0,30}$/);
    const sections = fc.dictionary(name, fc.dictionary(name, value, { noNullPrototype: true }), {
      noNullPrototype: true,
    });
    const style = fc.record({
      eol: fc.constantFrom("\n", "\r\n", "\r"),
      sign: fc.constantFrom("=", " = ", ":", "\t:  "),
      quote: fc.constantFrom("", '"', "'"),
      noise: fc.constantFrom("", "# a note", "  ; [default]"),
    });
    fc.assert(
      fc.property(sections, style, (wanted, { eol, sign, quote, noise }) => {
        const lines = Object.entries(wanted).flatMap(([section, values]) => [
          `[${section}]`,
          noise,
          ...Object.entries(values).map(([key, one]) => `${key}${sign}${quote}${one}${quote}`),
        ]);
        expect(parse(lines.join(eol))).toEqual(wanted);
      }),
    );
  });

  it("is read or refused, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("[", "]", "a", "=", ":", "#", '"', "\n", " ") }),
        (text) => {
          try {
            parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(CredentialsInvalid);
          }
        },
      ),
    );
  });
});
