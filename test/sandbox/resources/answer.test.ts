import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { acknowledged, shaped } from "../../../src/sandbox/resources/answer.ts";
import type { Facts } from "../../../src/sandbox/types.ts";

describe("an answer", () => {
  it("has the declared fields and no others, at every depth", () => {
    const facts: Facts = { Name: "string", Tags: [{ Key: "string" }], Brand: { Name: "string" } };
    const value = {
      Name: "a",
      Password: "kept inside",
      Tags: [{ Key: "k", Secret: "inside" }],
      Brand: { Name: "b", Secret: "inside" },
    };
    expect(shaped(facts, value)).toEqual({ Name: "a", Tags: [{ Key: "k" }], Brand: { Name: "b" } });
  });

  it("leaves out what never was", () => {
    expect(shaped({ Name: "string", Note: "string" }, { Name: "a", Note: null })).toEqual({ Name: "a" });
  });

  it("shows a free-form object as it is", () => {
    expect(shaped({ Map: {} }, { Map: { any: [1] } })).toEqual({ Map: { any: [1] } });
  });

  it.each<readonly [Facts, JsonObject]>([
    [{ Name: "string" }, { Name: 1 }],
    [{ Count: "int" }, { Count: 1.5 }],
    [{ Tags: ["string"] }, { Tags: "a" }],
    [{ Brand: { Name: "string" } }, { Brand: "b" }],
    [{ Tags: [{ Key: "string" }] }, { Tags: ["a"] }],
  ])("of another type than declared is a mistake: %o", (facts, value) => {
    expect(() => shaped(facts, value)).toThrow(/not of its type/);
  });

  it("that only says that something was done says so", () => {
    expect(acknowledged({ Message: "string", Success: "boolean" })).toEqual({ Message: "", Success: true });
    expect(acknowledged({})).toEqual({});
  });
});
