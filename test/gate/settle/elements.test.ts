import { describe, expect, it } from "vitest";
import { canBeTold, elementsIn, isMeant, wantedOf } from "../../../src/gate/settle/elements.ts";

describe("what a call means of a list", () => {
  it("is one element, by all that tells it", () => {
    const among = { list: "Data", by: { Name: "PolicyName", Type: "PolicyType" }, where: { Scope: "own" } };
    expect(wantedOf(among, { Name: "a", Type: "b" })).toEqual([
      { PolicyName: "a", PolicyType: "b", Scope: "own" },
    ]);
    expect(wantedOf({ list: "Data", by: { "Route.Name": "Name" } }, { Route: { Name: "a" } })).toEqual([
      { Name: "a" },
    ]);
  });

  it("is nothing where the call leaves out what tells it", () => {
    expect(wantedOf({ list: "Data", by: { Name: "Name", Type: "Type" } }, { Name: "a" })).toEqual([]);
    expect(wantedOf({ list: "Data", by: { "Ids[]": "Id" } }, {})).toEqual([]);
    expect(wantedOf({ list: "Data", by: { "Ids[]": "Id" } }, { Ids: [] })).toEqual([]);
    expect(
      wantedOf({ list: "Data", by: { "Users[].Email": "Email" } }, { Users: [{ Email: "a" }, {}] }),
    ).toEqual([]);
  });

  it("is told by what the call has, where either will do", () => {
    const among = { list: "Data", by: { "Email?": "Email", "Name?": "Name" } };
    expect(wantedOf(among, { Name: "a" })).toEqual([{ Name: "a" }]);
    expect(wantedOf(among, {})).toEqual([]);
  });

  it("is one for each of a list, and for each of one with each of another", () => {
    const by = { "Ids[]": "Id", "Tags[].Key": "TagKey", "Tags[].Value": "TagValue" };
    const params = { Ids: ["a", "b"], Tags: [{ Key: "k", Value: "v" }] };
    expect(wantedOf({ list: "Tags", by }, params)).toEqual([
      { Id: "a", TagKey: "k", TagValue: "v" },
      { Id: "b", TagKey: "k", TagValue: "v" },
    ]);
  });

  it("is every element where nothing tells them apart", () => {
    expect(wantedOf({ list: "Data", by: {} }, {})).toEqual([{}]);
    expect(isMeant({ Name: "a" }, {})).toBe(true);
  });

  it("is nothing that is known only as a mark: secrets compare with nothing", () => {
    expect(wantedOf({ list: "Data", by: { Key: "Key" } }, { Key: { $fingerprint: "0" } })).toEqual([]);
  });
});

describe("the elements of an answer", () => {
  it("are objects, or texts under an empty name", () => {
    expect(elementsIn({ Data: { Items: [{ Name: "a" }] } }, "Data.Items")).toEqual([{ Name: "a" }]);
    expect(elementsIn({ Ids: ["x"] }, "Ids")).toEqual([{ "": "x" }]);
  });

  it("are none where the answer says so, and not known where there is no such list", () => {
    expect(elementsIn({ Data: null }, "Data")).toEqual([]);
    expect(elementsIn({ TotalCount: 0 }, "Data")).toEqual([]);
    expect(elementsIn({ TotalCount: 3 }, "Data")).toBeUndefined();
    expect(elementsIn({}, "Data")).toBeUndefined();
  });

  it("cannot be told apart by a field that none of them has", () => {
    expect(canBeTold([{ Name: "a" }], [{ Title: "a" }])).toBe(false);
    expect(canBeTold([{ Title: "b" }, { Name: "a" }], [{ Title: "a" }])).toBe(true);
    expect(canBeTold([], [{ Title: "a" }])).toBe(true);
  });

  it("are meant also by another way of writing the same", () => {
    expect(isMeant({ Email: "ann@example.com" }, { Email: "Ann@Example.com" })).toBe(true);
    expect(isMeant({ Id: "abc" }, { Id: "trn:id:cn-beijing:2100000000:workloadpool/abc" })).toBe(true);
    expect(isMeant({ Id: "abc" }, { Id: "ABC" })).toBe(false);
    expect(isMeant({ Value: null }, { Value: "" })).toBe(true);
    expect(isMeant({ Number: 3 }, { Number: "3" })).toBe(true);
  });
});
