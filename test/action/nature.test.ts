import { describe, expect, it } from "vitest";
import { type Effect, type Nature, natureOf } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";

const EFFECTS: readonly Effect[] = ["read", "reveal", "create", "update", "delete", "issue"];

function nature(effect: Effect, escalates: boolean, claimed: Nature | undefined): Nature {
  const action = defineAction({
    service: "id",
    name: "Example",
    family: "example",
    effect,
    escalates,
    ...(claimed === undefined ? {} : { natureOf: () => claimed }),
    zh: "测试",
    title: "Example",
    summary: "Example.",
    input: () => ({}),
    output: () => ({}),
  });
  return natureOf(action, {});
}

describe("what a call does", () => {
  it.each(EFFECTS)(
    "is what its action is declared to do where that does not depend on arguments: %s",
    (effect) => {
      expect(nature(effect, false, undefined).effect).toBe(effect);
      expect(nature(effect, true, undefined).escalates).toBe(true);
    },
  );

  it.each(["create", "update", "delete", "issue"] as const)(
    "stays a %s, whatever its arguments are",
    (effect) => {
      for (const claimed of ["read", "reveal"] as const) {
        expect(nature(effect, true, { effect: claimed, escalates: false })).toEqual({
          effect,
          escalates: true,
        });
      }
    },
  );

  it("becomes more by its arguments", () => {
    expect(nature("read", false, { effect: "reveal", escalates: false }).effect).toBe("reveal");
    expect(nature("create", false, { effect: "issue", escalates: true })).toEqual({
      effect: "issue",
      escalates: true,
    });
  });
});
