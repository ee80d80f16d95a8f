/** The search that the other files of this folder rely on: what it does not find, they do not see. */
import { describe, expect, it } from "vitest";
import { canaryOf, createSearch, ENCODINGS, type Form } from "./canaries.ts";

const forms: readonly Form[] = ["plain", "odd"];
const cases = forms.flatMap((form) => Object.keys(ENCODINGS).map((how) => [form, how] as const));
const others = Array.from({ length: 300 }, (_, at) => canaryOf(`other ${at}`));

describe("the search for canaries", () => {
  it.each(cases)("finds a %s one written as %s, amid other text and in a file's bytes", (form, how) => {
    const canary = canaryOf(`${form} ${how}`, form);
    const search = createSearch([...others, canary]);
    const text = `{"a":"before ${ENCODINGS[how]?.(canary)} after"}`;
    expect(search(text)).toEqual([canary]);
    expect(search(text.toUpperCase())).toEqual(/base64/.test(how) ? expect.anything() : [canary]);
    expect(search(Buffer.concat([Buffer.alloc(100), Buffer.from(text), Buffer.alloc(100, 0xff)]))).toEqual([
      canary,
    ]);
  });

  it("finds one inside of a larger text that was encoded as a whole", () => {
    const canary = canaryOf("inside");
    const search = createSearch([...others, canary]);
    for (const before of ["", "x", "xy"]) {
      const whole = `${before}{"Password":${JSON.stringify(canary)}}`;
      for (const encode of ["base64", "base64url", "hex"] as const)
        expect(search(Buffer.from(whole).toString(encode))).toEqual([canary]);
      expect(search(JSON.stringify(JSON.stringify(whole)))).toEqual([canary]);
    }
  });

  it("finds nothing in what holds none: fingerprints, marks, names of fields, digests", () => {
    const search = createSearch(others);
    const innocent = others.map((other) => `[secret_${Buffer.from(other).toString("hex").slice(0, 20)}]`);
    expect(search(innocent.join("\n"))).toEqual([]);
    expect(search(others.map((other) => other.slice(0, 11)).join(" "))).toEqual([]);
  });
});
