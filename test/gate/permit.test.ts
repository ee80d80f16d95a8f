import { describe, expect, it } from "vitest";
import { PermitInvalid } from "../../src/errors.ts";
import { createPermitOffice, type PermitFacts } from "../../src/wire/permit.ts";
import { action } from "../support/rooms.ts";

function facts(params: PermitFacts["params"] = { WorkloadPoolName: "one" }): PermitFacts {
  return {
    action: action("id:GetWorkloadPool"),
    params,
    effect: "read",
    target: {
      mode: "sandbox",
      account: "2100000000",
      region: "cn-beijing",
      profile: undefined,
      endpoint: undefined,
    },
    operation: undefined,
    digest: undefined,
  };
}

describe("a permit", () => {
  it("gives its facts to the redeeming half, once", () => {
    const office = createPermitOffice();
    const permit = office.issue(facts());
    expect(office.redeem(permit).params).toEqual({ WorkloadPoolName: "one" });
    expect(() => office.redeem(permit)).toThrow(PermitInvalid);
  });

  it("cannot be forged, copied or taken to another office", () => {
    const office = createPermitOffice();
    const permit = office.issue(facts());
    expect(() => office.redeem({ permit: Symbol("permit") })).toThrow(PermitInvalid);
    expect(() => office.redeem({ ...permit })).toThrow(PermitInvalid);
    expect(() => createPermitOffice().redeem(permit)).toThrow(PermitInvalid);
    expect(office.redeem(permit).action.name).toBe("GetWorkloadPool");
  });

  it("holds nothing that could be read or changed", () => {
    const permit = createPermitOffice().issue(facts());
    expect(Object.isFrozen(permit)).toBe(true);
    expect(Object.keys(permit)).toEqual(["permit"]);
    expect(Reflect.set(permit, "params", { WorkloadPoolName: "other" })).toBe(false);
  });

  it("keeps the params as they were when it was issued", () => {
    const office = createPermitOffice();
    const params = { WorkloadPoolName: "one", Tags: [{ Key: "a", Value: "b" }] };
    const permit = office.issue(facts(params));
    params.WorkloadPoolName = "two";
    params.Tags.push({ Key: "c", Value: "d" });
    expect(office.redeem(permit).params).toEqual({
      WorkloadPoolName: "one",
      Tags: [{ Key: "a", Value: "b" }],
    });
  });

  it("gives params that are frozen through and through", () => {
    const office = createPermitOffice();
    const { params } = office.redeem(office.issue(facts({ Tags: [{ Key: "a" }] })));
    expect(Object.isFrozen(params)).toBe(true);
    expect(Object.isFrozen(params.Tags)).toBe(true);
  });
});
