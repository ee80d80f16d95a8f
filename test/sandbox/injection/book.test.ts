import { describe, expect, it } from "vitest";
import { createFaultBook, type FaultBook } from "../../../src/sandbox/injection/book.ts";

const KNOWN = ["id:CreateUser", "id:GetUser", "iam:CreateUser", "task:cloudcontrol"];
const book = (rules: readonly string[], seed = "seed"): FaultBook => createFaultBook(rules, seed, KNOWN);
const hits = (from: FaultBook, times: number, action = "id:CreateUser"): readonly boolean[] =>
  Array.from({ length: times }, () => from.select(action, "").answer !== undefined);

describe("the faults of a run", () => {
  it("are the same for the same seed and requests, and others for another seed", () => {
    const drawn = (seed: string) => hits(book(["*=reset@0.5"], seed), 64);
    expect(drawn("a")).toEqual(drawn("a"));
    expect(drawn("a")).not.toEqual(drawn("b"));
  });

  it("come as often as their probability says", () => {
    const count = hits(book(["*=reset@0.1"]), 5000).filter(Boolean).length;
    expect(count).toBeGreaterThan(400);
    expect(count).toBeLessThan(600);
  });

  it("hit the first ones, or every nth, of the actions that they are about", () => {
    const first = book(["id:Create*=reset@first2"]);
    expect(hits(first, 3, "id:GetUser")).toEqual([false, false, false]);
    expect(hits(first, 4)).toEqual([true, true, false, false]);
    expect(hits(book(["*=reset@every3"]), 6)).toEqual([false, false, true, false, false, true]);
  });

  it("of two rules come from the first whose turn it is, with slowness beside it", () => {
    const both = book(["*=throttle@first1", "*=reset", "*=slow:5"]);
    const kinds = () => both.select("id:GetUser", "").answer?.kind;
    expect([kinds(), kinds()]).toEqual(["throttle", "reset"]);
    expect(both.select("id:GetUser", "").slowBeforeMs).toBe(5);
    expect(both.report().map(({ asked, hit }) => [asked, hit])).toEqual([
      [3, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("drawn by two equal rules are drawn apart", () => {
    const one = createFaultBook(["*=reset@0.5", "*=reset@0.5"], "s", KNOWN);
    hits(one, 200);
    const [first, second] = one.report();
    expect(second?.asked).toBe((first?.asked ?? 0) - (first?.hit ?? 0));
    expect(second?.hit).toBeGreaterThan(0);
  });

  it("of a header come before the rules, and are counted by its text", () => {
    const rules = book(["*=throttle"]);
    expect(rules.select("id:GetUser", "reset-after, slow:7")).toMatchObject({
      slowBeforeMs: 7,
      answer: { kind: "reset", after: true },
    });
    const kinds = [1, 2].map(() => rules.select("id:GetUser", "reset@first1").answer?.kind);
    expect(kinds).toEqual(["reset", "throttle"]);
  });

  it("begin anew when they are replaced, and stay as they are where the new ones are wrong", () => {
    const one = book(["*=reset@first1"]);
    expect(hits(one, 2)).toEqual([true, false]);
    expect(() => one.replace(["*=nonsense"], "other")).toThrow(/There is no fault/);
    expect(one.seed).toBe("seed");
    expect(hits(one, 1)).toEqual([false]);
    one.replace(["*=reset@first1"], "other");
    expect(one.seed).toBe("other");
    expect(hits(one, 2)).toEqual([true, false]);
  });

  it("are about something that exists", () => {
    expect(() => book(["id:CreateUsr=reset"])).toThrow(/No action is called "id:CreateUsr"/);
    expect(() => book(["task:nothing=task-fail"])).toThrow(/No action is called/);
    expect(() => book(["task:*=reset"])).toThrow(/Tasks can only fail/);
    expect(() => book([]).select("id:GetUser", "reset,".repeat(30))).toThrow(/20 faults at most/);
  });
});
