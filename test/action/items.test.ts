import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { itemsOf } from "../../src/action/items.ts";

function actionWith(declared: Pick<Action, "items" | "uncountableWith">): Action {
  return defineAction({
    service: "id",
    name: "Example",
    family: "example",
    effect: "delete",
    ...declared,
    zh: "测试",
    title: "Example",
    summary: "Example.",
    input: () => ({}),
    output: () => ({}),
  });
}

const batch = actionWith({ items: "Users[]" });

describe("the items of a call", () => {
  it("are one where the action declares no list, whatever lists it carries", () => {
    expect(itemsOf(actionWith({}), {})).toBe(1);
    expect(itemsOf(actionWith({}), { Users: ["a", "b"] })).toBe(1);
  });

  it("are the elements of the declared list, and no other's", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 50 }), (users) => {
        expect(itemsOf(batch, { Users: JSON.parse(JSON.stringify(users)), Tags: ["x"] })).toBe(users.length);
      }),
    );
  });

  it("are one for an empty list: the call is made all the same", () => {
    expect(itemsOf(batch, { Users: [] })).toBe(1);
  });

  it.each([[{}], [{ Users: null }], [{ Users: "a,b" }], [{ Users: { length: 1 } }], [{ users: ["a"] }]])(
    "cannot be counted in %j",
    (params) => {
      expect(itemsOf(batch, params)).toBeUndefined();
    },
  );

  it("cannot be counted where a list comes only from the prototype", () => {
    expect(itemsOf(actionWith({ items: "toString[]" }), {})).toBeUndefined();
  });

  it("cannot be counted where the action says so", () => {
    expect(itemsOf(actionWith({ items: "uncountable" }), { Users: ["a"] })).toBeUndefined();
  });
});

describe("a parameter that lets a call reach further", () => {
  const one = actionWith({ uncountableWith: ["Force"] });
  const many = actionWith({ items: "Users[]", uncountableWith: ["Force"] });

  it.each([[true], ["Remove"], [1], [0], [""], [{}]])("makes it uncountable: %j", (Force) => {
    expect(itemsOf(one, { Force })).toBeUndefined();
    expect(itemsOf(many, { Force, Users: ["a"] })).toBeUndefined();
  });

  it("changes nothing where it is off or absent", () => {
    expect(itemsOf(one, { Force: false })).toBe(1);
    expect(itemsOf(one, { Force: null })).toBe(1);
    expect(itemsOf(many, { Users: ["a", "b"] })).toBe(2);
  });
});
