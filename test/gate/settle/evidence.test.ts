import { describe, expect, it } from "vitest";
import type { Effect, Lookup } from "../../../src/action/action.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import {
  evidenceAmong,
  evidenceOf,
  type LostCall,
  pointInTime,
  thingIn,
} from "../../../src/gate/settle/evidence.ts";

const SINCE = Date.parse("2026-03-01T12:00:10Z");
const BEFORE = "2026-03-01T12:00:00Z";
const AFTER = "2026-03-01T12:00:10Z";

function call(effect: Effect, params: JsonObject, more: Partial<LostCall> = {}): LostCall {
  const lookup: Lookup = { action: "id:GetThing", by: ["Name"] };
  return { effect, lookup, renames: undefined, params: { Name: "a", ...params }, since: SINCE, ...more };
}

const kindOf = (thing: JsonObject | undefined, lost: LostCall): string => evidenceOf(thing, lost).kind;

describe("a create whose answer was lost", () => {
  it.each([
    ["is not there", undefined, {}, "not happened"],
    ["is there", { Name: "a" }, {}, "happened"],
    ["was made since", { Name: "a", CreatedAt: AFTER }, {}, "happened"],
    ["was there before the call", { Name: "a", CreatedAt: BEFORE }, {}, "not happened"],
    ["is there with what the call gave it", { Description: "x" }, { Description: "x" }, "happened"],
    [
      "is there with something else",
      { Description: "y", CreatedAt: AFTER },
      { Description: "x" },
      "undecided",
    ],
    [
      "was made since, with a secret that nothing compares with",
      { Key: "…", CreatedAt: AFTER },
      { Key: { $fingerprint: "0" } },
      "happened",
    ],
    [
      "may have been there before, with another secret",
      { Key: "…" },
      { Key: { $fingerprint: "0" } },
      "undecided",
    ],
  ] as const)("%s", (_, thing, params, kind) => {
    expect(kindOf(thing, call("create", params))).toBe(kind);
  });

  it("is not told by its time where the service's clock is not known", () => {
    expect(kindOf({ CreatedAt: BEFORE }, call("create", {}, { since: undefined }))).toBe("undecided");
    expect(kindOf({ CreatedAt: "yesterday" }, call("create", {}))).toBe("undecided");
  });
});

describe("a delete whose answer was lost", () => {
  it("happened where the thing is gone, and did not where it is there", () => {
    expect(kindOf(undefined, call("delete", {}))).toBe("happened");
    expect(kindOf({ Name: "a", CreatedAt: BEFORE }, call("delete", {}))).toBe("not happened");
  });
});

describe("an update whose answer was lost", () => {
  it.each([
    ["is as the call says", { Description: "x" }, { Description: "x" }, "happened"],
    [
      "is as the call says, changed since",
      { Description: "x", UpdatedAt: AFTER },
      { Description: "x" },
      "happened",
    ],
    ["was so before the call", { Description: "x", UpdatedAt: BEFORE }, { Description: "x" }, "not happened"],
    [
      "is in the state that the call says, in other capitals",
      { Status: "Enabled" },
      { Status: "enabled" },
      "happened",
    ],
    ["is not as the call says", { Description: "y" }, { Description: "x" }, "not happened"],
    ["was changed since, to something else", { A: 1, UpdateTime: AFTER }, { A: 2 }, "undecided"],
    ["is half as the call says", { A: 1, B: 1 }, { A: 1, B: 2 }, "undecided"],
    ["shows nothing of what the call sets", { Other: 1 }, { Description: "x" }, "undecided"],
    ["sets a secret", { UpdateDate: AFTER }, { Password: { $fingerprint: "0" } }, "undecided"],
    [
      "sets a secret besides what was so already",
      { A: 1, UpdateDate: AFTER },
      { A: 1, Password: { $fingerprint: "0" } },
      "undecided",
    ],
    [
      "sets a secret, and was not changed since",
      { UpdateDate: BEFORE },
      { Password: { $fingerprint: "0" } },
      "not happened",
    ],
    ["is shown masked", { Phone: "138***00" }, { Phone: "13800000000" }, "undecided"],
    ["is a long text that may be written anew", { D: "x".repeat(300) }, { D: "y" }, "undecided"],
    ["is not there any more", undefined, { Description: "x" }, "undecided"],
    [
      "gives a new name to what is called otherwise",
      { DisplayName: "n" },
      { NewDisplayName: "n" },
      "happened",
    ],
    [
      "writes a document in another order",
      { P: '{"b":1,"a":[2]}' },
      { P: '{ "a": [2], "b": 1 }' },
      "happened",
    ],
    ["sets a list whose order means nothing", { Ips: ["b", "a"] }, { Ips: ["a", "b"] }, "happened"],
  ] as const)("%s", (_, thing, params, kind) => {
    expect(kindOf(thing, call("update", params))).toBe(kind);
  });

  it("goes by the name that it gave, where it renames", () => {
    const lost = call("update", { NewName: "b" }, { renames: { Title: "NewName" } });
    expect(kindOf({ Title: "b" }, lost)).toBe("happened");
    expect(kindOf({ Title: "a" }, lost)).toBe("not happened");
  });

  it("is told by a state that the action sets", () => {
    const lookup: Lookup = { action: "id:GetThing", by: ["Name"], sets: { Status: ["on", "starting"] } };
    const lost = call("update", { Description: "x" }, { lookup });
    expect(kindOf({ Status: "starting", Description: "y" }, lost)).toBe("happened");
    expect(kindOf({ Status: "off" }, lost)).toBe("undecided");
    expect(kindOf({ Status: "off", UpdatedAt: BEFORE }, lost)).toBe("not happened");
  });

  it("is told by what the thing calls it", () => {
    const lookup: Lookup = { action: "id:GetThing", by: ["Name"], as: { NewName: "InstanceName" } };
    expect(kindOf({ InstanceName: "b" }, call("update", { NewName: "b" }, { lookup }))).toBe("happened");
  });

  it("is told by its being there where the action says so", () => {
    const lookup: Lookup = { action: "id:ListThings", by: ["Name"], tells: "there" };
    expect(kindOf({ Name: "a" }, call("update", {}, { lookup }))).toBe("happened");
    expect(kindOf(undefined, call("update", {}, { lookup }))).toBe("not happened");
  });
});

describe("a point in time", () => {
  it.each([
    ["2026-03-01T12:00:10Z", SINCE],
    ["2026-03-01T20:00:10+08:00", SINCE],
    ["20260301T120010Z", SINCE],
    [SINCE, SINCE],
    [SINCE / 1000, SINCE],
    [String(SINCE / 1000), SINCE],
    ["2026-03-01T12:00:10", undefined],
    ["2026-03-01", undefined],
    ["yesterday", undefined],
    [null, undefined],
  ])("is read from %j", (value, expected) => {
    expect(pointInTime(value)).toBe(expected);
  });
});

describe("the thing in an answer", () => {
  it("is at its place, or the one object that the answer consists of", () => {
    expect(thingIn({ User: { Name: "a" } }, {})).toEqual({ Name: "a" });
    expect(thingIn({ Data: { User: { Name: "a", Age: 1 } } }, { at: "Data.User" })).toEqual({
      Name: "a",
      Age: 1,
    });
    expect(thingIn({ Name: "a", Config: {} }, {})).toEqual({ Name: "a", Config: {} });
    expect(thingIn({ Name: "a" }, { at: "User" })).toBeUndefined();
  });

  it("may be JSON in a text", () => {
    expect(thingIn({ Properties: '{"Name":"a"}' }, { at: "Properties" })).toEqual({ Name: "a" });
  });

  it("is not there where the answer says nothing", () => {
    expect(thingIn({}, {})).toBeUndefined();
    expect(thingIn({ User: {} }, {})).toBeUndefined();
    expect(thingIn({ Name: null }, {})).toBeUndefined();
  });
});

describe("a list that was looked through", () => {
  const lookup: Lookup = { action: "id:ListThings", by: [], among: { list: "Data", by: { Name: "Name" } } };
  const kind = (groups: JsonObject[][], effect: Effect, more: Partial<Lookup> = {}) =>
    evidenceAmong(groups, call(effect, {}, { lookup: { ...lookup, ...more } })).kind;
  const old = { CreatedAt: BEFORE };
  const fresh = { CreatedAt: AFTER };

  it("tells of a create by what was made since", () => {
    expect(kind([[]], "create")).toBe("not happened");
    expect(kind([[old]], "create")).toBe("not happened");
    expect(kind([[old, fresh]], "create")).toBe("happened");
  });

  it("does not tell who made one of several alike, but tells that there is none", () => {
    const alike = { proves: "not happened" } as const;
    expect(kind([[old, fresh]], "create", alike)).toBe("undecided");
    expect(kind([[old]], "create", alike)).toBe("not happened");
  });

  it("does not tell that what takes its time did not happen", () => {
    expect(kind([[]], "create", { proves: "happened" })).toBe("undecided");
    expect(kind([[fresh]], "create", { proves: "happened" })).toBe("happened");
  });

  it("tells of several only what is so of all", () => {
    expect(kind([[fresh], [fresh]], "create")).toBe("happened");
    expect(kind([[fresh], []], "create")).toBe("undecided");
    expect(kind([[], []], "delete")).toBe("happened");
    expect(kind([[fresh], []], "delete")).toBe("undecided");
    expect(kind([], "delete")).toBe("undecided");
  });

  it("does not tell which of two was changed", () => {
    expect(kind([[old, fresh]], "update")).toBe("undecided");
  });
});
