import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const createGroup = async (GroupName: string, JoinType = "Manual"): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreateGroup", { GroupName, JoinType }), "GroupId");

describe("groups", () => {
  it("are created as the reference page's example", async () => {
    const reply = await service.reply("cloudidentity:CreateGroup", {
      GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
      JoinType: "Manual",
      DisplayName: "y9",
    });
    expect(reply.result).toEqual({
      GroupId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
      DisplayName: "y9",
      Description: "",
      JoinType: "Manual",
      Source: "Manual",
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:00+08:00",
    });
    const GroupId = textIn(reply.result, "GroupId");
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toEqual(reply.result);
  });

  it("have names that differ", async () => {
    await createGroup("one");
    const again = { GroupName: "one", JoinType: "Manual" };
    expect(await service.outcome("cloudidentity:CreateGroup", again)).toBe("409 GroupAlreadyExists");
  });

  it.each([
    ["no JoinType", { GroupName: "g" }, "400 ParamMissing"],
    ["no GroupName", { JoinType: "Manual" }, "400 ParamMissing"],
    ["an empty GroupName", { GroupName: "", JoinType: "Manual" }, "400 ParamMissing"],
  ])("are refused with %s", async (_what, params, outcome) => {
    expect(await service.outcome("cloudidentity:CreateGroup", params)).toBe(outcome);
  });

  it.each([
    ["another JoinType", { GroupName: "g", JoinType: "Sometimes" }],
    ["64 characters of GroupName", { GroupName: "g".repeat(64), JoinType: "Manual" }],
    ["129 characters of Description", { GroupName: "g", JoinType: "Manual", Description: "d".repeat(129) }],
    ["a parameter that does not exist", { GroupName: "g", JoinType: "Manual", Colour: "red" }],
  ])("are refused with %s", async (_what, params) => {
    expect(await service.outcome("cloudidentity:CreateGroup", params)).toMatch(/^400 Invalid/);
  });

  it("keep what an update does not mention", async () => {
    const made = await service.ok("cloudidentity:CreateGroup", {
      GroupName: "g",
      JoinType: "Manual",
      DisplayName: "before",
      Description: "stays",
    });
    const GroupId = textIn(made, "GroupId");
    service.wait(5000);
    expect(await service.ok("cloudidentity:UpdateGroup", { GroupId, DisplayName: "after" })).toEqual({});
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toEqual({
      ...made,
      DisplayName: "after",
      UpdatedTime: "2026-03-01T20:00:05+08:00",
    });
    await service.ok("cloudidentity:UpdateGroup", { GroupId, Description: "" });
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toMatchObject({ Description: "" });
  });

  it.each(["GetGroup", "UpdateGroup", "DeleteGroup", "ListGroupMembers"])(
    "that do not exist are not found by %s",
    async (action) => {
      const missing = { GroupId: "none" };
      expect(await service.outcome(`cloudidentity:${action}`, missing)).toBe("404 UserGroupNotFound");
    },
  );

  it("are listed page by page, searched and filtered", async () => {
    for (const name of ["alpha", "beta", "gamma"]) await createGroup(name);
    await service.ok("cloudidentity:CreateGroup", {
      GroupName: "delta",
      DisplayName: "The ALPHA team",
      JoinType: "Auto",
    });
    const names = async (params: { [key: string]: string | number }) => {
      const page = await service.ok("cloudidentity:ListGroups", params);
      return [page.Total, ...items(page, "Groups").map((group) => group.GroupName)];
    };
    expect(await names({})).toEqual([4, "alpha", "beta", "gamma", "delta"]);
    expect(await names({ PageNumber: 2, PageSize: 3 })).toEqual([4, "delta"]);
    expect(await names({ PageNumber: 9 })).toEqual([4]);
    expect(await names({ QueryString: "alpha" })).toEqual([2, "alpha", "delta"]);
    expect(await names({ JoinType: "Auto" })).toEqual([1, "delta"]);
    expect(await service.outcome("cloudidentity:ListGroups", { PageSize: 101 })).toBe("400 InvalidParam");
    expect(await service.outcome("cloudidentity:ListGroups", { PageNumber: 0 })).toBe("400 InvalidParam");
  });
});
