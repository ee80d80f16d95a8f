import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../../src/action/parse.ts";
import { MAX_TEXT, MAX_VALUES } from "../../src/action/plain.ts";
import { InvalidArguments } from "../../src/errors.ts";
import { action } from "../support/rooms.ts";

const CREATE = action("cloudcontrol:CreateResource");
const create = (TargetState: unknown) => ({ TypeName: "Volcengine::IAM::User", TargetState });

/** Puts a value somewhere inside objects and lists. */
const somewhere = (inner: fc.Arbitrary<unknown>) =>
  fc
    .tuple(inner, fc.array(fc.constantFrom("list", "object"), { maxLength: 8 }))
    .map(([value, wraps]) =>
      wraps.reduce<unknown>((inside, wrap) => (wrap === "list" ? [1, inside] : { a: 1, b: inside }), value),
    );

describe("arguments", () => {
  it("are frozen through and through, and a copy of their own", () => {
    const state = { UserName: "bot", Tags: [{ Key: "a", Value: "b" }] };
    const { params } = parseArguments(CREATE, create(state));
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const child of Object.values(value)) walk(child);
    };
    walk(params);
    state.Tags.push({ Key: "c", Value: "d" });
    expect(params.TargetState).toEqual({ UserName: "bot", Tags: [{ Key: "a", Value: "b" }] });
  });

  it("with a key that means more than a key are refused, wherever it stands", () => {
    const keys = fc.constantFrom("__proto__", "constructor", "prototype");
    const bad = somewhere(keys.map((key) => JSON.parse(`{"${key}": {"UserName": "x"}}`)));
    fc.assert(
      fc.property(bad, (value) => {
        expect(() => parseArguments(CREATE, create({ UserName: "a", x: value }))).toThrow(/forbidden key/);
      }),
    );
  });

  it("with text that cannot be sent are refused, as key and as value", () => {
    const bad = somewhere(fc.constantFrom<unknown>("a\ud800", "\udc00b", { "k\ud800": 1 }));
    fc.assert(
      fc.property(bad, (value) => {
        expect(() => parseArguments(CREATE, create({ x: value }))).toThrow(/lone surrogate/);
      }),
    );
  });

  it("that are nested too deep, or are no JSON, are refused", () => {
    const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
    expect(() => parseArguments(CREATE, create(deep(20)))).not.toThrow();
    expect(() => parseArguments(CREATE, create(deep(40)))).toThrow(/deep/);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => parseArguments(CREATE, create({ x: value }))).toThrow(/finite/);
    }
  });

  it("are bounded in number and in text, whatever the schema leaves open", () => {
    const many = Array.from({ length: MAX_VALUES }, () => 1);
    expect(() => parseArguments(CREATE, create({ x: many }))).toThrow(/more than/);
    const long = "x".repeat(MAX_TEXT + 1);
    expect(() => parseArguments(CREATE, create({ x: long }))).toThrow(/more than/);
    expect(() => parseArguments(CREATE, create({ [long]: 1 }))).toThrow(/more than/);
    expect(() => parseArguments(CREATE, create({ x: many.slice(0, 1000) }))).not.toThrow();
  });

  it("that look like what idgate itself puts in place of a secret are refused", () => {
    const mark = { $fingerprint: "0123456789abcdef" };
    expect(() => parseArguments(CREATE, create({ Password: mark }))).toThrow(/idgate's own/);
  });

  it("that are refused are not quoted", () => {
    const wrong = [
      { WorkloadPoolName: { value: "example-secret-value" } },
      { WorkloadPoolName: "x".repeat(100_000) },
      { WorkloadPoolName: 7, Description: ["example-secret-value"] },
    ];
    for (const args of wrong) {
      let message = "";
      try {
        parseArguments(action("id:CreateWorkloadPool"), args);
      } catch (error) {
        if (!(error instanceof InvalidArguments)) throw error;
        message = error.message;
      }
      expect(message).toContain("WorkloadPoolName");
      expect(message).not.toMatch(/example-secret-value|xxxx/);
      expect(message.length).toBeLessThan(1000);
    }
  });
});
