import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ConfigInvalid } from "../../../src/errors.ts";
import { type KindName, kindOf } from "../../../src/sandbox/injection/kinds.ts";
import {
  type FaultRule,
  labelOf,
  matches,
  parseRule,
  ruleJson,
  specOf,
} from "../../../src/sandbox/injection/spec.ts";

function problemOf(given: string | JsonObject): string {
  try {
    parseRule(given);
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    return `${error.message} ${error.hint ?? ""}`;
  }
  return "none";
}

const KIND_NAMES: readonly KindName[] = ["throttle", "gateway", "html", "reset", "slow", "skew", "task-fail"];

function valuesOf(kind: KindName): fc.Arbitrary<number | string | undefined> {
  const takes = kindOf(kind).value?.takes;
  if (takes === undefined) return fc.constant(undefined);
  if (takes instanceof RegExp) return fc.constantFrom("InternalError", "QuotaExceeded.Pool");
  return fc.integer({ min: takes.min, max: takes.max }).filter((n) => takes.not?.includes(n) !== true);
}

const rules: fc.Arbitrary<FaultRule> = fc.constantFrom(...KIND_NAMES).chain((kind) =>
  fc.record({
    actions: fc.constantFrom("*", "id:*", "id:Create*", "*:Delete*", "task:*"),
    kind: fc.constant(kind),
    after: fc.constantFrom(...kindOf(kind).phases).map((phase) => phase === "after"),
    value: valuesOf(kind),
    when: fc.oneof(
      fc.constant(undefined),
      fc.integer({ min: 1, max: 1000 }).map((first) => ({ first })),
      fc.integer({ min: 1, max: 1000 }).map((every) => ({ every })),
      fc.integer({ min: 1, max: 1000 }).map((n) => ({ probability: n / 1000 })),
    ),
  }),
);

describe("a fault", () => {
  it("written down and read again is the same, in the notation and as JSON", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(parseRule(specOf(rule))).toEqual(rule);
        expect(parseRule(ruleJson(rule))).toEqual(rule);
      }),
    );
  });

  it.each([
    ["reset", "*=reset", "reset"],
    ["reset-before", "*=reset", "reset"],
    ["id:Create*=reset-after@0.1", "id:Create*=reset-after@0.1", "reset-after"],
    ["*=throttle:2@first3", "*=throttle:2@first3", "throttle:2"],
    ["iam:*=gateway@every5", "iam:*=gateway:502@every5", "gateway:502"],
    ["truncate", "*=truncate", "truncate"],
    [" slow-after:250 ", "*=slow-after:250", "slow-after:250"],
    ["skew:-1200", "*=skew:-1200", "skew:-1200"],
    ["task:*=task-fail", "task:*=task-fail:InternalError", "task-fail:InternalError"],
  ])("is read from %j", (text, spec, label) => {
    expect(specOf(parseRule(text))).toBe(spec);
    expect(labelOf(parseRule(text))).toBe(label);
  });

  it.each([
    ["", "is no fault", "[ACTIONS=]FAULT[:VALUE][@WHEN]"],
    ["resett", 'There is no fault "resett". Did you mean reset?', "throttle[:SECONDS]"],
    ["throttle-after", 'There is no fault "throttle-after"', "task-fail"],
    ["slow", "The fault slow needs a value: slow:MS", ""],
    ["slow:fast", 'The fault slow takes MS from 1 to 600000, not "fast"', ""],
    ["html:204", "but not 204, 205, 304", ""],
    ["reset:1", "The fault reset takes no value", ""],
    ["reset@2", '"2" is no probability', "firstN (first3)"],
    ["reset@0", '"0" is no probability', ""],
    ["reset@sometimes", '"sometimes" does not say when', "everyN (every5)"],
    ["reset@first0", '"first0" is no count', ""],
    ["Create*=reset", '"Create*" names no actions', "service:Action"],
  ])("that is written %j is refused with what is wrong and what there is", (text, why, what) => {
    expect(problemOf(text)).toContain(why);
    expect(problemOf(text)).toContain(what);
  });

  it.each([
    [{ fault: "reset", probability: 1 }, 'no field "probability"'],
    [{ actions: "*" }, "fault is no text"],
    [{ fault: "reset", when: { first: 1, every: 2 } }, "when has not exactly one field"],
    [{ fault: "reset", when: { seldom: 1 } }, 'when has no field "seldom"'],
    [{ fault: "reset", when: { first: 0.5 } }, "is no count"],
    [{ fault: "slow", value: [1] }, "value is neither"],
  ])("that is written %j is refused", (given, why) => {
    expect(problemOf(given)).toContain(why);
  });
});

describe("a pattern", () => {
  it("matches as a regular expression of it would", () => {
    const joined = (chars: readonly string[]) =>
      fc.array(fc.constantFrom(...chars), { maxLength: 8 }).map((all) => all.join(""));
    fc.assert(
      fc.property(joined(["a", "b", ":", ".", "*"]), joined(["a", "b", ":", "."]), (glob, name) => {
        const source = glob.replaceAll(".", "\\.").replaceAll("*", ".*");
        expect(matches(glob, name)).toBe(new RegExp(`^${source}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it("for actions is not about tasks", () => {
    expect(matches("*", "task:cc")).toBe(false);
    expect(matches("task:*", "task:cc")).toBe(true);
    expect(matches("task:*", "id:CreateUser")).toBe(false);
  });
});
