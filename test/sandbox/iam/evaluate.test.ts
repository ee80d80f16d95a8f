import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument, type Statement } from "../../../src/sandbox/iam/document.ts";
import { evaluate } from "../../../src/sandbox/iam/evaluate.ts";
import { matchesGlob } from "../../../src/sandbox/iam/glob.ts";

const FACTS: Readonly<Record<string, readonly string[]>> = {
  "volc:RequestedRegion": ["cn-beijing"],
  "volc:CurrentTime": ["2026-03-01T12:00:00Z"],
  "volc:SourceIp": ["127.0.0.1"],
  "volc:Flag": ["true"],
  "volc:PrincipalTag/team": [],
};
const facts = (key: string) => FACTS[key];
const read = (...statements: object[]) => readDocument(JSON.stringify({ Statement: statements }), "policy");
const decide = (statements: readonly Statement[], action: string, ...resources: string[]) => {
  const decision = evaluate(statements, { action, resources, facts });
  return decision.allowed ? "allowed" : decision.by;
};

const effects = fc.constantFrom("Allow", "Deny");
const actions = fc.constantFrom(
  "iam:GetUser",
  "iam:Get*",
  "iam:*",
  "*",
  "id:*",
  "IAM:getuser",
  "iam:Get????",
);
const resources = fc.constantFrom("*", "trn:a", "trn:b", "trn:?", "trn:*");
const operators = fc.constantFrom("StringEquals", "StringNotEquals", "Strange");
const keys = fc.constantFrom("volc:RequestedRegion", "volc:Nothing", "volc:PrincipalTag/team");
const conditions = fc.option(
  fc
    .tuple(operators, keys, fc.constantFrom("cn-beijing", "x"))
    .map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
  { nil: undefined },
);
const statements = fc.array(
  fc
    .tuple(effects, fc.boolean(), actions, fc.boolean(), resources, conditions)
    .map(([Effect, notAction, action, notResource, resource, Condition]) => ({
      Effect,
      [notAction ? "NotAction" : "Action"]: action,
      [notResource ? "NotResource" : "Resource"]: resource,
      ...(Condition === undefined ? {} : { Condition }),
    })),
  { minLength: 1, maxLength: 6 },
);
const asked = fc.constantFrom("*", "trn:a", "trn:b", "trn:other");

describe("policies", () => {
  it("decide the same in whatever order they come", () => {
    fc.assert(
      fc.property(statements, asked, fc.infiniteStream(fc.nat()), (list, resource, random) => {
        const shuffled = list
          .map((one) => [random.next().value ?? 0, one] as const)
          .toSorted(([a], [b]) => a - b);
        const again = shuffled.map(([, one]) => one);
        expect(decide(read(...again), "iam:GetUser", resource)).toBe(
          decide(read(...list), "iam:GetUser", resource),
        );
      }),
    );
  });

  it("never allow what a Deny of everything forbids", () => {
    fc.assert(
      fc.property(statements, asked, (list, resource) => {
        const all = [...list, { Effect: "Deny", Action: "*", Resource: "*" }];
        expect(decide(read(...all), "iam:GetUser", resource)).toBe("explicit");
      }),
    );
  });

  it("never allow more with one more Deny, nor less with one more Allow that applies", () => {
    fc.assert(
      fc.property(statements, statements, asked, (list, more, resource) => {
        const before = decide(read(...list), "iam:GetUser", resource);
        const denials = more.map((one) => ({ ...one, Effect: "Deny" }));
        const grants = more.map((one) => ({ ...one, Effect: "Allow" }));
        if (before !== "allowed") {
          expect(decide(read(...list, ...denials), "iam:GetUser", resource)).not.toBe("allowed");
        } else expect(decide(read(...list, ...grants), "iam:GetUser", resource)).toBe("allowed");
      }),
    );
  });

  it("allow several resources only where they allow each", () => {
    fc.assert(
      fc.property(statements, asked, asked, (list, one, other) => {
        const each = [one, other].every(
          (resource) => decide(read(...list), "iam:GetUser", resource) === "allowed",
        );
        expect(decide(read(...list), "iam:GetUser", one, other) === "allowed").toBe(each);
      }),
    );
  });

  it("know everything only by a star", () => {
    expect(decide(read({ Effect: "Allow", Action: "*", Resource: "trn:*" }), "iam:GetUser")).toBe("implicit");
    expect(decide(read({ Effect: "Allow", Action: "*", NotResource: "trn:a" }), "iam:GetUser")).toBe(
      "implicit",
    );
    expect(decide(read({ Effect: "Allow", Action: "*", Resource: "*" }), "iam:GetUser")).toBe("allowed");
  });

  it.each<[string, object, boolean]>([
    ["StringEquals", { "volc:RequestedRegion": ["x", "cn-beijing"] }, true],
    ["StringEquals", { "volc:RequestedRegion": "CN-beijing" }, false],
    ["StringNotEquals", { "volc:RequestedRegion": "x" }, true],
    ["StringNotEquals", { "volc:PrincipalTag/team": "x" }, true],
    ["StringEquals", { "volc:PrincipalTag/team": "x" }, false],
    ["StringLike", { "volc:RequestedRegion": "cn-*" }, true],
    ["DateLessThan", { "volc:CurrentTime": "2026-03-01T12:00:01Z" }, true],
    ["DateLessThan", { "volc:CurrentTime": "2026-03-01T12:00:00Z" }, false],
    ["DateGreaterThan", { "volc:CurrentTime": "2026-03-01T11:59:59Z" }, true],
    ["Bool", { "volc:Flag": true }, true],
    ["Bool", { "volc:Flag": "false" }, false],
    ["IpAddress", { "volc:SourceIp": "127.0.0.0/8" }, true],
    ["IpAddress", { "volc:SourceIp": "10.0.0.0/8" }, false],
  ])("with the condition %s %j allow and deny: %s", (operator, Condition, holds) => {
    const one = { Action: "*", Resource: "*", Condition: { [operator]: Condition } };
    expect(decide(read({ ...one, Effect: "Allow" }), "iam:GetUser")).toBe(holds ? "allowed" : "implicit");
    expect(decide(read({ ...one, Effect: "Deny" }), "iam:GetUser")).toBe(holds ? "explicit" : "implicit");
  });

  it.each<[string, string, string]>([
    ["an operator", "NumericEquals", "volc:RequestedRegion"],
    ["a key", "StringEquals", "volc:Nothing"],
    ["a value", "IpAddress", "volc:SourceIp"],
  ])("with %s that is not understood do not allow, and do deny", (_what, operator, key) => {
    const one = { Action: "*", Resource: "*", Condition: { [operator]: { [key]: "no address" } } };
    expect(decide(read({ ...one, Effect: "Allow" }), "iam:GetUser")).toBe("implicit");
    expect(decide(read({ ...one, Effect: "Deny" }), "iam:GetUser")).toBe("explicit");
  });
});

describe("patterns", () => {
  it("mean what a regular expression of the same sense means", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "/"), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        const source = glob.replaceAll("*", ".*").replaceAll("?", ".");
        expect(matchesGlob(glob, value)).toBe(new RegExp(`^${source}$`, "s").test(value));
      }),
    );
  });
});
